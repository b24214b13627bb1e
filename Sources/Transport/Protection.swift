// What is done for a packet, the more the more it matters.

import Radio

/// Unequal protection, by importance of the unit.
package struct Protection: Sendable, Hashable {
  /// Attempts beyond the first where frames are acknowledged; macMaxFrameRetries is 3.
  package var retries = ByImportance(3)
  /// How often each packet is sent, whatever is heard of it; each copy is a packet of its own.
  package var copies = ByImportance(1)
  /// The code that frames are sent in.
  package var codes = ByImportance(ErrorCorrection.none)

  /// The standard's three retries, one copy, no code.
  package init() {}
}
