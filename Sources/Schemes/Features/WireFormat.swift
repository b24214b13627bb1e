// How a unit's elements become bytes: three formats, each of which decodes every bit pattern.

/// The form of features on the air.
package enum WireFormat: String, CaseIterable, Sendable, Hashable {
  /// IEEE 754 binary32, four bytes an element: what the NAIR paper sends.
  case float32
  /// IEEE 754 binary16, two bytes an element.
  case float16
  /// One byte an element between the unit's own least and greatest value, which go before (``Int8Wire``).
  case int8

  /// Bytes of one element.
  package var elementBytes: Int {
    switch self {
    case .float32: Float32Wire.elementBytes
    case .float16: Float16Wire.elementBytes
    case .int8: 1
    }
  }

  /// Bytes before the first element: the unit's range, counted as payload.
  package var headerBytes: Int { self == .int8 ? Int8Wire.headerBytes : 0 }

  /// The bytes of `count` elements that `fill` writes; every one of them must be written.
  package func encode(count: Int, _ fill: (UnsafeMutableBufferPointer<Float>) -> Void) -> [UInt8] {
    switch self {
    case .float32: Float32Wire.encode(count: count, fill)
    case .float16: Float16Wire.encode(count: count, fill)
    case .int8: Int8Wire.encode(count: count, fill)
    }
  }

  /// Hands the elements of `payload` to `body`: at most `count`, and only those whose bytes are all there.
  /// - Parameters:
  ///   - headerIsLost: the bytes before the first element mean nothing. Without `range` there is then no element.
  ///   - range: what the receiver knows that elements lie in: it clips them to it, takes it where the header is lost,
  ///     and puts the number in it that is nearest to zero in the place of NaN. Nil leaves damaged elements as they are,
  ///     as a naive receiver would.
  package func decode(
    _ payload: [UInt8], count: Int, headerIsLost: Bool = false, range: ClosedRange<Float>? = nil,
    _ body: (UnsafeBufferPointer<Float>) -> Void
  ) {
    func clipped(_ plane: UnsafeMutableBufferPointer<Float>) {
      if let range { Self.clip(plane, to: range) }
      body(UnsafeBufferPointer(plane))
    }
    switch self {
    case .float32: Float32Wire.decode(payload, count: count, clipped)
    case .float16: Float16Wire.decode(payload, count: count, clipped)
    case .int8: Int8Wire.decode(payload, count: count, headerIsLost: headerIsLost, range: range, clipped)
    }
  }

  private static func clip(_ plane: UnsafeMutableBufferPointer<Float>, to range: ClosedRange<Float>) {
    let (low, high) = (range.lowerBound, range.upperBound)
    let middle = min(max(0, low), high)
    for index in plane.indices {
      let value = plane[index]
      // Comparisons with NaN are false.
      plane[index] = value < low ? low : value > high ? high : value == value ? value : middle
    }
  }
}
