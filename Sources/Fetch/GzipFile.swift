// The content of a gzip file, front to back.

internal import CZlib
import Core
import Foundation

/// A gzip file that is being read.
package final class GzipFile {
  private let path: String
  private let handle: UnsafeMutableRawPointer

  /// Opens the file at `path`.
  /// - Throws: `missingInput` when that fails.
  package init(path: String) throws {
    guard let handle = airslice_gzip_open(path) else {
      throw AirSliceError(.missingInput, "cannot be read: \(String(cString: strerror(errno)))", at: .init(file: path))
    }
    (self.path, self.handle) = (path, handle)
  }

  deinit { airslice_gzip_close(handle) }

  /// Up to `count` bytes; fewer only at the end.
  /// - Throws: `data` when the file is damaged, ends early or is no gzip file.
  package func read(_ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      var message = [CChar](repeating: 0, count: 256)
      let read = bytes.withUnsafeMutableBytes {
        airslice_gzip_read(handle, $0.baseAddress.map { $0 + filled }, count - filled, &message)
      }
      guard read >= 0 else {
        let text = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        throw AirSliceError.data("damaged archive: \(text)", file: path)
      }
      if read == 0 { break }
      filled += Int(read)
    }
    return Array(bytes.prefix(filled))
  }
}
