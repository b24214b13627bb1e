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

/// Payload is hit by its position on the air, whole bursts by their time.
private struct BitFlipProcess: ChannelProcess {
  let rate: Double
  let field: HitField
  let noise: BitNoise

  init(rate: Double, field: HitField) {
    (self.rate, self.field) = (rate, field)
    noise = BitNoise(field)
  }

  func carry(_ frame: AirFrame) -> Reception {
    var payload = frame.payload
    let first = 8 * frame.firstByte
    field.flip(&payload, first: first, range: first..<first + Int64(8 * payload.count), rate: rate)
    return .received(payload: payload, erasedElements: [])
  }

  func fate(of burst: Burst) -> BurstFate {
    noise.cursor.hasHit(in: BitNoise.positions(of: burst), rate: rate) ? .damaged : .intact
  }

  func damage(_ bytes: inout [UInt8], in burst: Burst) -> BurstFate {
    precondition(burst.bits == 8 * bytes.count, "a burst carries all bits of its bytes")
    if fate(of: burst) == .intact { return .intact }
    let range = BitNoise.positions(of: burst)
    field.flip(&bytes, first: range.lowerBound, range: range, rate: rate)
    return .damaged
  }
}
