// Pictures of one's own from end to end: trained on, scored, sent; and what is wrong with them in one line.

import Foundation
import Imaging
import Neural
import Testing

@Suite(.serialized) struct ImageFolderCommandTests {
  let place: Workplace

  /// Three classes of ten pictures, none of them of the network's size.
  init() throws {
    place = try Workplace()
    for (label, name) in ["ant", "bee", "cow"].enumerated() {
      for number in 0..<10 {
        let colour = [UInt8(80 * label), UInt8(20 * number), 200]
        let picture = Picture(width: 40, height: 50, pixels: Array(repeatElement(colour, count: 2_000).joined()))
        try place.write(Data(PNGEncoder.encode(picture)), "pets/\(name)/\(number).png")
      }
    }
    try place.write(
      "schemes: [original, raw]\ndataset: {kind: image-folder, folder: pets, test: 0.3, validation: 0.2}\n"
        + "model: {cut: block3, weights: w.safetensors}\ndeadlines_ms: [98.304, 3145.728]\n", "own.yaml")
  }

  private let training = [
    "train", "original", "--dataset", "image-folder", "--data", "pets", "--test-share", "0.3", "--validation-share",
    "0.2",
    "--width", "0.25", "--epochs", "1", "--batch", "5", "--threads", "1",
  ]

  private func refused(_ arguments: [String], _ code: Int32, _ parts: [String]) throws {
    let result = try place.run(arguments)
    #expect(result.code == code && result.complaints.count == 1, "\(result.errors)")
    for part in parts { #expect(result.errors.contains(part), "\(result.errors)") }
  }

  @Test func trainEvaluateAndRun() throws {
    let trained = try place.run(training + ["--score-test", "--output", "w.safetensors"])
    #expect(trained.code == 0, "\(trained.errors)")
    #expect(trained.output.contains("w.safetensors: mobilenetv2-cifar w0.25 c3, 1 epochs on image-folder"))
    let evaluated = try place.run([
      "evaluate", "w.safetensors", "--dataset", "image-folder", "--data", "pets", "--test-share", "0.3",
    ])
    #expect(evaluated.output.hasSuffix("of 9 images\n"), "\(evaluated.errors)")
    let run = try place.run(["run", "own.yaml", "--no-plot"])
    #expect(run.code == 0 && run.output.contains("own: Pictures of pets, 9 images"), "\(run.errors)")
    let points = try place.read("results/image-folder/own/points.csv")
    #expect(points.contains("\nraw,98.304,9,1,"))
    // Raw pictures are what the network was scored on, in the weights' own normalisation.
    var weights = try Weights(contentsOf: "\(place.folder)/w.safetensors")
    weights.metadata.merge(
      Normalization(mean: [0.1, 0.9, 0.5], standardDeviation: [0.05, 0.1, 2]).metadata
    ) { $1 }
    try weights.write(to: "\(place.folder)/w.safetensors")
    let share = try place.run([
      "evaluate", "w.safetensors", "--dataset", "image-folder", "--data", "pets", "--test-share", "0.3",
    ]).output
    let other = try place.run(["run", "own.yaml", "--no-plot"])
    let row = try place.read("results/image-folder/own/points.csv").split(separator: "\n").first {
      $0.hasPrefix("raw,98.304,")
    }
    let accuracy = try #require(row?.split(separator: ",")[4]).prefix(6)
    #expect(other.code == 0 && share.contains(String(format: "%.2f %%", 100 * (Double(accuracy) ?? -1))), "\(share)")
    // Which of the pictures are tested stands in the manifest by their bytes.
    #expect(try place.read("results/image-folder/own/manifest.json").contains("Pictures of pets"))
  }

  /// A checkpoint is of the pictures that it was fitted to, and of no others.
  @Test func otherPicturesAreAnotherTraining() throws {
    let arguments = training + ["--output", "w.safetensors", "--checkpoint", "kept"]
    #expect(try place.run(arguments).code == 0)
    #expect(
      try Weights(contentsOf: "\(place.folder)/w.safetensors").metadata["command"]?.contains("--data pets") == true)
    try FileManager.default.copyItem(
      atPath: "\(place.folder)/pets/ant/0.png", toPath: "\(place.folder)/pets/ant/more.png")
    try refused(arguments + ["--resume"], 65, ["the checkpoint is of another training: images is SHA-256"])
  }

  /// Two trainings that write one checkpoint would ruin it.
  @Test func aCheckpointFolderIsOneTrainings() throws {
    try FileManager.default.createDirectory(atPath: "\(place.folder)/kept", withIntermediateDirectories: false)
    let other = open("\(place.folder)/kept", O_RDONLY | O_DIRECTORY)
    defer { close(other) }
    #expect(flock(other, LOCK_EX) == 0)
    let arguments = training + ["--output", "w.safetensors", "--checkpoint", "kept"]
    try refused(arguments, 73, ["kept: another training keeps its checkpoint here"])
    #expect(flock(other, LOCK_UN) == 0)
    try refused(
      training + ["--output", "kept/../kept/checkpoint.safetensors", "--checkpoint", "kept"], 64,
      ["the checkpoint or the weights would be there too"])
    #expect(try place.run(arguments).code == 0)
  }

  /// Nor of other quantisation tables, which lie in a file of their own.
  @Test func otherTablesAreAnotherTraining() throws {
    try place.writeWeights("start.safetensors", classes: 3)
    try place.write(String(repeating: "16 ", count: 64), "tables")
    let arguments =
      ["train", "codec", "--codec", "{tables: tables, qualities: [40, 60]}", "--from", "start.safetensors"]
      + training.dropFirst(2).filter { !["--width", "0.25"].contains($0) }
      + ["--output", "w.safetensors", "--checkpoint", "kept"]
    let trained = try place.run(arguments)
    #expect(trained.code == 0, "\(trained.errors)")
    #expect(try place.run(arguments + ["--resume"]).code == 0)
    try place.write(String(repeating: "17 ", count: 64), "tables")
    try refused(arguments + ["--resume"], 65, ["the checkpoint is of another training: codec_tables_sha256 is"])
  }

  /// Scoring nine tenths of many pictures takes some seconds, a step of training on the rest does not.
  @Test func controlCWhileScoringKeepsTheCheckpoint() throws {
    for number in 0..<600 {
      let picture = Picture(width: 32, height: 32, pixels: [UInt8](repeating: UInt8(number % 250), count: 3_072))
      try place.write(Data(PNGEncoder.encode(picture)), "many/\(number % 2)/\(number).png")
    }
    let arguments = [
      "train", "original", "--dataset", "image-folder", "--data", "many", "--test-share", "0", "--validation-share",
      "0.9", "--epochs", "1", "--batch", "20", "--threads", "1", "--checkpoint", "kept", "--output", "w.safetensors",
    ]
    let (output, errors) = (Pipe(), Pipe())
    let process = try place.start(arguments, output: output, errors: errors)
    while process.isRunning && !place.exists("kept/checkpoint.safetensors") { Thread.sleep(forTimeInterval: 0.002) }
    process.interrupt()
    let complaint = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130 && !place.exists("w.safetensors"))
    let words = "interrupted while scoring, step 3 of 3 is kept in kept/checkpoint.safetensors: go on with --resume"
    #expect(complaint.contains(words), "\(complaint)")
    let resumed = try place.run(arguments + ["--resume"])
    #expect(resumed.code == 0 && place.exists("w.safetensors"), "\(resumed.errors)")
  }

  @Test func refusals() throws {
    try refused(["run", "own.yaml"], 66, ["w.safetensors"])
    // Ten classes where the pictures have three.
    try place.writeWeights("w.safetensors")
    try refused(
      ["run", "own.yaml"], 65, ["w.safetensors: a network for 10 classes, where image-folder has 3: train one"])
    try refused(
      training + ["--from", "w.safetensors", "--output", "v.safetensors"], 65,
      ["w.safetensors: a network for 10 classes, where image-folder has 3"])
    try refused(
      ["evaluate", "w.safetensors", "--dataset", "image-folder", "--data", "pets"], 65,
      ["10 classes; the images have 3"])
    #expect(!place.exists("results/image-folder"))
    try refused(
      ["evaluate", "w.safetensors", "--dataset", "image-folder"], 64, ["which pictures? Name their folder with --data"])
    #expect(try place.run(training + ["--output", "v", "--test-share", "0.9"]).code == 64)
    for (text, part) in [
      ("dataset: {kind: image-folder, test: 0.8, validation: 0.2}", "bad.yaml:1:10: shares of 0.8 for testing and 0.2"),
      ("dataset: {kind: cifar10, test: 0.8}", "bad.yaml:1:10: kind: image-folder is needed here"),
      ("dataset: {kind: image-folder, tests: 0.2}", "bad.yaml:1:31: unknown key 'tests'"),
      ("dataset: {kind: image-folder, folder: nowhere}", "nowhere: no such folder"),
    ] {
      try place.write("\(text)\nschemes: [raw]\nmodel: {weights: w.safetensors}\n", "bad.yaml")
      try refused(["run", "bad.yaml"], part.hasPrefix("nowhere") ? 66 : 65, [part])
    }
    let link = "\(place.folder)/pets/emu"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "nowhere")
    try refused(["run", "own.yaml"], 65, ["pets/emu: leads nowhere"])
    try FileManager.default.removeItem(atPath: link)
    try FileManager.default.createDirectory(
      atPath: "\(place.folder)/pets/ant/x.png", withIntermediateDirectories: false)
    try refused(["run", "own.yaml"], 65, ["pets/ant/x.png: is no file"])
    try FileManager.default.removeItem(atPath: "\(place.folder)/pets/ant/x.png")
    try place.write(Data(), "pets/dog/readme.txt")
    try refused(["run", "own.yaml"], 65, ["pets/dog: no PNG or JPEG file in it"])
    for number in 0..<10 { try place.write("a text", "pets/dog/\(number).png") }
    try refused(training + ["--output", "v.safetensors"], 65, ["pets/dog/", ".png: neither a PNG nor a JPEG file"])
  }
}
