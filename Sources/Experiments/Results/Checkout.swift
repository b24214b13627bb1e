// Which version of the sources made a result.

import Foundation

/// The git checkout that the running executable lies in.
package enum Checkout {
  /// The commit, with `-dirty` where files differ from it; nil outside of a checkout or without git.
  package static func commit() -> String? {
    guard let executable = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else {
      return nil
    }
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = [
      "git", "-C", (executable as NSString).deletingLastPathComponent, "describe", "--always", "--dirty",
      "--abbrev=40", "--exclude=*",
    ]
    let output = Pipe()
    git.standardOutput = output
    git.standardError = FileHandle.nullDevice
    git.standardInput = FileHandle.nullDevice
    guard (try? git.run()) != nil else { return nil }
    let bytes = (try? output.fileHandleForReading.readToEnd()) ?? Data()
    git.waitUntilExit()
    guard git.terminationStatus == 0 else { return nil }
    let commit = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    return commit.isEmpty ? nil : commit
  }
}
