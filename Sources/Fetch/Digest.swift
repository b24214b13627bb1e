// Digests of files, told by their length in hexadecimal digits as publishers of data sets write them.

import Core

/// A file's expected SHA-256 or MD5 digest.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  private let function: MessageDigest
  /// In lower-case hexadecimal digits.
  package let text: String

  /// The digest written as 64 (SHA-256) or 32 (MD5) hexadecimal digits; nil for anything else.
  package init?(_ text: String) {
    let text = text.lowercased()
    guard let function = MessageDigest(rawValue: text.count / 2), text.count % 2 == 0,
      text.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) })
    else { return nil }
    (self.function, self.text) = (function, text)
  }

  package var description: String { (function == .sha256 ? "SHA-256 " : "MD5 ") + text }

  /// The digest of the same kind of the file at `path`.
  /// - Throws: `missingInput` when the file cannot be read, `internal` when the library refuses.
  package func ofFile(at path: String) throws -> Digest {
    guard let digest = Digest(try function.hexadecimal(ofFile: path)) else { preconditionFailure("of the same length") }
    return digest
  }
}
