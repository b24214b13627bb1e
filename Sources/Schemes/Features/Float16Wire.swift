// The float16 wire format: little-endian IEEE 754 binary16, no header. Swift's own `Float16` converts in software, one
// value at a time; here a few integer operations do it, which the compiler makes vector code of.

/// Elements as two bytes each, the least significant first; rounded to nearest, ties to even. What is too large becomes an
/// infinity, as IEEE 754 has it.
package enum Float16Wire {
  /// Bytes of one element.
  package static let elementBytes = 2

  /// The bytes of `count` elements that `fill` writes; every one of them must be written.
  package static func encode(count: Int, _ fill: (UnsafeMutableBufferPointer<Float>) -> Void) -> [UInt8] {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { plane in
      plane.initialize(repeating: 0)
      fill(plane)
      return [UInt8](unsafeUninitializedCapacity: count * elementBytes) { bytes, written in
        let raw = UnsafeMutableRawBufferPointer(bytes)
        for index in 0..<count {
          raw.storeBytes(of: bits(of: plane[index]).littleEndian, toByteOffset: index * 2, as: UInt16.self)
        }
        written = count * elementBytes
      }
    }
  }

  /// Hands the elements of `payload` to `body`: at most `count`, and only those whose two bytes are there.
  package static func decode(_ payload: [UInt8], count: Int, _ body: (UnsafeMutableBufferPointer<Float>) -> Void) {
    let whole = min(count, payload.count / elementBytes)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: whole) { plane in
      plane.initialize(repeating: 0)
      payload.withUnsafeBytes { raw in
        for index in 0..<whole {
          let bits = UInt16(littleEndian: raw.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self))
          plane[index] = value(ofBits: bits)
        }
      }
      body(plane)
    }
  }

  /// The binary16 nearest to `value`, ties to even; NaN stays NaN.
  @inline(__always)
  package static func bits(of value: Float) -> UInt16 {
    let sign = value.bitPattern & 0x8000_0000
    let magnitude = value.bitPattern ^ sign
    // From 2⁻¹⁴ on: the exponent's bias goes from 127 to 15, and half a unit in the last place, less one bit for an even
    // last place, carries into the thirteen bits that are kept.
    let normal = (magnitude &- 0x3800_0000 &+ 0x0FFF &+ (magnitude >> 13 & 1)) >> 13
    // Below: adding 1/2 rounds to a whole number of 2⁻²⁴, which stands in the sum's last bits.
    let small = (Float(bitPattern: magnitude) + 0.5).bitPattern &- 0x3F00_0000
    let rounded = magnitude < 0x3880_0000 ? small : normal
    // 65,520 and above, infinity and NaN.
    let large: UInt32 = magnitude > 0x7F80_0000 ? 0x7E00 : 0x7C00
    let result = magnitude >= 0x477F_F000 ? large : rounded
    return UInt16(truncatingIfNeeded: result | sign >> 16)
  }

  /// The number that the binary16 `bits` spells, exactly.
  @inline(__always)
  package static func value(ofBits bits: UInt16) -> Float {
    let magnitude = UInt32(bits & 0x7FFF) << 13
    // Below 2⁻¹⁴ the bits count 2⁻²⁴: behind the leading one of 2⁻¹⁴ they make a number that is 2⁻¹⁴ too large.
    let small = (Float(bitPattern: magnitude &+ 0x3880_0000) - Float(bitPattern: 0x3880_0000)).bitPattern
    let finite = magnitude < 0x0080_0000 ? small : magnitude &+ 0x3800_0000
    let result = magnitude >= 0x0F80_0000 ? magnitude | 0x7F80_0000 : finite
    return Float(bitPattern: result | UInt32(bits & 0x8000) << 16)
  }
}
