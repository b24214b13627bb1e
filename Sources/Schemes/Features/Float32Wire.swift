// The float32 wire format: little-endian IEEE 754, no header.

/// Elements as four bytes each, the least significant first. Damaged bits may turn an element into an infinity or NaN;
/// it is passed on as it is, as a naive receiver would.
package enum Float32Wire {
  /// Bytes of one element.
  package static let elementBytes = 4

  /// The bytes of `count` elements that `fill` writes; every one of them must be written.
  package static func encode(count: Int, _ fill: (UnsafeMutableBufferPointer<Float>) -> Void) -> [UInt8] {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { plane in
      plane.initialize(repeating: 0)
      fill(plane)
      return [UInt8](unsafeUninitializedCapacity: count * elementBytes) { bytes, written in
        let raw = UnsafeMutableRawBufferPointer(bytes)
        for index in 0..<count {
          raw.storeBytes(of: plane[index].bitPattern.littleEndian, toByteOffset: index * 4, as: UInt32.self)
        }
        written = count * elementBytes
      }
    }
  }

  /// Hands the elements of `payload` to `body`: at most `count`, and only those whose four bytes are there.
  package static func decode(_ payload: [UInt8], count: Int, _ body: (UnsafeMutableBufferPointer<Float>) -> Void) {
    let whole = min(count, payload.count / elementBytes)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: whole) { plane in
      payload.withUnsafeBytes { raw in
        for index in 0..<whole {
          let bits = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
          plane.initializeElement(at: index, to: Float(bitPattern: bits))
        }
      }
      body(plane)
    }
  }
}
