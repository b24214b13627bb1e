// What is done for a packet, the more the more it matters.

import Radio

/// How a packet uses several links.
package enum LinkUse: String, CaseIterable, Sendable {
  /// The first link that is free: packets are striped over the links.
  case one
  /// All of them, each in its own time; the receiver takes what arrives first.
  case all
}

/// Unequal protection, by importance of the unit.
package struct Protection: Sendable, Hashable {
  /// Attempts beyond the first where frames are acknowledged; macMaxFrameRetries is 3.
  package var retries = ByImportance(3)
  /// How often each packet is sent, whatever is heard of it; each copy is a packet of its own, and
  /// further copies follow the first ones of the whole unit.
  package var copies = ByImportance(1)
  /// The code that frames are sent in.
  package var codes = ByImportance(ErrorCorrection.none)
  /// By how much frames are sent at more power than others would be [dB], less when negative; acknowledgements are not.
  package var power = ByImportance(0.0)
  /// Which of several links take the packet.
  package var links = ByImportance(LinkUse.one)

  /// The standard's three retries, one copy, no code, no more power.
  package init() {}
}
