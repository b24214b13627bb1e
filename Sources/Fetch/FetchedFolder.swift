// A data set's folder from an archive on the network: there and checked, or as it was before.

import Core
import Foundation

/// A folder that an archive holds, and where both come from.
package struct FetchedFolder {
  /// Where the archive lies.
  package var url: String
  /// What the archive's bytes must give.
  package var digest: Digest
  /// The folder's name, in the archive and in ``parent``.
  package var name: String
  /// The folder that it goes to.
  package var parent: String

  /// The folder `name` of the archive at `url`, to go below `parent`.
  package init(url: String, digest: Digest, name: String, parent: String) {
    (self.url, self.digest, self.name, self.parent) = (url, digest, name, parent)
  }

  /// Where the download is kept until it is whole; the same for the same name and digest, whichever mirror it comes
  /// from.
  package var partPath: String { "\(parent)/\(name)-\(digest.text.prefix(8)).part" }

  /// Downloads, checks and unpacks, then puts the folder in its place in one step; `check` is given the unpacked folder and
  /// throws when it is not what it should be. A damaged download is removed, an incomplete one kept for the next run.
  package func install(
    progress: @escaping (_ done: Int, _ total: Int?) -> Void, check: (_ folder: String) throws -> Void
  ) throws {
    try AtomicFile.createDirectory(parent)
    let part = partPath
    let isWhole = try FileManager.default.fileExists(atPath: part) && digest.ofFile(at: part) == digest
    if !isWhole {
      try Download(url: url, path: part).run(progress: progress)
    }
    let found = try digest.ofFile(at: part)
    guard found == digest else {
      unlink(part)
      throw AirSliceError.data(
        "the file has \(found), \(digest) is expected: damaged or another file; it was removed, fetch it again",
        file: url)
    }
    let temporary = "\(parent)/\(name).tmp-\(getpid())"
    try? FileManager.default.removeItem(atPath: temporary)
    try AtomicFile.createDirectory(temporary)
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    try TarArchive(path: part).unpack(into: temporary)
    guard FileManager.default.fileExists(atPath: "\(temporary)/\(name)") else {
      throw AirSliceError.data("the archive holds no folder \(name)", file: url)
    }
    try check("\(temporary)/\(name)")
    try place("\(temporary)/\(name)", leaving: "\(temporary)/replaced")
    unlink(part)
  }

  /// Renames `folder` to its place; what stood there goes to `old`.
  private func place(_ folder: String, leaving old: String) throws {
    let target = "\(parent)/\(name)"
    _ = rename(target, old)
    guard rename(folder, target) == 0 else {
      let reason = String(cString: strerror(errno))
      _ = rename(old, target)
      throw AirSliceError(.cannotCreate, "cannot be put in its place: \(reason)", at: .init(file: target))
    }
  }
}
