// Bursts torn apart: liquid-dsp's interleaver behind another code.

internal import CLiquid

/// Another coder whose encoded messages have their bits permuted over the whole of each.
final class InterleavingCoder: ErrorCorrectionCoder {
  private let inner: any ErrorCorrectionCoder
  /// Interleavers by length; frames have few.
  private var interleavers: [Int: UnsafeMutableRawPointer] = [:]
  private var scratch: [UInt8] = []

  init(_ inner: any ErrorCorrectionCoder) { self.inner = inner }

  deinit { for interleaver in interleavers.values { airslice_interleaver_destroy(interleaver) } }

  private func interleaver(_ count: Int) -> UnsafeMutableRawPointer {
    if let made = interleavers[count] { return made }
    guard let made = airslice_interleaver_create(count) else { preconditionFailure("out of memory") }
    interleavers[count] = made
    return made
  }

  func encodedBytes(of count: Int) -> Int { inner.encodedBytes(of: count) }

  func encode(_ message: UnsafeRawBufferPointer, into encoded: UnsafeMutableRawBufferPointer) {
    inner.encode(message, into: encoded)
    guard let base = encoded.baseAddress?.assumingMemoryBound(to: UInt8.self), encoded.count > 1 else { return }
    _ = airslice_interleaver_encode(interleaver(encoded.count), base, base)
  }

  func decode(_ encoded: UnsafeRawBufferPointer, into message: UnsafeMutableRawBufferPointer) -> Bool {
    guard encoded.count > 1 else { return inner.decode(encoded, into: message) }
    if scratch.count < encoded.count { scratch = [UInt8](repeating: 0, count: encoded.count) }
    let interleaver = interleaver(encoded.count)
    return scratch.withUnsafeMutableBufferPointer { scratch in
      _ = airslice_interleaver_decode(
        interleaver, encoded.baseAddress?.assumingMemoryBound(to: UInt8.self), scratch.baseAddress)
      return inner.decode(
        UnsafeRawBufferPointer(start: scratch.baseAddress, count: encoded.count), into: message)
    }
  }
}
