// SHA-256 digests: which scenario, which images and which weights a result was made from.

internal import CCrypto
import Core

/// SHA-256 of whole byte strings.
package enum SHA256 {
  /// The digest of `bytes` in lower-case hexadecimal digits.
  /// - Throws: `internal` when the library refuses.
  package static func hexadecimal(_ bytes: [UInt8]) throws -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    guard airslice_digest(bytes, bytes.count, 32, &digest) == 0 else {
      throw AirSliceError(.internal, "libcrypto refuses to compute a SHA-256 digest")
    }
    let digits = Array("0123456789abcdef")
    return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
