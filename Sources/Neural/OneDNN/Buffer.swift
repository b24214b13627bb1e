// Memory that oneDNN reads and writes: aligned, fixed in place, freed with its owner.

/// Bytes aligned to a cache line, zero at first; a part of another buffer keeps that one alive.
package final class Buffer {
  let pointer: UnsafeMutableRawPointer
  let byteCount: Int
  private let whole: Buffer?

  package init(byteCount: Int) {
    self.byteCount = byteCount
    pointer = .allocate(byteCount: max(byteCount, 64), alignment: 64)
    pointer.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    whole = nil
  }

  /// `byteCount` bytes of `whole` from `offset` on.
  init(_ whole: Buffer, offset: Int, byteCount: Int) {
    precondition(offset >= 0 && offset + byteCount <= whole.byteCount)
    (pointer, self.byteCount, self.whole) = (whole.pointer + offset, byteCount, whole)
  }

  package convenience init(floats count: Int) { self.init(byteCount: count * 4) }

  /// The bytes as float32.
  package var floats: UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: pointer.assumingMemoryBound(to: Float.self), count: byteCount / 4)
  }

  deinit { if whole == nil { pointer.deallocate() } }
}

extension Buffer {
  /// A copy of `values`.
  package convenience init(copying values: [Float]) {
    self.init(floats: values.count)
    _ = floats.update(fromContentsOf: values)
  }
}
