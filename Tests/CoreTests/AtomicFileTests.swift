// A file is whole or not there: after success, after a path that cannot be, after a disk that is full.

import Core
import Foundation
import TemporaryFolder
import Testing

@Suite struct AtomicFileTests {
  @Test func writesAndReplaces() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/points.csv"
    for text in ["first, and longer than what follows", "second", ""] {
      try AtomicFile.write(text, to: path)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
    try AtomicFile.write([1, 2, 3] as [UInt8], to: path)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data([1, 2, 3]))
    #expect(folder.content == ["points.csv"], "nothing temporary stays")
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect((mode ?? 0) & 0o600 == 0o600)
  }

  @Test func linksStayLinks() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("old", to: folder.path("real"))
    try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "real")
    try AtomicFile.write("new", to: folder.path("link"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link")) == "real")
    #expect(try String(contentsOfFile: folder.path("real"), encoding: .utf8) == "new")
    #expect(folder.content.sorted() == ["link", "real"])
    // What it leads to may be still to come.
    try FileManager.default.removeItem(atPath: folder.path("real"))
    try AtomicFile.write("newer", to: folder.path("link"))
    #expect(try String(contentsOfFile: folder.path("real"), encoding: .utf8) == "newer")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link")) == "real")
  }

  /// As a root user may, and a shell that writes to /dev/null or into a named pipe.
  @Test func pipesAreWrittenInto() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    // Open for both, so that nobody waits for the other end.
    let reader = open(path, O_RDWR | O_NONBLOCK)
    defer { close(reader) }
    try AtomicFile.write("text", to: path)
    var bytes = [UInt8](repeating: 0, count: 10)
    #expect(read(reader, &bytes, 10) == 4 && bytes.starts(with: Array("text".utf8)))
    #expect(folder.content == ["pipe"])
  }

  @Test func aPathBelowAFileCannotBeMade() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("x", to: "\(folder.path)/file")
    for path in ["\(folder.path)/file/below", "\(folder.path)/nowhere/file"] {
      let error = try #require(throws: AirSliceError.self) { try AtomicFile.write("y", to: path) }
      #expect(error.kind == .cannotCreate)
      #expect(error.location?.file == path)
    }
    let error = try #require(throws: AirSliceError.self) { try AtomicFile.createDirectory("\(folder.path)/file/sub") }
    #expect(error.kind == .cannotCreate)
    #expect(folder.content == ["file"])
  }

  @Test func aFolderIsNotReplaced() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.createDirectory("\(folder.path)/taken/below")
    let error = try #require(throws: AirSliceError.self) { try AtomicFile.write("y", to: "\(folder.path)/taken") }
    #expect(error.kind == .cannotCreate)
    #expect(folder.content == ["taken"], "nothing temporary stays")
  }

  /// A process may be limited to small files; the write then fails part of the way, as on a full disk. The limit and
  /// the signal's handling belong to the process, so this runs in one of its own.
  @Test func aWriteThatFailsLeavesTheOldContent() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = "\(folder.path)/points.csv"
      try AtomicFile.write("old", to: path)
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
      #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
      let error = #expect(throws: AirSliceError.self) {
        try AtomicFile.write([UInt8](repeating: 7, count: 10_000), to: path)
      }
      #expect(error?.kind == .io)
      #expect(error?.location?.file == path)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
      #expect(folder.content == ["points.csv"])
    }
  }
}
