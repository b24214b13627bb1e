// Parts of paths.

/// What Foundation's `deletingLastPathComponent` does, which traps for a path of one character.
package enum FilePath {
  /// The folder that `path` lies in: empty for a name alone, "/" for what lies in the root.
  package static func folder(of path: String) -> String {
    var rest = path[...]
    while rest.count > 1, rest.last == "/" { rest.removeLast() }
    guard rest != "/", let slash = rest.lastIndex(of: "/") else { return "" }
    let folder = rest[..<slash]
    return folder.isEmpty ? "/" : String(folder)
  }
}
