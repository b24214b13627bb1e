// One way through the air: how fast it is and what it does to what it carries.

import Core

/// A radio link.
package struct Link: Sendable {
  /// Bits per second on the air.
  package var rate: BitRate
  /// What happens to the bits.
  package var channel: any ChannelModel

  /// A link of `rate` through `channel`.
  package init(rate: BitRate = .ieee802154, channel: any ChannelModel = IdealChannel()) {
    (self.rate, self.channel) = (rate, channel)
  }
}
