// Checks of error-correcting codes: what real encoders and decoders leave of independent wrong bits.

import Core
import Stochastics

/// Checks of codes.
package enum CodingValidation {
  private static let confidence = ValidationCheck.confidence

  /// A block code, its words in an encoded message, and the bit error rates that it is looked at with.
  private struct Case {
    let code: ErrorCorrection
    let theory: BlockCode
    /// Message bits of a word; words follow each other without gaps.
    let wordBits: Int
    /// Message bytes that are encoded at once, and how often.
    let bytes, messages: Int
    let rates: [Double]
  }

  private static let cases = [
    Case(code: .hamming, theory: .hamming, wordBits: 4, bytes: 1200, messages: 200, rates: [0.01, 0.05]),
    Case(code: .secded, theory: .secded, wordBits: 64, bytes: 1200, messages: 2000, rates: [0.001, 0.01]),
    Case(code: .golay, theory: .golay, wordBits: 12, bytes: 1200, messages: 1000, rates: [0.02, 0.05]),
    Case(
      code: .reedSolomon, theory: .reedSolomon, wordBits: 8 * 223, bytes: 2230, messages: 600, rates: [0.006, 0.007]),
  ]

  /// Words decoded wrongly by block codes, in closed form; bits behind the Viterbi decoder, between bounds.
  package static func codes(_ seed: UInt64) throws -> [ValidationCheck] {
    try cases.flatMap { try blocks($0, seed) } + [0.025, 0.03].map { try convolutional($0, seed) }
  }

  private static func blocks(_ piece: Case, _ seed: UInt64) throws -> [ValidationCheck] {
    try piece.rates.map { rate in
      var wrong = 0
      try simulate(piece.code, rate, bytes: piece.bytes, messages: piece.messages, seed) { damage in
        wrong += words(damage, bits: piece.wordBits)
      }
      let trials = 8 * piece.bytes / piece.wordBits * piece.messages
      let (low, high) = try Intervals.clopperPearson(successes: wrong, trials: trials, confidence: confidence)
      return ValidationCheck(
        piece: "code: \(piece.code.rawValue)", quantity: "wrong words with \(rate) of the bits wrong",
        theory: piece.theory.messageErrorRate(bitErrorRate: rate),
        simulation: Estimate(value: Double(wrong) / Double(trials), low: low, high: high))
    }
  }

  private static func convolutional(_ rate: Double, _ seed: UInt64) throws -> ValidationCheck {
    let bytes = 1000
    var shares: [Double] = []
    try simulate(.convolutional1of2, rate, bytes: bytes, messages: 600, seed) { damage in
      shares.append(Double(damage.reduce(0) { $0 + $1.nonzeroBitCount }) / Double(8 * bytes))
    }
    return ValidationCheck(
      piece: "code: convolutional-1-2", quantity: "wrong bits with \(rate) of the sent ones wrong",
      bounds: ConvolutionalCode.rate1of2.bitErrorBounds(bitErrorRate: rate),
      simulation: try Intervals.studentT(shares, confidence: confidence))
  }

  /// Sends random messages in `code` through independent bit errors; `body` sees the bits that differ after decoding.
  private static func simulate(
    _ code: ErrorCorrection, _ rate: Double, bytes: Int, messages: Int, _ seed: UInt64, _ body: ([UInt8]) -> Void
  ) throws {
    let stream = RandomStreams(seed: seed).stream("codes/\(code.rawValue)/\(rate)")
    guard let coder = try code.makeCoder(),
      let process = BitFlipChannel(rate: rate).makeProcess(stream.substream("noise")) as? any BitChannelProcess
    else { throw AirSliceError(.internal, "\(code.rawValue) is no code that bits are sent in") }
    let generator = stream.generator()
    var position: Int64 = 0
    for _ in 0..<messages {
      let message = (0..<bytes).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      var encoded = coder.encode(message)
      _ = encoded.withUnsafeMutableBytes { process.damage($0, firstByte: position, start: .zero, end: .zero) }
      position += Int64(encoded.count)
      body(zip(coder.decode(encoded, count: bytes).message, message).map { $0 ^ $1 })
    }
  }

  /// How many words of `bits` bits have a wrong one; the first bit of a byte is its most significant.
  private static func words(_ damage: [UInt8], bits: Int) -> Int {
    var (wrong, last) = (0, -1)
    for (place, octet) in damage.enumerated() where octet != 0 {
      for bit in 0..<8 where octet & 0x80 >> UInt8(bit) != 0 {
        let word = (8 * place + bit) / bits
        if word != last { (wrong, last) = (wrong + 1, word) }
      }
    }
    return wrong
  }
}
