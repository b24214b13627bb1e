// What happened, boiled down to a number that any change of order, time or content changes.

import Core

/// A running digest over a simulation's events: FNV-1a, 64 bits, over the little-endian bytes of each event's time, code
/// and fields. Equal on every machine, thread and run; digests of parts are put together in a fixed order.
package struct EventTrace: Codable, Hashable, Sendable {
  /// The digest of what has been recorded so far.
  package private(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  /// Records one event of kind `code`, with up to two fields that tell it from others of its kind.
  package mutating func record(at time: SimTime, code: UInt8, _ first: Int = 0, _ second: Int = 0) {
    absorb(UInt64(bitPattern: time.nanoseconds))
    absorb(byte: code)
    absorb(UInt64(bitPattern: Int64(first)))
    absorb(UInt64(bitPattern: Int64(second)))
  }

  /// Records the trace of a part, of one image for example.
  package mutating func record(_ part: EventTrace) { absorb(part.digest) }

  private mutating func absorb(_ word: UInt64) {
    var rest = word
    for _ in 0..<8 {
      absorb(byte: UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  private mutating func absorb(byte: UInt8) { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
