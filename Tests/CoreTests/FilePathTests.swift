// Parts of paths, as short as they may be.

import Core
import Testing

@Suite struct FilePathTests {
  @Test(arguments: [
    ("x", ""), ("xy", ""), ("/x", "/"), ("/", ""), ("a/b", "a"), ("a/b/", "a"), ("/a/b//", "/a"), ("./x", "."),
    ("", ""), ("a/\u{338}b", "a"),
  ])
  func folder(_ path: String, _ folder: String) {
    #expect(FilePath.folder(of: path) == folder)
  }

  @Test func hindrances() {
    #expect(FilePath.hindrance("/nowhere") == "No such file or directory")
    #expect(FilePath.hindrance("/") == "it is a folder")
  }
}
