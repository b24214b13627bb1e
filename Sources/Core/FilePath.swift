// Parts of paths, and what lies there.

import Foundation

package enum FilePath {
  /// The folder that `path` lies in: empty for a name alone, "/" for what lies in the root. Foundation's
  /// `deletingLastPathComponent` traps for a path of one character.
  package static func folder(of path: String) -> String {
    var rest = path[...]
    while rest.count > 1, rest.last == "/" { rest.removeLast() }
    guard rest != "/", let slash = rest.lastIndex(of: "/") else { return "" }
    let folder = rest[..<slash]
    return folder.isEmpty ? "/" : String(folder)
  }

  /// Why the file at `path` cannot be read, in a few words.
  package static func hindrance(_ path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0, access(path, R_OK) == 0 else { return String(cString: strerror(errno)) }
    return status.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : "it is no plain file"
  }
}
