// Reed–Solomon (255,223), by libfec.

internal import CFEC

/// Blocks of up to 223 message bytes, each followed by its 32 parity bytes; the last block is a shortened one.
final class ReedSolomonCoder: ErrorCorrectionCoder {
  private static let (message, parity) = (223, 32)

  private var block = [UInt8](repeating: 0, count: 255)

  static func encodedBytes(of count: Int) -> Int { count + (count + message - 1) / message * parity }

  func encodedBytes(of count: Int) -> Int { Self.encodedBytes(of: count) }

  func encode(_ message: UnsafeRawBufferPointer, into encoded: UnsafeMutableRawBufferPointer) {
    var (from, to) = (0, 0)
    while from < message.count {
      let count = min(Self.message, message.count - from)
      let part = UnsafeRawBufferPointer(rebasing: message[from..<from + count])
      UnsafeMutableRawBufferPointer(rebasing: encoded[to..<to + count]).copyMemory(from: part)
      airslice_reed_solomon_encode(
        part.baseAddress?.assumingMemoryBound(to: UInt8.self), Self.message - count,
        (encoded.baseAddress! + to + count).assumingMemoryBound(to: UInt8.self))
      (from, to) = (from + count, to + count + Self.parity)
    }
  }

  func decode(_ encoded: UnsafeRawBufferPointer, into message: UnsafeMutableRawBufferPointer) -> Bool {
    var (from, to) = (0, 0)
    var succeeded = true
    while to < message.count {
      let count = min(Self.message, message.count - to)
      block.withUnsafeMutableBytes { block in
        block.copyMemory(from: UnsafeRawBufferPointer(rebasing: encoded[from..<from + count + Self.parity]))
        // Systematic: when there are too many errors the bytes stay as they were received.
        let found = airslice_reed_solomon_decode(
          block.baseAddress?.assumingMemoryBound(to: UInt8.self), Self.message - count)
        succeeded = succeeded && found >= 0
        UnsafeMutableRawBufferPointer(rebasing: message[to..<to + count])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<count]))
      }
      (from, to) = (from + count + Self.parity, to + count)
    }
    return succeeded
  }
}
