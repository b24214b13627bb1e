// Digests of bytes: which scenario, images and weights something was made from, and whether a download is whole.

internal import CCrypto
import Foundation

/// A function that digests bytes; the raw value is the number of bytes that it gives.
package enum MessageDigest: Int, Sendable {
  /// What older sites publish: good against damage, not against malice.
  case md5 = 16
  case sha256 = 32

  /// The digest of `bytes` in lower-case hexadecimal digits.
  /// - Throws: `internal` when the library refuses.
  package func hexadecimal(_ bytes: some ContiguousBytes) throws -> String {
    var digest = [UInt8](repeating: 0, count: rawValue)
    let status = bytes.withUnsafeBytes { airslice_digest($0.baseAddress, $0.count, Int32(rawValue), &digest) }
    guard status == 0 else { throw AirSliceError(.internal, "libcrypto refuses to compute a digest") }
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The digest of the file at `path`.
  /// - Throws: `missingInput` when it cannot be read, `internal` when the library refuses.
  package func hexadecimal(ofFile path: String) throws -> String {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    } catch {
      throw AirSliceError(.missingInput, "cannot be read: \(FilePath.hindrance(path))", at: .init(file: path))
    }
    return try hexadecimal(data)
  }
}
