// Parts of paths, and what lies there.

import Foundation

package enum FilePath {
  /// The folder that `path` lies in: empty for a name alone, "/" for what lies in the root. Foundation's
  /// `deletingLastPathComponent` traps for a path of one character.
  package static func folder(of path: String) -> String {
    // By bytes, as the system does: a slash with a combining mark behind it is one character, and parts a path all the same.
    let slash = UInt8(ascii: "/")
    var rest = Array(path.utf8)[...]
    while rest.count > 1, rest.last == slash { rest.removeLast() }
    guard rest.count != 1 || rest.first != slash, let end = rest.lastIndex(of: slash) else { return "" }
    return end == 0 ? "/" : String(decoding: rest[..<end], as: UTF8.self)
  }

  /// Why the file at `path` cannot be read, in a few words.
  package static func hindrance(_ path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0, access(path, R_OK) == 0 else { return String(cString: strerror(errno)) }
    return status.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : "it is no plain file"
  }
}
