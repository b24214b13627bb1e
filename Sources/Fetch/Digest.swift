// Digests of files, told by their length in hexadecimal digits as publishers of data sets write them.

internal import CCrypto
import Core
import Foundation

/// A file's expected SHA-256 or MD5 digest. MD5 is what older sites publish: good against damage, not against malice.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  /// The functions, by the number of bytes that they give.
  private static let names = [32: "SHA-256", 16: "MD5"]

  /// In lower-case hexadecimal digits.
  package let text: String

  /// The digest written as 64 (SHA-256) or 32 (MD5) hexadecimal digits; nil for anything else.
  package init?(_ text: String) {
    let text = text.lowercased()
    guard Self.names[text.count / 2] != nil, text.count % 2 == 0,
      text.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) })
    else { return nil }
    self.text = text
  }

  package var description: String { "\(Self.names[text.count / 2] ?? "") \(text)" }

  /// The digest of the same kind of the file at `path`.
  /// - Throws: `missingInput` when the file cannot be read, `internal` when the library refuses.
  package func ofFile(at path: String) throws -> Digest {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    } catch {
      throw AirSliceError(.missingInput, "cannot be read: \(error.localizedDescription)", at: .init(file: path))
    }
    var bytes = [UInt8](repeating: 0, count: text.count / 2)
    let length = Int32(bytes.count)
    let status = data.withUnsafeBytes { airslice_digest($0.baseAddress, $0.count, length, &bytes) }
    let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    guard status == 0, let digest = Digest(digits) else {
      throw AirSliceError(.internal, "libcrypto refuses to compute a digest", at: .init(file: path))
    }
    return digest
  }
}
