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

private struct BitFlipProcess: BitChannelProcess {
  let rate: Double
  let field: HitField

  func damage(
    _ octets: UnsafeMutableRawBufferPointer, firstByte: Int64, start: SimTime, end: SimTime
  ) -> Damage {
    var damage = Damage.none
    let first = 8 * firstByte
    field.forEachMask(of: first..<first + Int64(8 * octets.count), rate: rate) { origin, words in
      // A mask may hold nothing but points of its neighbours, trimmed away.
      var place = Int(origin / 8 - firstByte)
      for word in words {
        if word != 0 {
          damage = .flipped
          Self.flip(word, at: place, in: octets)
        }
        place += 8
      }
    }
    return damage
  }

  /// Flips the bits of `word` in the eight bytes from `place` on; where those lie outside, the word is zero.
  private static func flip(_ word: UInt64, at place: Int, in bytes: UnsafeMutableRawBufferPointer) {
    if place >= 0 && place + 8 <= bytes.count {
      let old = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      bytes.storeBytes(of: old ^ word.littleEndian, toByteOffset: place, as: UInt64.self)
    } else {
      for byte in 0..<8 where bytes.indices.contains(place + byte) {
        bytes[place + byte] ^= UInt8(truncatingIfNeeded: word >> UInt64(8 * byte))
      }
    }
  }
}
