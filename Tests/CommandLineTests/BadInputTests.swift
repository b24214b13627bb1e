// Bad input on the command line: one clear line on standard error, nothing on standard output, the right exit code.

import Foundation
import Testing

@Suite(.serialized) struct BadInputTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("schemes: [raw]\ndataset: synthetic\nimages: 8\nchannel: {kind: erasure, rate: 0.1}\n", "s.yaml")
  }

  func refused(_ arguments: [String], code: Int32, _ start: String) throws {
    let result = try place.run(arguments)
    #expect(result.code == code, "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("airslice: " + start), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    #expect(!place.exists("results"))
  }

  @Test func usage() throws {
    for arguments in [["run"], ["run", "s.yaml", "--threads", "0"], ["run", "s.yaml", "--images", "x"], ["frob"]] {
      let result = try place.run(arguments)
      #expect(result.code == 64)
      #expect(result.output.isEmpty && !result.errors.isEmpty)
    }
    try refused(["run", "s.yaml", "--set", "seed"], code: 64, "--set seed: write key=value")
    try place.writeWeights("w.safetensors")
    try refused(
      ["run", "s.yaml", "s.yaml", "--set", "model.weights=w.safetensors"], code: 64,
      "two scenarios would write to results/synthetic/s")
  }

  @Test func versionAndHelp() throws {
    let version = try place.run(["--version"])
    #expect(version.code == 0 && version.output.split(separator: ".").count == 3)
    let help = try place.run(["run", "--help"])
    #expect(help.code == 0 && help.output.contains("--set"))
    #expect(try place.run(["--help"], prefix: "exec >/dev/full;").code == 74)
  }

  /// Words that cannot be said end nothing.
  @Test(arguments: ["exec 2>/dev/full;", "exec 2>&-;"]) func withoutStandardError(_ prefix: String) throws {
    #expect(try place.run(["frob"], prefix: prefix).code == 64)
    #expect(try place.run(["run", "missing.yaml"], prefix: prefix).code == 66)
    #expect(try place.run(["run", "s.yaml", "--no-plot"], prefix: prefix).code == 0)
  }

  /// A path of one character is a path.
  @Test func shortPaths() throws {
    try place.writeWeights("w")
    let result = try place.run(["train", "dropout", "--from", "w", "--cut", "input", "--output", "x"])
    #expect(result.code == 64 && result.errors.contains("no cut 'input' to train at"), "\(result.errors)")
    // CIFAR-10 of black airplanes, in a folder beside which something may lie.
    try place.write(Data(count: 30_730_000), "d/test_batch.bin")
    for number in 1...5 {
      try FileManager.default.createSymbolicLink(
        atPath: "\(place.folder)/d/data_batch_\(number).bin", withDestinationPath: "test_batch.bin")
    }
    let info = try place.run(["data", "info", "--data", "d"])
    #expect(info.code == 0 && info.output.contains("10000 test"), "\(info.errors)")
  }

  /// What a figure, a table or a scheme cannot have is known before anything runs, with its file.
  @Test func whatShowsBeforehand() throws {
    func figure(_ x: String, _ y: String, _ more: String = "") -> String {
      "figure: {title: t, x: {column: \(x), label: a}, y: {column: \(y), label: b}\(more)}\n"
    }
    for (text, words) in [
      (figure("latency_ms", "energy_mj"), "bad.yaml:3:9: the figure's column 'energy_mj' is counted under full"),
      (figure("latency_ms", "frames"), "bad.yaml:3:9: the figure's column 'frames' is counted where more happens"),
      (
        "transport: {requests: {pattern: periodic, interval_ms: 500, session: 4}}\n" + figure("latency_ms", "mttff_s"),
        "bad.yaml:4:9: the figure's column 'mttff_s' is counted over sessions with deadlines"
      ),
      (figure("latency_ms", "scheme"), "bad.yaml:3:9: the figure's axis 'scheme' needs numbers"),
      (
        "deadlines_ms: [1]\nsweep: {seed: [1, 2]}\n" + figure("latency_ms", "accuracy", ", series: [scheme]"),
        "bad.yaml:5:9: a curve of the figure has the same latency_ms more than once: name seed under series"
      ),
      ("sweep: {channel.rate: [0.1, 0.10]}\n", "bad.yaml:3:29: '0.10' is among the values of 'channel.rate' twice"),
      ("sweep: {channel.rate: []}\n", "bad.yaml:3:23: the values of 'channel.rate' are a list of one or more"),
      ("channel:\n  kind: rayleigh\n  mean_snr_db: 1e9\n", "bad.yaml:5:16: mean_snr_db is"),
      ("model: {units: 5}\n", "bad.yaml: model.units is 5"),
      (
        figure("latency_ms", "accuracy", ", filter: {scheme: foo}"),
        "bad.yaml:3:9: the figure's filter wants 'foo' in 'scheme'"
      ),
      (
        "sweep: {channel: [{label: 'a, b', kind: ideal}]}\n" + figure("latency_ms", "accuracy", ", series: [channel]"),
        "bad.yaml:4:9: gnuplot cannot select rows by 'a, b' in 'channel'"
      ),
      (
        figure("latency_ms", "accuracy", ", caption: 'of {imges}'"),
        "bad.yaml:3:9: nothing stands for {imges} in titles and captions: did you mean {images}?"
      ),
      (figure("latency_ms", "accuracy", ", join: stp"), "bad.yaml:3:94: 'stp' does not fit here: known: line, steps"),
      ("table: {name: t, title: T, latencies_ms: [11]}\n", "bad.yaml: table 't': 11 ms is no deadline"),
      ("table: {name: t, title: T, latencies_ms: [], overall: true}\n", "bad.yaml: table 't': overall is the last"),
      ("device: {radio: cc2420}\n", "bad.yaml:3:9: 'device' needs compute and energy"),
      ("measure: units\n", "bad.yaml: 'measure: units' looks at units of one network"),
      ("measure: shares\n", "bad.yaml: 'measure: shares' looks at units of one network"),
    ] {
      try place.write("schemes: [raw]\ndataset: synthetic\n" + text, "bad.yaml")
      // The good scenario before it must not be run.
      try refused(["run", "s.yaml", "bad.yaml"], code: 65, words)
    }
    try place.write("schemes: [raw]\nsweep: [1]\n", "bad.yaml")
    try refused(["run", "bad.yaml", "--images", "2"], code: 65, "bad.yaml:2:8: 'sweep' is a mapping")
    try place.write("schemes: [adaptive]\ndataset: synthetic\nmissing_weights: skip\n", "bad.yaml")
    try place.writeWeights(
      "w.safetensors", metadata: ["scheme": "clio-uniform", "cut": "block3", "unit_channels": "2"])
    try refused(
      ["run", "s.yaml", "bad.yaml", "--set", "model.weights=w.safetensors"], code: 65,
      "bad.yaml: the scheme adaptive needs to know its time")
  }

  /// `--output "$FOLDER"` without such a variable would mean the root.
  @Test(arguments: [["run", "s.yaml", "--output", ""], ["plot", "results", "--output="], ["run", ""]])
  func emptyArguments(_ arguments: [String]) throws {
    try refused(arguments, code: 64, "an argument is empty: is a variable of the shell not set?")
  }

  /// Without gnuplot nothing is begun that would end without its picture.
  @Test func gnuplotIsLookedForFirst() throws {
    let result = try place.run(["run", "s.yaml"], prefix: "PATH=/nowhere")
    #expect(result.code == 66 && result.errors.contains("gnuplot is not installed"), "\(result.errors)")
    #expect(!place.exists("results"))
    #expect(try place.run(["run", "s.yaml", "--no-plot"], prefix: "PATH=/nowhere").code == 0)
  }

  /// A folder of data that was named and is not there is a mistake, whoever names it.
  @Test func dataThatAreNotThere() throws {
    try place.write("schemes: [raw]\ndataset: auto\nimages: 8\n", "auto.yaml")
    let result = try place.run(["run", "auto.yaml"], prefix: "AIRSLICE_DATA=/nowhere/typo")
    #expect(result.code == 66 && result.errors.contains("CIFAR-10 not found (looked in /nowhere/typo)"))
  }

  @Test func scenarios() throws {
    try refused(["run", "missing.yaml"], code: 66, "missing.yaml: cannot read the scenario file")
    try refused(["run", "s.yaml", "--set", "channel.rate=-1"], code: 65, "--set channel.rate: rate is -1.0")
    try refused(
      ["run", "s.yaml", "--set", "channel.rate=.inf"], code: 65, "--set channel.rate: '.inf' is not a number")
    for (text, start) in [
      ("schemes: [raw]\ndeadline_s: [1]\n", "bad.yaml:2:1: unknown key 'deadline_s'"),
      ("schemes: [raw]\ndeadlines_ms: [262 ms]\n", "bad.yaml:2:16: '262 ms' is not a number"),
      ("schemes: [raw\n", "bad.yaml:"),
    ] {
      try place.write(text, "bad.yaml")
      // The good scenario before it must not be run.
      try refused(["run", "s.yaml", "bad.yaml"], code: 65, start)
    }
  }

  @Test func weights() throws {
    func refusedWeights(_ code: Int32, _ part: String) throws {
      let result = try place.run(["run", "s.yaml", "--set", "model.weights=w.safetensors"])
      #expect(result.code == code, "\(result.errors)")
      #expect(result.complaints.count == 1 && result.errors.contains(part), "\(result.errors)")
      #expect(!place.exists("results"))
    }
    try refusedWeights(66, "w.safetensors")
    try place.writeWeights("w.safetensors", metadata: ["dataset": "cifar10"])
    try refusedWeights(65, "w.safetensors: was trained on cifar10, where the scenario's images are synthetic")
    try place.writeWeights("w.safetensors")
    let good = try Data(contentsOf: URL(fileURLWithPath: "\(place.folder)/w.safetensors"))
    try place.write(good.prefix(good.count - 1), "w.safetensors")
    try refusedWeights(65, "w.safetensors")
    try place.write(good.prefix(4), "w.safetensors")
    try refusedWeights(65, "w.safetensors")
    // Weights that call themselves another width than they have.
    let name = Data("w0.25".utf8)
    var lying = good
    if let range = lying.range(of: name) { lying.replaceSubrange(range, with: Data("w0.75".utf8)) }
    #expect(lying != good)
    try place.write(lying, "w.safetensors")
    try refusedWeights(65, "needs [")
  }

  /// Weights that are whole and not what the scheme needs.
  @Test func weightsOfTrainedSchemes() throws {
    let good = ["scheme": "nair", "cut": "block3", "unit_channels": "2", "order": "2,0,3,1"]
    func result(_ metadata: [String: String], _ more: [String] = []) throws -> CommandResult {
      try place.writeWeights("w.safetensors", metadata: metadata)
      let changes = ["--set", "schemes=[nair]", "--set", "model.weights=w.safetensors"]
      return try place.run(["run", "s.yaml", "--no-plot", "--output", "out"] + changes + more)
    }
    #expect(try result(good).code == 0)
    for (change, more, part) in [
      (["order": "0,1,2,2"], [], "its order '0,1,2,2' is no permutation of the units 0 to 3"),
      (["order": nil], [], "names no order of the units"),
      (["cut": "block2"], [], "was trained for the cut block2, where the scenario cuts at block3"),
      (["scheme": "clio-n"], [], "was trained as 'clio-n', where the scheme needs weights trained as 'nair'"),
      (["scheme": nil], [], "does not say what it was trained for"),
      ([:], ["--set", "model.unit_channels=4"], "was trained for units of 2 channels, where the scenario has 4"),
    ] as [([String: String?], [String], String)] {
      var metadata = good
      for (key, value) in change { metadata[key] = value }
      let found = try result(metadata, more)
      #expect(found.code == 65)
      #expect(found.complaints.count == 1 && found.errors.contains("w.safetensors: \(part)"), "\(found.errors)")
    }
    // Statistics for each number of units belong to one way of dividing the features; who sends none does not ask.
    for (sets, scheme, code) in [(4, "original", 0), (3, "original", 65), (3, "raw", 0)] as [(Int, String, Int32)] {
      try place.writeWeights("w.safetensors", statisticSets: sets)
      let found = try place.run(
        ["run", "s.yaml", "--no-plot", "--output", "out", "--set", "schemes=[\(scheme)]"]
          + ["--set", "model.weights=w.safetensors"])
      #expect(found.code == code, "\(found.errors)")
      let words = "has statistics for 1 to 3 units, where the features at block3 have 4"
      #expect(code == 0 || found.errors.contains(words), "\(found.errors)")
    }
  }

  /// An adapting sender knows one link, and a request that finds it idle.
  @Test(arguments: [
    "links={count: 2}", "links={each: [{rate_kbps: 50}, {}]}",
    "transport.requests={pattern: periodic, interval_ms: 500}",
  ])
  func adaptiveSenders(_ setting: String) throws {
    let training = ["scheme": "clio-uniform", "cut": "block3", "unit_channels": "2"]
    try place.writeWeights("w.safetensors", metadata: training)
    let settings = [
      "schemes=[adaptive]", "model.weights=w.safetensors", "adaptive={budget_ms: 500}",
      "channel={kind: awgn, mean_snr_db: 3}",
    ]
    let arguments = ["run", "s.yaml", "--no-plot", "--output", "out"] + settings.flatMap { ["--set", $0] }
    #expect(try place.run(arguments).code == 0)
    let several = try place.run(arguments + ["--set", setting])
    #expect(several.code == 65 && several.complaints.count == 1, "\(several.errors)")
    #expect(several.errors.contains("an adapting sender knows one link and single requests"), "\(several.errors)")
  }

  @Test func weightsThatDoNotComeWithAirSlice() throws {
    let changes = ["--set", "schemes=[raw, nair]", "--set", "model.training_seed=999"]
    let arguments = ["run", "s.yaml", "--no-plot", "--output", "out"] + changes
    try refused66(arguments, "no weights of 'original-seed999'")
    let skip = ["--set", "missing_weights=skip"]
    try refused66(arguments + skip, "no weights for any of the schemes come with AirSlice")

    // The original is there, a NAIR for units of seven blocks deeper with that number is not.
    try place.write(
      "schemes: [raw, nair]\ndataset: synthetic\nimages: 8\nmissing_weights: skip\n"
        + "sweep: {model.cut: [block3, block7], model.training_seed: [1]}\nmodel: {unit_channels: 2}\n",
      "skip.yaml")
    let skipped = try place.run(["run", "skip.yaml", "--no-plot", "--output", "out"])
    #expect(skipped.code == 0, "\(skipped.errors)")
    #expect(skipped.output.contains("left out, because no weights for synthetic come with AirSlice: "))
    #expect(skipped.output.contains("nair-block7"))
    #expect(try place.read("out/synthetic/skip/manifest.json").contains("\"nair-block7\""))
    #expect(!(try place.read("out/synthetic/skip/points.csv")).contains("nair,block7"))
    try refused66(["run", "skip.yaml", "--set", "missing_weights=refuse"], "no weights of 'nair")
  }

  private func refused66(_ arguments: [String], _ part: String) throws {
    let result = try place.run(arguments)
    #expect(result.code == 66)
    #expect(result.complaints.count == 1 && result.errors.contains(part), "\(result.errors)")
  }

  @Test func dataset() throws {
    try place.writeWeights("w.safetensors")
    let arguments = [
      "run", "s.yaml", "--set", "dataset=cifar10", "--set", "model.weights=w.safetensors", "--data", "d",
    ]
    try refused(arguments, code: 66, "")
    let record = Data([3]) + Data(repeating: 100, count: 3072)
    var batch = Data()
    for _ in 0..<10_000 { batch += record }
    let names = (1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"]
    try place.write(
      "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n",
      "d/cifar-10-batches-bin/batches.meta.txt")
    for name in names { try place.write(batch, "d/cifar-10-batches-bin/\(name)") }
    #expect(try place.run(arguments + ["--no-plot", "--output", "out"]).code == 0)
    try place.write(batch.dropLast(1), "d/cifar-10-batches-bin/test_batch.bin")
    try refused(arguments, code: 65, "d/cifar-10-batches-bin/test_batch.bin")
    batch[5000 * 3073] = 12
    try place.write(batch, "d/cifar-10-batches-bin/test_batch.bin")
    try refused(arguments, code: 65, "d/cifar-10-batches-bin/test_batch.bin")
  }
}
