// `airslice codec` as a process.

import Core
import Foundation
import Testing

@Suite(.serialized) struct CodecCommandTests {
  let place: Workplace

  init() throws { place = try Workplace() }

  @Test func tables() throws {
    let settings = ["--codec", "{deepn: {images: 50}}"]
    let result = try place.run(["codec", "tables"] + settings)
    #expect(result.code == 0, "\(result.errors)")
    // Two matrices of deviations and four of divisors, nine lines each.
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 6 * 9)
    let start = try #require(lines.firstIndex { $0 == "jpeg at quality 75, divisors of luminance" })
    #expect(lines[start + 1].split(separator: " ") == ["8", "6", "5", "8", "12", "20", "26", "31"])
    let csv = try place.run(["codec", "tables", "--csv"] + settings)
    #expect(csv.output.split(separator: "\n").count == 65)
  }

  @Test func curve() throws {
    try place.writeWeights("narrow.safetensors")
    let arguments = [
      "codec", "curve", "--first", "30", "--weights", "narrow.safetensors", "--codec",
      "{qualities: [5, 50, 95], deepn: {images: 50}}",
    ]
    let result = try place.run(arguments + ["--threads", "2", "--output", "a/results"])
    #expect(result.code == 0, "\(result.errors)")
    let points = try place.read("a/results/synthetic/codec/points.csv")
    let rows = points.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(
      rows.map { "\($0[0]) \($0[1])" } == ["png 100"]
        + ["jpeg", "deepn-jpeg"].flatMap { name in
          [5, 50, 95].map { "\(name) \($0)" }
        })
    for codec in ["jpeg", "deepn-jpeg"] {
      let sizes = rows.filter { $0[0] == codec }.map { Double($0[3])! }
      let decibels = rows.filter { $0[0] == codec }.map { Double($0[4])! }
      #expect(sizes == sizes.sorted() && decibels == decibels.sorted() && decibels[2] > 20)
    }
    // PNG has no error, and is larger than anything else.
    #expect(rows[0][4].isEmpty && Double(rows[0][3])! > Double(rows[3][3])!)
    #expect(place.exists("a/results/synthetic/codec/tables.csv") && place.exists("a/results/synthetic/codec/equal.csv"))
    #expect(place.exists("a/plots/synthetic/codec.svg"))
    let manifest = try JSONDecoder().decode(
      Made.self, from: Data(place.read("a/results/synthetic/codec/manifest.json").utf8))
    #expect(manifest.dataset.images == 30 && manifest.images_looked_at.map(\.images) == [50])
    #expect(manifest.scenario.points == 7 && manifest.weights.map(\.file) == ["narrow.safetensors"])
    #expect(manifest.points_sha256 == (try MessageDigest.sha256.hexadecimal(Data(points.utf8))))
    #expect(manifest.results.map(\.file) == ["tables.csv", "equal.csv", "figure.json"])
    let figure = try place.read("a/results/synthetic/codec/figure.json")
    #expect(figure.contains("sizes are those of the scans, headers and tables are known beforehand"))
    let second = try place.run(arguments + ["--threads", "1", "--no-plot", "--output", "b/results"])
    #expect(second.code == 0)
    for file in ["points.csv", "equal.csv"] {
      #expect(try place.read("b/results/synthetic/codec/\(file)") == place.read("a/results/synthetic/codec/\(file)"))
    }
  }

  /// Of a manifest, what `codec curve` has a say in.
  private struct Made: Decodable {
    struct Scenario: Decodable { var points: Int }
    struct Images: Decodable { var images: Int }
    struct File: Decodable { var file: String }
    var scenario: Scenario
    var dataset: Images
    var images_looked_at: [Images]
    var weights: [File]
    var points_sha256: String
    var results: [File]
  }

  @Test func badInput() throws {
    for (arguments, code, part) in [
      (["--codec", "{quality: 0}"], 65, "--codec:1:11: 0 does not fit here"),
      (["--codec", "{qual: 1}"], 65, "unknown key 'qual'"),
      (["--training", "none.bin"], 66, "none.bin"),
    ] as [([String], Int32, String)] {
      let result = try place.run(["codec", "tables"] + arguments)
      #expect(result.code == code && result.output.isEmpty)
      #expect(result.complaints.count == 1 && result.errors.contains(part), "\(result.errors)")
    }
    let result = try place.run(["codec", "curve", "--first", "0"])
    #expect(result.code == 64)
    // The network that the settings name, not whichever there is.
    let other = try place.run(["codec", "curve", "--codec", "{training: original-png}"])
    #expect(other.code == 66 && other.errors.contains("no weights of 'original-png'"), "\(other.errors)")
  }
}
