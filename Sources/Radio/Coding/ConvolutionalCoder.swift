// The convolutional code of K = 7: encoder and puncturing ours, Viterbi decoder libfec's.

internal import CFEC

/// Which of the encoder's two output bits are sent, step by step, repeating.
struct Puncturing: Hashable {
  /// Of the polynomial 133 (octal) and of 171; as many steps each.
  let first, second: [Bool]

  static let none = Puncturing(first: [true], second: [true])

  /// Bits sent in the first `steps` steps.
  func bits(in steps: Int) -> Int {
    let period = first.count
    func count(_ steps: Int) -> Int { (first.prefix(steps) + second.prefix(steps)).count { $0 } }
    return steps / period * count(period) + count(steps % period)
  }
}

/// Rate 1/2, constraint length 7, polynomials 133 and 171 (octal), ended by six zero bits, punctured.
///
/// Message bits go in the most significant of each byte first; encoded bits fill bytes from the least significant bit on,
/// as the air does.
final class ConvolutionalCoder: ErrorCorrectionCoder {
  private static let tail = 6
  /// libfec's polynomials, newest bit at the bottom: 0x6D is 133 and 0x4F is 171 read the other way round.
  private static let (first, second) = (UInt32(0x6D), UInt32(0x4F))

  private let puncturing: Puncturing
  private var decoder: UnsafeMutableRawPointer?
  private var capacity = 0
  private var symbols: [UInt8] = []

  init(_ puncturing: Puncturing) { self.puncturing = puncturing }

  deinit { if let decoder { airslice_viterbi_destroy(decoder) } }

  static func encodedBytes(of count: Int, _ puncturing: Puncturing) -> Int {
    (puncturing.bits(in: 8 * count + tail) + 7) / 8
  }

  func encodedBytes(of count: Int) -> Int { Self.encodedBytes(of: count, puncturing) }

  func encode(_ message: UnsafeRawBufferPointer, into encoded: UnsafeMutableRawBufferPointer) {
    for place in encoded.indices { encoded[place] = 0 }
    var register: UInt32 = 0
    var (place, phase) = (0, 0)
    for step in 0..<8 * message.count + Self.tail {
      let bit = step < 8 * message.count ? message[step >> 3] >> UInt8(7 - step & 7) & 1 : 0
      register = register << 1 | UInt32(bit)
      if puncturing.first[phase] { put(register & Self.first) }
      if puncturing.second[phase] { put(register & Self.second) }
      phase = phase + 1 == puncturing.first.count ? 0 : phase + 1
    }
    func put(_ taps: UInt32) {
      encoded[place >> 3] |= UInt8(taps.nonzeroBitCount & 1) << UInt8(place & 7)
      place += 1
    }
  }

  func decode(_ encoded: UnsafeRawBufferPointer, into message: UnsafeMutableRawBufferPointer) -> Bool {
    let steps = 8 * message.count + Self.tail
    if message.isEmpty { return true }
    let decoder = decoder(for: message.count)
    var (place, phase) = (0, 0)
    for step in 0..<steps {
      symbols[2 * step] = puncturing.first[phase] ? take() : 128
      symbols[2 * step + 1] = puncturing.second[phase] ? take() : 128
      phase = phase + 1 == puncturing.first.count ? 0 : phase + 1
    }
    /// Hard decisions: sure of themselves, where 128 knows nothing.
    func take() -> UInt8 {
      defer { place += 1 }
      return encoded[place >> 3] >> UInt8(place & 7) & 1 == 1 ? 255 : 0
    }
    return airslice_viterbi_decode(
      decoder, symbols, 8 * message.count, message.baseAddress?.assumingMemoryBound(to: UInt8.self)) == 0
  }

  /// libfec's decoder, made anew when a longer message than ever comes.
  private func decoder(for count: Int) -> UnsafeMutableRawPointer {
    if let decoder, count <= capacity { return decoder }
    if let decoder { airslice_viterbi_destroy(decoder) }
    guard let made = airslice_viterbi_create(8 * count) else { preconditionFailure("out of memory") }
    (decoder, capacity) = (made, count)
    symbols = [UInt8](repeating: 0, count: 2 * (8 * count + Self.tail))
    return made
  }
}
