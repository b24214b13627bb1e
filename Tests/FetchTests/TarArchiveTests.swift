// Unpacking: what `tar` makes comes out as it went in; what is damaged or leads out of the folder does not come out.

import Core
import Fetch
import Foundation
import TemporaryFolder
import Testing

@Suite struct TarArchiveTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func unpack(_ bytes: [UInt8], limit: Int = TarArchive.sizeLimit) throws {
    let path = try folder.write(bytes, "archive.tar.gz")
    try AtomicFile.createDirectory(folder.path("out/inner"))
    try TarArchive(path: path, sizeLimit: limit).unpack(into: folder.path("out/inner"))
  }

  private func read(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: folder.path("out/inner/\(name)")).map(Array.init)
  }

  private func refused(_ bytes: [UInt8], _ part: String, limit: Int = TarArchive.sizeLimit) {
    #expect { try unpack(bytes, limit: limit) } throws: { error in
      let error = error as? AirSliceError
      return error?.kind == .data && error!.message.contains(part) && error!.location?.file.hasSuffix(".tar.gz") == true
    }
  }

  private func archive(_ build: (inout TarBuilder) -> Void) -> [UInt8] {
    var builder = TarBuilder()
    build(&builder)
    return builder.gzipped
  }

  /// Each format that GNU tar writes, with files of no, one and several blocks.
  @Test(arguments: ["gnu", "ustar", "posix", "v7"])
  func whatTarMakes(format: String) throws {
    let files = [("a/empty", 0), ("a/block", 512), ("a/b/more", 70_001), ("a/b/one", 1)]
    var contents: [String: [UInt8]] = [:]
    for (name, count) in files {
      contents[name] = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 31 + count) }
      try folder.write(contents[name] ?? [], "in/\(name)")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["tar", "--format=\(format)", "-C", folder.path("in"), "-czf", folder.path("made.tar.gz"), "a"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    try unpack(Array(try #require(FileManager.default.contents(atPath: folder.path("made.tar.gz")))))
    for (name, content) in contents { #expect(read(name) == content, "\(name)") }
  }

  @Test func longNamesInTwoFields() throws {
    try unpack(archive { $0.add("file", [1, 2, 3], prefix: "deep/er") })
    #expect(read("deep/er/file") == [1, 2, 3])
  }

  /// Nothing may be written outside, whichever way the archive asks for it.
  @Test(arguments: [
    "../out.txt", "/tmp/airslice-out.txt", "a/../../out.txt", "..", "a/..", "../\u{338}out.txt", "/\u{338}x",
  ])
  func pathTraversal(name: String) throws {
    refused(archive { $0.add(name, [1]) }, "would lie outside of the folder: refused")
    refused(archive { $0.add(name, type: "5") }, "would lie outside of the folder: refused")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("out")) == ["inner"])
    #expect(!FileManager.default.fileExists(atPath: "/tmp/airslice-out.txt"))
  }

  @Test func traversalThroughThePrefix() { refused(archive { $0.add("x", [1], prefix: "../..") }, "outside") }

  @Test(arguments: ["1", "2", "3", "4", "6", "L", "K"])
  func linksAndDevices(type: String) {
    refused(archive { $0.add("link", type: type, linksTo: "/etc/passwd") }, "is neither a file nor a folder")
  }

  @Test func whatIsThereIsNotReplaced() throws {
    #expect { try unpack(archive { for byte in [1, 2] as [UInt8] { $0.add("same", [byte]) } }) } throws: {
      ($0 as? AirSliceError)?.kind == .cannotCreate
    }
    #expect(read("same") == [1])
  }

  @Test func remarks() throws {
    try unpack(
      archive {
        $0.add("x", Array("30 mtime=1350470543.123456789\n".utf8), type: "x"); $0.add("a", [7])
      })
    #expect(read("a") == [7])
    refused(archive { $0.add("x", Array("20 path=../../evil\n".utf8), type: "x") }, "extended header that renames it")
  }

  @Test func damage() throws {
    let good = archive { $0.add("file", [UInt8](repeating: 7, count: 5_000)) }
    for count in [0, 5, 30, 600, good.count - 1] {
      refused(Array(good.prefix(count)), "damaged archive")
      try? FileManager.default.removeItem(atPath: folder.path("out"))
    }
    var flipped = good
    flipped[3_000] ^= 1
    refused(flipped, "damaged archive")
    try? FileManager.default.removeItem(atPath: folder.path("out"))
    refused(Array("<html>404</html>".utf8), "no gzip file")
    refused(TarBuilder.gzip([UInt8](repeating: 65, count: 2_048)), "a damaged header, or no tar archive")
    refused(TarBuilder.gzip(Array("short".utf8)), "ends within a header")
    refused(archive { $0.add("file", size: "77777777777") }, "more than 1073741824 bytes")
    refused(archive { $0.add("file", size: "0000000zzz") }, "size that cannot be read")
    refused(archive { $0.add("file", size: "00000010000") }, "ends within 'file'")
    try? FileManager.default.removeItem(atPath: folder.path("out"))
    refused(archive { for index in 0..<3 { $0.add("f\(index)", [1, 2, 3, 4]) } }, "more than 10 bytes", limit: 10)
  }
}
