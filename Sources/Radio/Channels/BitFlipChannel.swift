// Wrong bits: the binary symmetric channel.

import Core
import Stochastics

/// `bit-flip`: each bit of the wire format is flipped with probability `rate`, independently; the receiver does not know
/// which. Bits go on the air the least significant of each byte first, as in IEEE 802.15.4.
package struct BitFlipChannel: ChannelModel {
  /// Probability that a bit is flipped; at 0.5 nothing of what was sent is left, at 1 its complement arrives.
  @Probability package var rate: Double

  /// - Precondition: `rate` lies in 0 … 1.
  package init(rate: Double) { _rate = Probability(wrappedValue: rate) }

  package func makeProcess(_ stream: RandomStream) -> any ChannelProcess {
    BitFlipProcess(rate: rate, field: HitField(stream))
  }
}

private final class BitFlipProcess: BitChannelProcess {
  private let rate: Double
  private let field: HitField

  init(rate: Double, field: HitField) { (self.rate, self.field) = (rate, field) }

  func damage(
    _ octets: UnsafeMutableRawBufferPointer, firstByte: Int64, start: SimTime, end: SimTime
  ) -> Damage {
    let range = 8 * firstByte..<8 * (firstByte + Int64(octets.count))
    return field.flip(octets, firstByte: firstByte, range: range, rate: rate, points: field) ? .flipped : .none
  }
}
