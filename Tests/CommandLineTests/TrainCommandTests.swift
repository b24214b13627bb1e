// `airslice train` as a process: Ctrl-C, and what it refuses.

import Core
import Foundation
import Neural
import Testing

@Suite struct TrainCommandTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.writeWeights("start.safetensors", width: 0.125)
  }

  private func arguments(_ kind: String, _ more: [String] = []) -> [String] {
    ["train", kind, "--threads", "1", "--output", "w.safetensors", "--checkpoint", "kept"]
      + (kind == "original" ? ["--width", "0.125"] : ["--from", "start.safetensors", "--unit-channels", "1"]) + more
  }

  /// Trains until the checkpoint's folder is there and a little longer, then interrupts.
  /// - Returns: the step at which the training says it stopped.
  private func interrupted(_ arguments: [String]) throws -> Int {
    let (output, errors) = (Pipe(), Pipe())
    let process = try place.start(arguments, output: output, errors: errors)
    for _ in 0..<1200 where process.isRunning && !place.exists("kept") { Thread.sleep(forTimeInterval: 0.05) }
    Thread.sleep(forTimeInterval: 1)
    process.interrupt()
    let complaint = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130, "\(complaint)")
    let match = try #require(
      complaint.firstMatch(of: /airslice: interrupted at step ([0-9]+) of [0-9]+, kept in .*go on with --resume/),
      "\(complaint)")
    #expect(!place.exists("w.safetensors"))
    return Int(match.1) ?? -1
  }

  @Test(
    arguments: [
      (["--codec", "{quality: 0}"], 65, "--codec:1:11: 0 does not fit here"),
      (["--kind", "png"], 64, "'png' is invalid"),
    ] as [([String], Int32, String)])
  func nonsenseForCodecs(_ more: [String], _ code: Int32, _ words: String) throws {
    let result = try place.run(["train", "codec", "--output", "w.safetensors"] + more)
    #expect(result.code == code && result.errors.contains(words), "\(result.errors)")
  }

  @Test(arguments: ["original", "nair", "clio"]) func controlCLeavesACheckpointToGoOnFrom(_ kind: String) throws {
    let arguments = arguments(kind, kind == "clio" ? ["--prefixes", "uniform"] : [])
    let first = try interrupted(arguments)
    #expect(place.exists("kept/checkpoint.safetensors"))
    #expect(try interrupted(arguments + ["--resume"]) >= first)
    // Without --resume the checkpoint is safe, and another training does not take it up.
    let anew = try place.run(arguments)
    #expect(anew.code == 73 && anew.errors.contains("a checkpoint is there already"))
    let other = try place.run(arguments + ["--resume", "--rate", "0.5"])
    #expect(other.code == 65 && other.complaints.count == 1 && other.errors.contains("rate is"))
    if kind == "original" { return }
    // The weights that it began with may lie elsewhere by then; other weights are another training's.
    try FileManager.default.moveItem(
      atPath: "\(place.folder)/start.safetensors", toPath: "\(place.folder)/moved.safetensors")
    let moved = arguments.map { $0 == "start.safetensors" ? "moved.safetensors" : $0 } + ["--resume"]
    #expect(try interrupted(moved) >= first)
    try place.writeWeights("moved.safetensors", width: 0.125, metadata: ["note": "others"])
    let others = try place.run(moved)
    #expect(
      others.code == 65 && others.complaints.count == 1 && others.errors.contains("initial_weights is"),
      "\(others.errors)")
  }

  @Test(
    arguments: [
      (["--slices", "2"], 64, "--slices must be 'exact' or a number of at least 3"),
      (["--cut", "input"], 64, "no cut 'input' to train at: stem, block1 … block17, last"),
      (["--cut", "block18"], 64, "no cut 'block18' to train at"), (["--cut", "third"], 64, "'third' is invalid"),
      (["--penalty", "half"], 64, "'half' is invalid"), (["--coefficient=-1"], 64, "--coefficient must be"),
      (["--coefficient", "0"], 64, "--penalty none leaves the penalty out"),
      (["--exponent", "0"], 64, "with --weights equal all slices weigh the same"),
      (["--slices", "exact", "--draws", "weighted"], 64, "--draws weighted draws nothing with --slices exact"),
      (["--statistics", "per-slice", "--draws", "weighted"], 64, "--statistics per-slice needs --draws uniform"),
      (["--batch", "100000"], 64, "a batch of 100000 images: 1 to"),
      (["--from", "none.safetensors"], 66, "none.safetensors"), (["--epochs", "0"], 64, "--epochs must lie within"),
    ] as [([String], Int32, String)])
  func nonsenseForNAIR(_ more: [String], _ code: Int32, _ words: String) throws {
    let result = try place.run(
      ["train", "nair", "--output", "w.safetensors"]
        + (more.first == "--from" ? [] : ["--from", "start.safetensors"]) + more)
    #expect(result.code == code)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test(arguments: [
    ("list:1,-1,1,1", "probability"), ("list:0,0,0,0", "sum to 0"), ("list:1e308,1e308,1,1", "sum to inf"),
    ("list:1,2", "2 numbers for 4 units"),
    ("l:0", "not a positive"), ("m", "'m' is invalid"),
  ])
  func nonsenseForCLIO(_ prefixes: String, _ words: String) throws {
    let result = try place.run(arguments("clio", ["--prefixes", prefixes]))
    #expect(result.code == 64 && result.complaints.count <= 1)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test func tailsNeedAFileOfTheirOwn() throws {
    let same = try place.run(arguments("clio", ["--prefixes", "n", "--tails", "w.safetensors"]))
    #expect(same.code == 64 && same.errors.contains("--tails and --output name the same file"), "\(same.errors)")
    try place.write("", "folder/file")
    let folder = try place.run(arguments("clio", ["--prefixes", "n", "--tails", "folder"]))
    #expect(folder.code == 73 && folder.errors.contains("folder: is a folder"), "\(folder.errors)")
  }

  @Test func weightsThatAreNoNumbersAreRefused() throws {
    let name = "start.safetensors"
    var (arrays, metadata) = try SafetensorsFile.read("\(place.folder)/\(name)")
    arrays["conv1.weight"]?.values[5] = .nan
    metadata["format"] = nil
    try SafetensorsFile.write(arrays, metadata: metadata, as: .float32, to: "\(place.folder)/\(name)")
    let result = try place.run(arguments("dropout"))
    #expect(result.code == 65 && result.complaints.count == 1)
    #expect(result.errors.contains("start.safetensors: tensor 'conv1.weight' holds a number that is not finite"))
  }

  /// A network that others have trained goes on with the numbers that it takes pixels with.
  @Test func fineTuningKeepsTheNormalization() throws {
    let others = ["normalization_mean": "0.1 0.2 0.3", "normalization_standard_deviation": "0.5 0.25 0.125"]
    try place.writeWeights("start.safetensors", width: 0.125, metadata: others)
    let result = try place.run(arguments("dropout", ["--epochs", "1", "--batch", "5000"]))
    #expect(result.code == 0, "\(result.errors)")
    let metadata = try Weights(contentsOf: "\(place.folder)/w.safetensors").metadata
    #expect(metadata.filter { others.keys.contains($0.key) } == others)
    let start = try MessageDigest.sha256.hexadecimal(ofFile: "\(place.folder)/start.safetensors")
    #expect(metadata["initial_weights_sha256"] == start && metadata["images_sha256"]?.count == 64)
  }

  /// Prefixes as often as a scenario's links deliver them: here the first and the first three units alike.
  @Test func prefixesOfAScenario() throws {
    try place.write(
      "schemes: [clio-uniform-st]\nmodel: {unit_channels: 1}\ndeadlines_ms: [131.072, 393.216]\n", "link.yaml")
    _ = try interrupted(arguments("clio", ["--prefixes", "scenario:link.yaml"]))
    let checkpoint = URL(fileURLWithPath: "\(place.folder)/kept/checkpoint.safetensors")
    let header = String(decoding: try Data(contentsOf: checkpoint).prefix(60_000), as: UTF8.self)
    #expect(header.contains("--prefixes list:0.5,0.0,0.5,0.0"))
    let missing = try place.run(arguments("clio", ["--prefixes", "scenario:none.yaml"]))
    #expect(missing.code == 66 && missing.errors.contains("none.yaml: cannot read the scenario file"))
  }
}
