// From address to folder: whole and checked, or as it was before.

import Core
import Fetch
import Foundation
import LocalServer
import TemporaryFolder
import Testing

@Suite struct FetchedFolderTests {
  private let folder: TemporaryFolder
  private let archive: [UInt8]
  private let digest: Digest

  init() throws {
    folder = try TemporaryFolder()
    var builder = TarBuilder()
    builder.add("data", type: "5")
    builder.add("data/one.bin", [UInt8](repeating: 1, count: 40_000))
    archive = builder.gzipped
    let any = try #require(Digest(String(repeating: "0", count: 64)))
    digest = try any.ofFile(at: folder.write(archive, "reference"))
    unlink(folder.path("reference"))
  }

  private func install(_ server: LocalServer, check: (String) throws -> Void = { _ in }) throws {
    try FetchedFolder(url: server.url, digest: digest, name: "data", parent: folder.path("sets"))
      .install(progress: { _, _ in }, check: check)
  }

  private func refused(_ server: LocalServer, _ kind: AirSliceError.Kind, _ part: String) {
    #expect { try install(server) } throws: { error in
      let error = error as? AirSliceError
      return error?.kind == kind && error!.message.contains(part)
    }
  }

  private var content: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path("sets"))) ?? []).sorted()
  }

  @Test func good() throws {
    let server = try LocalServer(archive)
    var checked = ""
    try install(server) { checked = $0 }
    #expect(checked.hasSuffix("/data") && !FileManager.default.fileExists(atPath: checked))
    // Nothing but the folder is left.
    #expect(content == ["data"])
    #expect(FileManager.default.contents(atPath: folder.path("sets/data/one.bin"))?.count == 40_000)
    // What was there is replaced.
    try folder.write([9], "sets/data/old.bin")
    try install(server)
    #expect(content == ["data"] && !FileManager.default.fileExists(atPath: folder.path("sets/data/old.bin")))
  }

  @Test func truncated() throws {
    let server = try LocalServer(archive, .endsAfter(10_000))
    refused(server, .io, "10000 bytes are kept")
    #expect(content.count == 1 && content[0].hasSuffix(".part"))
    try install(server)
    #expect(content == ["data"] && server.ranges == ["", "10000-"])
  }

  @Test func corrupt() throws {
    var damaged = archive
    damaged[20_000] ^= 4
    let server = try LocalServer(damaged)
    try folder.write([9], "sets/data/old.bin")
    refused(server, .data, "damaged or another file; it was removed, fetch it again")
    // What was there before is untouched, and the damaged file does not stand in the way of the next run.
    #expect(content == ["data"] && FileManager.default.fileExists(atPath: folder.path("sets/data/old.bin")))
    server.serve(archive)
    try install(server)
    #expect(content == ["data"] && server.ranges == ["", ""])
  }

  /// Another file has taken the archive's place between two runs.
  @Test func changedInBetween() throws {
    let server = try LocalServer(archive, .endsAfter(10_000))
    refused(server, .io, "the connection broke")
    server.serve([UInt8](repeating: 3, count: archive.count))
    refused(server, .data, "SHA-256 \(digest.text) is expected")
    server.serve(archive)
    server.behave(.good)
    try install(server)
    #expect(content == ["data"])
  }

  @Test func vanishing() throws {
    let server = try LocalServer(archive, .status(404))
    refused(server, .missingInput, "HTTP 404")
    #expect(!content.contains("data"))
  }

  @Test func anArchiveOfOtherThings() throws {
    let server = try LocalServer(archive)
    #expect {
      try install(server) { throw AirSliceError.data("no test_batch.bin", file: $0) }
    } throws: { ($0 as? AirSliceError)?.message == "no test_batch.bin" }
    // The download is whole and stays; the folder does not come.
    #expect(content.count == 1 && content[0].hasSuffix(".part"))
    #expect {
      try FetchedFolder(url: server.url, digest: digest, name: "other", parent: folder.path("sets"))
        .install(progress: { _, _ in }, check: { _ in })
    } throws: { ($0 as? AirSliceError)?.message == "the archive holds no folder other" }
  }
}
