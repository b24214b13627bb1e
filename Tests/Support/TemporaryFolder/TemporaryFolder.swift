// A folder for one test's files.

import Foundation

/// A new folder under the system's temporary one; removed at the end of its life.
public final class TemporaryFolder {
  public let path: String

  public init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("airslice-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// What lies in the folder, in alphabetical order.
  public var content: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }

  /// The path of `name` in the folder.
  public func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes `data` to `name`, in folders that need not exist yet, and returns the path.
  @discardableResult
  public func write(_ data: Data, _ name: String) throws -> String {
    let target = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: target)
    return target.path
  }

  /// Writes `bytes` in the same way.
  @discardableResult
  public func write(_ bytes: [UInt8], _ name: String) throws -> String { try write(Data(bytes), name) }
}
