// Numbers as safetensors files hold them: the element types and their conversions.
// Format: https://github.com/huggingface/safetensors (README, "Format").

/// How a written tensor's elements are stored.
package enum SafetensorsFormat: String, Sendable, CaseIterable {
  /// IEEE 754 binary32.
  case float32 = "F32"
  /// IEEE 754 binary16.
  case float16 = "F16"
  /// The upper half of a binary32.
  case bfloat16 = "BF16"
}

/// Element types that occur in safetensors files, by the names the format gives them.
package enum SafetensorsType: String, Sendable {
  case bool = "BOOL"
  case unsigned8 = "U8"
  case signed8 = "I8"
  case float8e5m2 = "F8_E5M2"
  case float8e4m3 = "F8_E4M3"
  case signed16 = "I16"
  case unsigned16 = "U16"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case signed32 = "I32"
  case unsigned32 = "U32"
  case float32 = "F32"
  case signed64 = "I64"
  case unsigned64 = "U64"
  case float64 = "F64"

  /// Bytes of one element.
  var bytes: Int {
    switch self {
    case .bool, .unsigned8, .signed8, .float8e5m2, .float8e4m3: 1
    case .signed16, .unsigned16, .float16, .bfloat16: 2
    case .signed32, .unsigned32, .float32: 4
    case .signed64, .unsigned64, .float64: 8
    }
  }

  /// The elements in `bytes`, little-endian, as `Number`s; nil when the type is none that weights come in.
  /// Narrowing float64 to float32 rounds to nearest; everything else is exact.
  func decode<Number: BinaryFloatingPoint>(_ bytes: UnsafeRawBufferPointer, as: Number.Type) -> [Number]? {
    func elements<Bits: FixedWidthInteger>(_: Bits.Type, _ convert: (Bits) -> Number) -> [Number] {
      let size = MemoryLayout<Bits>.size
      return (0..<bytes.count / size).map {
        convert(Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * size, as: Bits.self)))
      }
    }
    return switch self {
    case .float64: elements(UInt64.self) { Number(Double(bitPattern: $0)) }
    case .float32: elements(UInt32.self) { Number(Float(bitPattern: $0)) }
    case .float16: elements(UInt16.self) { Number(Float(Float16(bitPattern: $0))) }
    case .bfloat16: elements(UInt16.self) { Number(Float(bitPattern: UInt32($0) << 16)) }
    default: nil
    }
  }
}

extension SafetensorsFormat {
  /// Bytes of one element.
  var bytes: Int { self == .float32 ? 4 : 2 }

  /// Appends `values`, rounded to nearest (ties to even), to `bytes`, little-endian.
  /// - Returns: The first finite value that this format turns into an infinity, nil when all fit.
  func encode(_ values: [Float], into bytes: inout [UInt8]) -> Float? {
    var tooLarge: Float?
    func append<Bits: FixedWidthInteger>(_ convert: (Float) -> (bits: Bits, isFinite: Bool)) {
      for value in values {
        let (bits, isFinite) = convert(value)
        if !isFinite, value.isFinite, tooLarge == nil { tooLarge = value }
        withUnsafeBytes(of: bits.littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
    switch self {
    case .float32: append { ($0.bitPattern, $0.isFinite) }
    case .float16:
      append {
        let half = Float16($0)
        return (half.bitPattern, half.isFinite)
      }
    case .bfloat16:
      append {
        let half = Self.bfloat16Bits($0)
        return (half, half & 0x7F80 != 0x7F80)
      }
    }
    return tooLarge
  }

  /// The bfloat16 nearest to `value`, ties to even; NaN stays NaN.
  static func bfloat16Bits(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    if value.isNaN { return UInt16(bits >> 16) | 0x0040 }
    // Cannot overflow: the largest non-NaN pattern, infinity's, has sixteen zeros at its end.
    return UInt16((bits + 0x7FFF + (bits >> 16 & 1)) >> 16)
  }
}
