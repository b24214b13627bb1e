// Downloads from servers that are good, and from those that are not.

import Core
import Fetch
import Foundation
import LocalServer
import TemporaryFolder
import Testing

@Suite struct DownloadTests {
  private let folder: TemporaryFolder
  private let file = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }

  init() throws { folder = try TemporaryFolder() }

  private var path: String { folder.path("file.part") }
  private var content: [UInt8] { Array(FileManager.default.contents(atPath: path) ?? Data()) }

  private func run(_ server: LocalServer, _ progress: @escaping (Int, Int?) -> Void = { _, _ in }) throws {
    try Download(url: server.url, path: path).run(progress: progress)
  }

  private func refused(_ server: LocalServer, _ kind: AirSliceError.Kind, _ part: String) {
    #expect { try run(server) } throws: { error in
      let error = error as? AirSliceError
      return error?.kind == kind && error!.description.contains(part) && !error!.message.contains("\n")
    }
  }

  @Test func aWholeFile() throws {
    let server = try LocalServer(file)
    var last: (Int, Int?) = (0, nil)
    try run(server) { last = ($0, $1) }
    #expect(content == file && last == (file.count, file.count) && server.ranges == [""])
    // Once more finds nothing left to ask for, which is no fault.
    try run(server)
    #expect(content == file && server.ranges == ["", "300000-"])
  }

  @Test func aBrokenConnectionIsTakenUpAgain() throws {
    let server = try LocalServer(file, .endsAfter(123_456))
    refused(server, .io, "123456 bytes are kept, the same command goes on from there")
    #expect(content == Array(file.prefix(123_456)))
    var seen: [(Int, Int?)] = []
    try run(server) { seen.append(($0, $1)) }
    #expect(content == file && server.ranges == ["", "123456-"])
    // The rest alone was sent, and progress counts from what was there.
    #expect(seen.allSatisfy { $0.0 > 123_456 && $0.1 == file.count })
  }

  @Test func aServerWithoutRangesSendsAllAgain() throws {
    let server = try LocalServer(file, .endsAfter(1_000))
    refused(server, .io, "1000 bytes are kept")
    server.behave(.withoutRanges)
    try run(server)
    #expect(content == file && server.ranges == ["", "1000-"])
  }

  @Test func aFileThatVanishes() throws {
    let server = try LocalServer(file, .endsAfter(2_000))
    refused(server, .io, "the connection broke")
    server.behave(.status(404))
    refused(server, .missingInput, "the server refuses (HTTP 404): try later, or name a mirror with --url")
    // What had arrived is still there.
    #expect(content == Array(file.prefix(2_000)))
    server.behave(.good)
    try run(server)
    #expect(content == file)
  }

  @Test func anotherPartThanAskedFor() throws {
    let server = try LocalServer(file, .endsAfter(2_000))
    refused(server, .io, "the connection broke")
    server.behave(.wrongRange)
    refused(server, .io, "the server sends bytes from 2001 on where those from 2000 on were asked for")
    #expect(content == Array(file.prefix(2_000)))
  }

  @Test func redirections() throws {
    let target = try LocalServer(file)
    let server = try LocalServer([], .redirect(target.url))
    try run(server)
    #expect(content == file)
    let circle = try LocalServer([])
    circle.behave(.redirect(circle.url))
    refused(circle, .io, "the connection broke")
    circle.behave(.redirect("file:///etc/passwd"))
    refused(circle, .io, "the connection broke")
  }

  @Test func nobodyThere() throws {
    var server: LocalServer? = try LocalServer(file)
    let url = try #require(server?.url)
    server = nil
    #expect { try Download(url: url, path: path).run() } throws: { error in
      (error as? AirSliceError)?.kind == .io && (error as? AirSliceError)!.message.contains("nothing has arrived")
    }
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://example.org/x", "", "http://a b", "https://x\n"])
  func otherAddresses(url: String) {
    #expect { try Download(url: url, path: path) } throws: { ($0 as? AirSliceError)?.kind == .usage }
  }

  @Test func aFileThatCannotBeMade() throws {
    let server = try LocalServer(file)
    #expect { try Download(url: server.url, path: folder.path("no/such/folder")).run() } throws: {
      ($0 as? AirSliceError)?.kind == .cannotCreate
    }
    #expect { try Download(url: server.url, path: "/dev/full").run() } throws: { ($0 as? AirSliceError)?.kind == .io }
  }
}

@Suite struct DigestTests {
  /// FIPS 180-2, appendix B.1, and RFC 1321, appendix A.5.
  @Test(arguments: [
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "900150983CD24FB0D6963F7D28E17F72",
  ])
  func ofABC(digits: String) throws {
    let folder = try TemporaryFolder()
    let digest = try #require(Digest(digits))
    #expect(try digest.ofFile(at: folder.write(Array("abc".utf8), "abc")) == digest)
    #expect(try digest.ofFile(at: folder.write([], "empty")) != digest)
    #expect(throws: AirSliceError.self) { try digest.ofFile(at: "/nowhere") }
  }

  @Test func whatIsNone() {
    for text in ["", "abc", String(repeating: "g", count: 64), String(repeating: "0", count: 63)] {
      #expect(Digest(text) == nil)
    }
  }
}
