// Parts of paths, as short as they may be.

import Core
import Testing

@Suite struct FilePathTests {
  @Test(arguments: [
    ("x", ""), ("xy", ""), ("/x", "/"), ("/", ""), ("a/b", "a"), ("a/b/", "a"), ("/a/b//", "/a"), ("./x", "."),
    ("", ""),
  ])
  func folder(_ path: String, _ folder: String) {
    #expect(FilePath.folder(of: path) == folder)
  }
}
