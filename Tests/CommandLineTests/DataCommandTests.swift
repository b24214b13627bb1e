// `airslice data`, `count` and `report` as processes.

import Foundation
import LocalServer
import Testing

@Suite(.serialized) struct DataCommandTests {
  let place: Workplace

  init() throws { place = try Workplace() }

  /// Six files of the real size, packed by `tar`; empty pictures of class 0 take little room.
  private func archive() throws -> [UInt8] {
    for name in (1...5).map({ "data_batch_\($0).bin" }) + ["test_batch.bin"] {
      try place.write(Data(count: 10_000 * 3_073), "in/cifar-10-batches-bin/\(name)")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["tar", "-C", "\(place.folder)/in", "-czf", "\(place.folder)/a.tar.gz", "cifar-10-batches-bin"]
    try process.run()
    process.waitUntilExit()
    return Array(try Data(contentsOf: URL(fileURLWithPath: "\(place.folder)/a.tar.gz")))
  }

  private func checksum(_ name: String) throws -> String {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sha256sum", "\(place.folder)/\(name)"]
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(String(decoding: text, as: UTF8.self).prefix(64))
  }

  @Test func fetchAndInfo() throws {
    let archive = try archive()
    let server = try LocalServer(archive, .endsAfter(50_000))
    let fetch = ["data", "fetch", "cifar10", "--data", "d", "--url", server.url]
    let arguments = fetch + ["--checksum", try checksum("a.tar.gz")]
    let broken = try place.run(arguments)
    #expect(broken.code == 74 && broken.complaints.count == 1)
    #expect(broken.errors.contains("50000 bytes are kept, the same command goes on from there"), "\(broken.errors)")
    let whole = try place.run(arguments)
    #expect(whole.code == 0 && server.ranges == ["", "50000-"], "\(whole.errors)")
    #expect(whole.output == "d/cifar-10-batches-bin: fetched and checked\n")
    // A second time there is nothing to do.
    #expect(try place.run(arguments).output == "d/cifar-10-batches-bin: there already, whole\n")
    #expect(server.ranges.count == 2)

    let info = try place.run(["data", "info", "--data", "d"])
    #expect(info.code == 0, "\(info.errors)")
    #expect(info.output.contains("synthetic: drawn by AirSlice itself"))
    #expect(
      info.output.contains(
        "cifar10: CIFAR-10, d/cifar-10-batches-bin\n  images: 45000 train, 5000 validation, 10000 test"))
    #expect(info.output.contains("  test_batch.bin: SHA-256 "))
  }

  /// A part that was exported is scored as the part itself is.
  @Test func export() throws {
    let part = try place.run(["data", "export", "--split", "validation", "--output", "v.bin"])
    #expect(part.code == 0, "\(part.errors)")
    let count = try #require(Int(part.output.dropFirst("v.bin: ".count).prefix { $0 != " " }))
    #expect(part.output == "v.bin: \(count) images of synthetic, validation\n" && count > 1_000)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(place.folder)/v.bin"))
    #expect(bytes.count == count * 3_073)
    #expect(Set(stride(from: 0, to: bytes.count, by: 3_073).map { bytes[$0] }) == Set(0..<10))
    try place.writeWeights(
      "w.safetensors",
      metadata: [
        "normalization_mean": "0.3579 0.3579 0.3579",
        "normalization_standard_deviation": "0.194 0.194 0.194",
      ])
    func score(_ more: [String]) throws -> Substring {
      let result = try place.run(["evaluate", "w.safetensors"] + more)
      #expect(result.code == 0, "\(result.errors)")
      return result.output.drop { $0 != ":" }
    }
    #expect(try score(["--split", "validation"]) == score(["--images", "v.bin"]))
    let nowhere = try place.run(["data", "export", "--split", "test", "--output", "v.bin/t.bin"])
    #expect(nowhere.code == 73 && nowhere.complaints.count == 1, "\(nowhere.errors)")
    #expect(try place.run(["data", "export", "--split", "all", "--output", "x"]).code == 64)
  }

  @Test func refusals() throws {
    let server = try LocalServer(Array("no archive".utf8))
    func refused(_ more: [String], _ code: Int32, _ part: String) throws {
      let result = try place.run(["data", "fetch", "cifar10", "--data", "d", "--url", server.url] + more)
      #expect(result.code == code && result.complaints.count == 1 && result.errors.contains(part), "\(result.errors)")
      #expect(!place.exists("d/cifar-10-batches-bin"))
    }
    // Not the official archive.
    try refused([], 65, "damaged or another file; it was removed, fetch it again")
    try refused(["--checksum", "12"], 64, "'12' is no checksum")
    try refused(["--url", "file:///etc/passwd"], 64, "is no address to fetch from")
    try place.write("no archive", "n")
    try refused(["--checksum", try checksum("n")], 65, "no gzip file")
    server.behave(.status(404))
    try? FileManager.default.removeItem(atPath: "\(place.folder)/d")
    try refused([], 66, "the server refuses (HTTP 404)")
    #expect(try place.run(["data", "fetch", "cifar100"]).code == 64)
    let info = try place.run(["data", "info", "--data", "d"])
    #expect(info.code == 0 && info.output.contains("cifar10: not found (looked in d); airslice data fetch cifar10"))
  }

  @Test func counts() throws {
    let result = try place.run(["count"])
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("mobilenetv2-cifar w1.0 c10: 2296922 parameters, 91154944 MACs\n"))
    let line = try #require(result.output.split(separator: "\n").first { $0.hasPrefix("block3 ") })
    #expect(
      line.split(separator: " ", omittingEmptySubsequences: true).map(String.init) == [
        "block3", "17856", "2279066", "27329784", "8.34", "%", "16891904", "74263040", "24x32x32", "98304", "24576",
        "262.144",
      ])
    #expect(try place.run(["count", "--width", "0"]).code == 64)
  }

  @Test func report() throws {
    let missing = try place.run(["report", "paper"])
    #expect(missing.code == 66 && missing.errors.contains("airslice: results: no such folder"))
    try place.write(
      "scheme,latency_ms,accuracy,accuracy_low,accuracy_high\nnair,262.144,0.915,0.91,0.92\n",
      "results/cifar10/fig8/table2.csv")
    let result = try place.run(["report", "paper"])
    #expect(result.code == 0 && result.output.contains("arithmetic and counts: 11 numbers"), "\(result.errors)")
    #expect(try place.read("results/paper.csv").contains("Table II,\"NAIR, 1 unit\",%,91.49,cifar10,91.50,"))
    #expect(try place.read("results/paper.md").hasPrefix("# The numbers of the NAIR paper, and ours\n"))
    for row in ["0.5,0.9,0.1", "1e20,1e20,1e20"] {
      try place.write(
        "scheme,latency_ms,accuracy,accuracy_low,accuracy_high\noriginal,3145.728,\(row)\n",
        "results/cifar10/fig8/table2.csv")
      let damaged = try place.run(["report", "paper"])
      #expect(
        damaged.code == 65 && damaged.complaints.count == 1
          && damaged.errors.contains("table2.csv:2: 'accuracy' is no"),
        "\(damaged.errors)")
    }
    try place.write("no folder", "file")
    #expect(try place.run(["report", "paper", "--results", "file"]).code == 66)
  }
}
