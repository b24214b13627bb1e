// Which version of the sources made a result.

import Core
import Foundation

/// The git checkout that the running executable lies in.
package enum Checkout {
  /// What stands behind a commit that does not tell all.
  package static let mark = "-"

  /// The commit, with `-dirty` where files differ from it, or with `-not-built` where the executable is older than a file
  /// that it is made of; nil outside of a checkout or without git. Results and pictures do not count: a run of several
  /// scenarios changes them itself.
  package static func commit() -> String? {
    guard let commit = git("rev-parse", "HEAD"),
      let changes = git("status", "--porcelain", "--", ":/", ":(top,exclude)results", ":(top,exclude)plots")
    else { return nil }
    if !changes.isEmpty { return "\(commit)\(mark)dirty" }
    return isBuilt() ? commit : "\(commit)\(mark)not-built"
  }

  /// Whether the executable is younger than all that it is compiled from, as it is until other sources are checked out.
  /// Weights are no part of it: manifests have their digests.
  private static func isBuilt() -> Bool {
    let sources = ["Sources/**/*.swift", "Sources/**/*.c", "Sources/**/*.h"]
    guard let root = git("rev-parse", "--show-toplevel"), let built = try? RunIdentity.executableDate(),
      let list = git(["ls-files", "-z", "--full-name", "--"] + sources.map { ":(top,glob)\($0)" })
    else { return false }
    return list.split(separator: "\0").allSatisfy { file in
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(root)/\(file)")
      return (attributes?[.modificationDate] as? Date).map { $0 <= built } ?? false
    }
  }

  /// What git says in the executable's folder; nil when it fails.
  private static func git(_ arguments: String...) -> String? { git(arguments) }

  private static func git(_ arguments: [String]) -> String? {
    guard let executable = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
      return nil
    }
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = ["git", "-C", FilePath.folder(of: executable)] + arguments
    let output = Pipe()
    git.standardOutput = output
    git.standardError = FileHandle.nullDevice
    git.standardInput = FileHandle.nullDevice
    guard (try? git.run()) != nil else { return nil }
    let bytes = (try? output.fileHandleForReading.readToEnd()) ?? Data()
    git.waitUntilExit()
    guard git.terminationStatus == 0 else { return nil }
    return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
