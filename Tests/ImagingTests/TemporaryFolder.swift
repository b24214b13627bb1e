// A folder for one test's files.

import Foundation

/// A new folder under the system's temporary one; removed at the end of its life.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("airslice-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes `bytes` to `name` in the folder and returns the path.
  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    let target = "\(path)/\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: target))
    return target
  }
}
