// The int8 wire format: a unit's range, then one byte an element. B. Jacob et al., CVPR 2018, eq. 1, one scale a unit.

/// Elements as whole 255ths of the way from the unit's least to its greatest value.
///
/// The two go first, as binary16 in little-endian order, rounded away from one another so that no element lies outside;
/// values beyond ±65,504 are cut to that. Any four bytes are a range: a damaged one may be upside down, infinite or NaN,
/// and so are then the elements.
package enum Int8Wire {
  /// Bytes of the range.
  package static let headerBytes = 4

  /// The bytes of `count` elements that `fill` writes; every one of them must be written.
  package static func encode(count: Int, _ fill: (UnsafeMutableBufferPointer<Float>) -> Void) -> [UInt8] {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { plane in
      plane.initialize(repeating: 0)
      fill(plane)
      let range = Self.range(of: UnsafeBufferPointer(plane))
      let low = Float16Wire.value(ofBits: range.low)
      let span = Float16Wire.value(ofBits: range.high) - low
      let scale = span > 0 ? 255 / span : 0
      return [UInt8](unsafeUninitializedCapacity: headerBytes + count) { bytes, written in
        for (place, bits) in [range.low, range.high].enumerated() {
          bytes[2 * place] = UInt8(truncatingIfNeeded: bits)
          bytes[2 * place + 1] = UInt8(truncatingIfNeeded: bits >> 8)
        }
        for index in 0..<count {
          let level = (plane[index] - low) * scale
          // NaN fails both comparisons. In the sum with 1.5 · 2²³ whole numbers stand in the last bits, ties to even.
          let clipped = level > 0 ? (level < 255 ? level : 255) : 0
          bytes[headerBytes + index] = UInt8(truncatingIfNeeded: (clipped + 0x1.8p23).bitPattern)
        }
        written = headerBytes + count
      }
    }
  }

  /// Hands the elements of `payload` to `body`: at most `count`, and only those that are there; see
  /// ``WireFormat/decode(_:count:headerIsLost:range:_:)`` for the rest.
  package static func decode(
    _ payload: [UInt8], count: Int, headerIsLost: Bool = false, range: ClosedRange<Float>? = nil,
    _ body: (UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    guard payload.count > headerBytes, !headerIsLost || range != nil else { return }
    var low = Float16Wire.value(ofBits: UInt16(payload[0]) | UInt16(payload[1]) << 8)
    var high = Float16Wire.value(ofBits: UInt16(payload[2]) | UInt16(payload[3]) << 8)
    if let range {
      // What the receiver knows takes the place of an end that is lost, no number or outside of it.
      if headerIsLost || !(low >= range.lowerBound && low <= range.upperBound) { low = range.lowerBound }
      if headerIsLost || !(high >= range.lowerBound && high <= range.upperBound) { high = range.upperBound }
    }
    let step = (high - low) / 255
    let whole = min(count, payload.count - headerBytes)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: whole) { plane in
      plane.initialize(repeating: 0)
      payload.withUnsafeBufferPointer { bytes in
        for index in 0..<whole { plane[index] = low + Float(bytes[headerBytes + index]) * step }
      }
      body(plane)
    }
  }

  /// The binary16 numbers around all of `plane`; 0 and 0 when nothing there is a number.
  private static func range(of plane: UnsafeBufferPointer<Float>) -> (low: UInt16, high: UInt16) {
    var (low, high) = (Float.infinity, -Float.infinity)
    for value in plane {
      low = value < low ? value : low
      high = value > high ? value : high
    }
    guard low <= high else { return (0, 0) }
    let greatest: Float = 65_504
    (low, high) = (min(max(low, -greatest), greatest), min(max(high, -greatest), greatest))
    return (upward(-low) ^ 0x8000, upward(high))
  }

  /// The least binary16 number that is not below `value`.
  private static func upward(_ value: Float) -> UInt16 {
    let bits = Float16Wire.bits(of: value)
    if Float16Wire.value(ofBits: bits) >= value { return bits }
    // The next one up: away from zero for positive numbers, towards it for negative ones.
    return bits & 0x8000 == 0 ? bits + 1 : bits - 1
  }
}
