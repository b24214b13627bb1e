// Elements that arrive as something else: the other reading of the NAIR paper's error rate.

import Core
import Stochastics

/// `replace`: each element is replaced by a uniform random value with probability `rate`, independently; the receiver
/// does not know which.
///
/// Elements of one byte become any of 0 … 255. Elements of four and two bytes are float32 and float16: they become a
/// number uniform between the least and the greatest finite one of their slice as it was sent, since uniform over all
/// bit patterns would be mostly beyond any feature's size. Elements of another width become random bytes.
package struct ReplaceChannel: ChannelModel {
  /// Probability that an element is replaced.
  @Probability package var rate: Double

  /// - Precondition: `rate` lies in 0 … 1.
  package init(rate: Double) { _rate = Probability(wrappedValue: rate) }

  package func makeProcess(_ stream: RandomStream) -> any ChannelProcess { ReplaceProcess(rate: rate, stream: stream) }
}

private final class ReplaceProcess: ChannelProcess {
  private let rate: Double
  private let field: HitField
  private let values: RandomStream
  /// The slice met last and its range: its other packets need the same. Another image's slice may have the same unit;
  /// equal ones are most often one and the same array, which takes no time to see.
  private var known: (slice: Slice, range: ClosedRange<Float>)?

  init(rate: Double, stream: RandomStream) {
    self.rate = rate
    field = HitField(stream)
    values = stream.substream("value")
  }

  func carry(_ frame: AirFrame) -> Reception {
    var payload = frame.payload
    let hits = field.elements(of: frame, rate: rate)
    if hits.isEmpty { return .received(payload: payload, erasedElements: []) }
    let (width, offset, count) = (frame.elementBytes, frame.bytes.lowerBound, payload.count)
    let range = width == 4 || width == 2 ? self.range(of: frame.slice, width) : 0...0
    // Values are keyed by the byte on the air at which the slice would start, so that packets change none of them.
    let start = frame.firstByte - Int64(offset)
    payload.withUnsafeMutableBytes { bytes in
      for element in hits {
        let first = Int(element) * width
        let words = values.block(UInt64(bitPattern: start + Int64(first)))
        let share = Float(words[0] >> 8) * 0x1p-24
        let value = range.lowerBound * (1 - share) + range.upperBound * share
        let place = first - offset
        if width == 4 && place >= 0 && place + 4 <= count {
          bytes.storeBytes(of: value.bitPattern.littleEndian, toByteOffset: place, as: UInt32.self)
          continue
        }
        for byte in 0..<width where (0..<count).contains(place + byte) {
          let bits: UInt32 =
            switch width {
            case 4: value.bitPattern
            case 2: UInt32(Float16(value).bitPattern)
            default: words[byte / 4 % 4]
            }
          bytes[place + byte] = UInt8(truncatingIfNeeded: bits >> UInt32(8 * (byte % 4)))
        }
      }
    }
    return .received(payload: payload, erasedElements: [])
  }

  private func range(of slice: Slice, _ width: Int) -> ClosedRange<Float> {
    if let known, known.slice == slice { return known.range }
    let finite: ClosedRange<Float>? = slice.payload.withUnsafeBytes { bytes in
      width == 4
        ? Self.finiteRange(bytes.count / 4) {
          Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
        }
        : Self.finiteRange(bytes.count / 2) {
          Float(Float16(bitPattern: UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self))))
        }
    }
    known = (slice, finite ?? 0...0)
    return finite ?? 0...0
  }

  /// The least and the greatest finite one of `count` values, nil when there is none.
  @inline(__always)
  private static func finiteRange(_ count: Int, _ value: (Int) -> Float) -> ClosedRange<Float>? {
    var (low, high) = (Float.infinity, -Float.infinity)
    for index in 0..<count {
      let value = value(index)
      // Comparisons with NaN are false.
      if value < low && value > -.infinity { low = value }
      if value > high && value < .infinity { high = value }
    }
    return low <= high ? low...high : nil
  }
}
