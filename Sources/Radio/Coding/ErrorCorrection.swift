// The codes that frames can be sent in, as a scenario names them.

/// A forward error correction code. Bits are really encoded, damaged and decoded.
///
/// Decoders work on hard decisions. Minimum distances d and what is corrected for certain, (d − 1)/2 wrong bits (bytes
/// for Reed–Solomon) in a block: Hamming d = 3, one of 7; SECDED d = 4, one of 72, two noticed; Golay d = 8, three of 24;
/// Reed–Solomon d = 33 bytes, sixteen of 255. Convolutional K = 7 with polynomials 133 and 171 (octal): free distance 10,
/// punctured 6, 5, 4, 3 (Yasuda et al., IEEE Trans. Commun. 32, 1984, doi:10.1109/TCOM.1984.1096047).
package enum ErrorCorrection: String, CaseIterable, Sendable {
  case none
  case hamming = "hamming-7-4"
  case secded = "secded-72-64"
  case golay = "golay-24-12"
  case convolutional1of2 = "convolutional-1-2"
  case convolutional2of3 = "convolutional-2-3"
  case convolutional3of4 = "convolutional-3-4"
  case convolutional5of6 = "convolutional-5-6"
  case convolutional7of8 = "convolutional-7-8"
  case reedSolomon = "reed-solomon-255-223"

  /// Bytes that a message of `count` bytes takes in this code.
  package func encodedBytes(of count: Int) -> Int {
    switch self {
    case .none: count
    case .hamming, .secded, .golay: BlockCoder.encodedBytes(of: count, self)
    case .reedSolomon: ReedSolomonCoder.encodedBytes(of: count)
    default: ConvolutionalCoder.encodedBytes(of: count, puncturing ?? Puncturing.none)
    }
  }

  /// An encoder and decoder; nil for `none`. With `isInterleaved` the bits of each encoded message are spread over all
  /// of it, so that a burst hits many codewords once.
  /// - Throws: `internal` when the library refuses.
  package func makeCoder(isInterleaved: Bool = false) throws -> (any ErrorCorrectionCoder)? {
    let coder: any ErrorCorrectionCoder
    switch self {
    case .none: return nil
    case .hamming, .secded, .golay: coder = try BlockCoder(self)
    case .reedSolomon: coder = ReedSolomonCoder()
    default: coder = ConvolutionalCoder(puncturing ?? Puncturing.none)
    }
    return isInterleaved ? InterleavingCoder(coder) : coder
  }

  /// The puncturing of the convolutional codes, nil for others.
  private var puncturing: Puncturing? {
    switch self {
    case .convolutional1of2: Puncturing.none
    case .convolutional2of3: Puncturing(first: [true, true], second: [true, false])
    case .convolutional3of4: Puncturing(first: [true, true, false], second: [true, false, true])
    case .convolutional5of6:
      Puncturing(first: [true, true, false, true, false], second: [true, false, true, false, true])
    case .convolutional7of8:
      Puncturing(
        first: [true, true, true, true, false, true, false], second: [true, false, false, false, true, false, true])
    default: nil
    }
  }
}

/// An encoder and decoder of one code, with its working memory; belongs to one task.
package protocol ErrorCorrectionCoder: AnyObject {
  /// Bytes that `count` bytes are encoded to.
  func encodedBytes(of count: Int) -> Int

  /// Encodes `message`; `encoded` has just the room that its code takes.
  func encode(_ message: UnsafeRawBufferPointer, into encoded: UnsafeMutableRawBufferPointer)

  /// Decodes to `message`, as well as the code can.
  /// - Returns: false when the decoder knows that it failed; true promises nothing.
  func decode(_ encoded: UnsafeRawBufferPointer, into message: UnsafeMutableRawBufferPointer) -> Bool
}

extension ErrorCorrectionCoder {
  /// The code of `message`; for tools and tests.
  package func encode(_ message: [UInt8]) -> [UInt8] {
    var encoded = [UInt8](repeating: 0, count: encodedBytes(of: message.count))
    message.withUnsafeBytes { message in encoded.withUnsafeMutableBytes { encode(message, into: $0) } }
    return encoded
  }

  /// The message of `count` bytes that `encoded` is taken for, and whether the decoder knows of no failure.
  package func decode(_ encoded: [UInt8], count: Int) -> (message: [UInt8], succeeded: Bool) {
    precondition(encoded.count == encodedBytes(of: count), "as many bytes as the code makes of the message")
    var message = [UInt8](repeating: 0, count: count)
    let succeeded = encoded.withUnsafeBytes { encoded in
      message.withUnsafeMutableBytes { decode(encoded, into: $0) }
    }
    return (message, succeeded)
  }
}
