// Hamming (7,4), SECDED (72,64) and Golay (24,12), by liquid-dsp.

internal import CLiquid
import Core

/// One of liquid-dsp's block codes.
final class BlockCoder: ErrorCorrectionCoder {
  private let handle: UnsafeMutableRawPointer
  private let code: ErrorCorrection

  /// - Throws: `internal` when liquid-dsp does not make the coder.
  init(_ code: ErrorCorrection) throws {
    guard let handle = airslice_block_code_create(Self.number(code)) else {
      throw AirSliceError(.internal, "liquid-dsp makes no coder for \(code.rawValue)")
    }
    (self.handle, self.code) = (handle, code)
  }

  deinit { airslice_block_code_destroy(handle) }

  private static func number(_ code: ErrorCorrection) -> Int32 {
    switch code {
    case .hamming: Int32(AIRSLICE_HAMMING_7_4)
    case .secded: Int32(AIRSLICE_SECDED_72_64)
    case .golay: Int32(AIRSLICE_GOLAY_24_12)
    default: 0
    }
  }

  static func encodedBytes(of count: Int, _ code: ErrorCorrection) -> Int {
    count == 0 ? 0 : airslice_block_code_length(number(code), count)
  }

  func encodedBytes(of count: Int) -> Int { Self.encodedBytes(of: count, code) }

  func encode(_ message: UnsafeRawBufferPointer, into encoded: UnsafeMutableRawBufferPointer) {
    if message.isEmpty { return }
    let status = airslice_block_code_encode(
      handle, message.count, message.baseAddress?.assumingMemoryBound(to: UInt8.self),
      encoded.baseAddress?.assumingMemoryBound(to: UInt8.self))
    precondition(status == 0, "liquid-dsp encodes whatever it has a length for")
  }

  func decode(_ encoded: UnsafeRawBufferPointer, into message: UnsafeMutableRawBufferPointer) -> Bool {
    if message.isEmpty { return true }
    return airslice_block_code_decode(
      handle, message.count, encoded.baseAddress?.assumingMemoryBound(to: UInt8.self),
      message.baseAddress?.assumingMemoryBound(to: UInt8.self)) == 0
  }
}
