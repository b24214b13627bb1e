// Which version of the sources made a result.

import Foundation

/// The git checkout that the running executable lies in.
package enum Checkout {
  /// The commit, with `-dirty` where files differ from it; nil outside of a checkout or without git. Results and
  /// pictures do not count: a run of several scenarios changes them itself.
  package static func commit() -> String? {
    guard let commit = git("rev-parse", "HEAD"),
      let changes = git("status", "--porcelain", "--", ":/", ":(top,exclude)results", ":(top,exclude)plots")
    else { return nil }
    return changes.isEmpty ? commit : commit + "-dirty"
  }

  /// What git says in the executable's folder; nil when it fails.
  private static func git(_ arguments: String...) -> String? {
    guard let executable = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
      return nil
    }
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = ["git", "-C", (executable as NSString).deletingLastPathComponent] + arguments
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
