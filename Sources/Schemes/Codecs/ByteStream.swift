// A codec's stream of bytes on its way: cut into slices, and what is left of it at the other end.

import Core

/// How streams are cut into slices.
package struct StreamPieces: Sendable, Hashable {
  /// Bytes of one slice but the last; nil for one slice of all.
  package var bytes: Int?

  /// - Precondition: a piece is not empty.
  package init(bytes: Int? = nil) {
    precondition(bytes ?? 1 > 0, "a piece holds at least one byte")
    self.bytes = bytes
  }

  /// Streams beyond this are not put together again: no encoder here makes one of a picture of 32 × 32 pixels.
  private static let limit = 1 << 16

  /// The slices of `stream`, the first bytes first, for nothing behind a gap is of much use.
  package func slices(of stream: [UInt8]) -> [Slice] {
    guard let bytes else { return [Slice(unit: 0, payload: stream)] }
    return stride(from: 0, to: max(1, stream.count), by: bytes).enumerated().map { unit, start in
      Slice(unit: unit, payload: Array(stream[start..<min(start + bytes, stream.count)]))
    }
  }

  /// The stream that `delivery` holds parts of.
  package func stream(of delivery: Delivery) -> ReceivedStream {
    var stream = ReceivedStream()
    for slice in delivery.slices {
      let start = slice.unit.multipliedReportingOverflow(by: bytes ?? 0)
      guard !start.overflow, start.partialValue >= 0, start.partialValue <= Self.limit - slice.payload.count
      else { continue }
      stream.put(slice, at: start.partialValue)
    }
    return stream
  }
}

/// The bytes of a stream that have arrived, in their places.
package struct ReceivedStream: Sendable, Hashable {
  /// Zero where nothing has arrived.
  package private(set) var bytes: [UInt8] = []
  /// Whether each byte has arrived.
  package private(set) var isThere: [Bool] = []

  package init() {}

  /// A stream of which all `bytes` have arrived.
  package init(_ bytes: [UInt8]) {
    (self.bytes, isThere) = (bytes, [Bool](repeating: true, count: bytes.count))
  }

  fileprivate mutating func put(_ slice: ReceivedSlice, at start: Int) {
    let missing = start + slice.payload.count - bytes.count
    if missing > 0 {
      bytes += [UInt8](repeating: 0, count: missing)
      isThere += [Bool](repeating: false, count: missing)
    }
    var erased = slice.erasedElements[...]
    for (index, byte) in slice.payload.enumerated() {
      if let next = erased.first, Int(next) == index {
        erased.removeFirst()
      } else {
        (bytes[start + index], isThere[start + index]) = (byte, true)
      }
    }
  }

  /// The bytes before the first gap.
  package var beginning: ArraySlice<UInt8> { bytes[..<(isThere.firstIndex(of: false) ?? bytes.count)] }

  /// The stream from its byte `count` on.
  package func dropFirst(_ count: Int) -> ReceivedStream {
    var rest = ReceivedStream()
    (rest.bytes, rest.isThere) = (Array(bytes.dropFirst(count)), Array(isThere.dropFirst(count)))
    return rest
  }

  /// The first byte; nil when it has not arrived.
  package var first: UInt8? { isThere.first == true ? bytes[0] : nil }
}
