// `airslice run` as a process, on the synthetic set and an untrained network.

import Foundation
import Testing

@Suite(.serialized) struct RunCommandTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.writeWeights("narrow.safetensors")
    try place.write(
      """
      schemes: [original, sorted, random-order, raw]
      reference: sorted
      dataset: synthetic
      images: 24
      model: {weights: narrow.safetensors}
      channel: {kind: bit-flip}
      sweep: {channel.rate: [0, 0.001]}
      deadlines_ms: [0, 98.303999, 98.304, 262.143999, 262.144, 524.287999, 524.288, 2000, 4000]
      figure:
        title: Test
        x: {column: latency_ms, label: "Latency [ms]"}
        y: {column: accuracy, label: Accuracy}
        series: [scheme, channel.rate]
        caption: "{dataset}, {images} images, {network}"
      """, "s.yaml")
  }

  @Test func resultsDependNeitherOnThreadsNorOnBatch() throws {
    let first = try place.run(["run", "s.yaml", "--no-plot", "--threads", "1", "--batch", "7", "--output", "a"])
    let second = try place.run(["run", "s.yaml", "--no-plot", "--threads", "2", "--batch", "128", "--output", "b"])
    #expect(first.code == 0, "\(first.errors)")
    #expect(second.code == 0)
    let points = try place.read("a/synthetic/s/points.csv")
    for file in ["points.csv", "curves.csv", "classes.csv", "pairs.csv"] {
      #expect(try place.read("a/synthetic/s/\(file)") == place.read("b/synthetic/s/\(file)"), "\(file)")
    }
    #expect(first.output.contains("accuracy [%] over latency_ms"))
    #expect(first.output.contains("sorted ahead of each rival [points] over latency_ms"))
    // Three rivals, two rates, nine deadlines.
    #expect(try place.read("a/synthetic/s/pairs.csv").split(separator: "\n").count == 1 + 3 * 2 * 9)

    let manifest = try place.read("a/synthetic/s/manifest.json")
    for key in ["\"sha256\"", "\"event_digest\"", "\"wall_seconds\"", "\"instruction_set\"", "\"seed\" : 1"] {
      #expect(manifest.contains(key), "\(key)")
    }
    #expect(try place.read("a/synthetic/s/figure.json").contains("24 images, mobilenetv2-cifar w0.25 c10"))
    try checkTimes(points)
  }

  @Test func theLinkAlone() throws {
    let scenario = """
      schemes: [raw]
      measure: link
      dataset: synthetic
      images: 5
      model: {weights: narrow.safetensors}
      deadlines_ms: [98.303999, 98.304]
      """
    try place.write(scenario, "link.yaml")
    let run = try place.run(["run", "link.yaml", "--no-plot"])
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("delivered [%] over latency_ms"))
    let golden = """
      scheme,latency_ms,images,replications,delivered_fraction,payload_bytes
      raw,98.303999,5,1,0.000000,3072
      raw,98.304,5,1,1.000000,3072

      """
    #expect(try place.read("results/synthetic/link/points.csv") == golden)
    for file in ["curves.csv", "classes.csv"] { #expect(!place.exists("results/synthetic/link/\(file)"), "\(file)") }

    try place.write("\(scenario)\ntable: {name: t, title: T, latencies_ms: [98.304]}", "table.yaml")
    let refused = try place.run(["run", "table.yaml"])
    #expect(refused.code == 65)
    #expect(refused.errors.contains("table 't' holds accuracies, which 'measure: link' does not look at"))
  }

  /// Deadlines to the nanosecond with the real schemes: 98.304 ms for the raw image, 262.144 ms for a unit. The narrow
  /// network has 8 channels at block3, four units: all there at 1048.576 ms.
  private func checkTimes(_ points: String) throws {
    var rows: [String: [Substring]] = [:]
    for line in points.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",")
      rows["\(fields[0]) \(fields[1]) \(fields[2])"] = fields
    }
    func delivered(_ key: String) throws -> Substring { try #require(rows[key])[8] }
    #expect(try delivered("raw 0 98.303999") == "0.000000")
    #expect(try delivered("raw 0 98.304") == "1.000000")
    for scheme in ["original", "sorted"] {
      #expect(try delivered("\(scheme) 0 262.143999") == "0.000000")
      #expect(try delivered("\(scheme) 0 262.144") == "0.250000")
      #expect(try delivered("\(scheme) 0 524.287999") == "0.250000")
      #expect(try delivered("\(scheme) 0 524.288") == "0.500000")
    }
    // Past the last packet all three schemes are the whole network, and later deadlines change nothing.
    let overall = try ["original 0 2000", "sorted 0 4000", "raw 0 98.304", "raw 0 4000"].map {
      try #require(rows[$0])[5]
    }
    #expect(Set(overall).count == 1)
  }

  @Test func figureIsDrawn() throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/gnuplot") else { return }
    let result = try place.run(["run", "s.yaml", "--images", "8"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(place.exists("plots/synthetic/s.svg") && place.exists("plots/synthetic/s.gp"))
  }

  @Test func interruptedRunsGoOn() throws {
    let command = ["run", "s.yaml", "--no-plot", "--images", "400", "--batch", "8"]
    let (output, errors) = (Pipe(), Pipe())
    let process = try place.start(command, output: output, errors: errors)
    func lines() -> Int { ((try? place.read("results/synthetic/s.journal")) ?? "").split(separator: "\n").count }
    while process.isRunning && lines() < 4 { Thread.sleep(forTimeInterval: 0.01) }
    #expect(process.isRunning)
    try place.write("old", "results/synthetic/s/points.csv")
    process.interrupt()
    let complaint = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(
      complaint.contains("airslice: interrupted; earlier results are untouched, the same command goes on from here"))
    #expect(try place.read("results/synthetic/s/points.csv") == "old")
    #expect(!place.exists("results/synthetic/s/manifest.json"))

    #expect(lines() >= 4)
    let again = try place.run(command)
    #expect(again.code == 0, "\(again.errors)")
    #expect(!place.exists("results/synthetic/s.journal"))
    let whole = try place.run(command + ["--output", "whole"])
    #expect(whole.code == 0, "\(whole.errors)")
    for file in ["points.csv", "curves.csv", "classes.csv", "pairs.csv"] {
      #expect(try place.read("results/synthetic/s/\(file)") == place.read("whole/synthetic/s/\(file)"), "\(file)")
    }
    func digest(_ folder: String) throws -> Substring? {
      try place.read("\(folder)/synthetic/s/manifest.json").firstMatch(of: /"event_digest" : "([0-9a-f]+)"/)?.1
    }
    #expect(try digest("results") == digest("whole"))
  }

  @Test func resultsThatCannotBeWritten() throws {
    try place.write("a file", "taken")
    let below = try place.run(["run", "s.yaml", "--output", "taken/results"])
    #expect(below.code == 73)
    #expect(below.complaints.count == 1 && below.errors.contains("cannot create the folder"))

    // A limit of zero bytes on files is a disk that is full.
    let full = try place.run(
      ["run", "s.yaml", "--no-plot", "--images", "8"], prefix: "trap '' XFSZ; ulimit -f 0;")
    #expect(full.code == 74)
    #expect(full.complaints.count == 1 && full.errors.contains("cannot write"))
    #expect(!place.exists("results/synthetic/s/points.csv"))

    let mute = try place.run(["run", "s.yaml", "--no-plot", "--images", "8"], prefix: "exec >/dev/full;")
    #expect(mute.code == 74)
    #expect(mute.errors.contains("cannot write to standard output"))
  }
}
