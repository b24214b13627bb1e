// `airslice codec`: what image codecs do to a data set, without any link.

import ArgumentParser
import Core
import Experiments
import Figures
import Foundation
import Imaging
import Neural
import Stochastics
import Synchronization

/// The codecs' tables and curves.
struct CodecCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "codec", abstract: "Image codecs on a data set: coefficients, quantisation tables, curves.",
    subcommands: [CodecTablesCommand.self, CodecCurveCommand.self])
}

/// Where images come from and how they are encoded.
struct CodecOptions: ParsableArguments {
  @Option(help: "Data set.")
  var dataset: DatasetSource = .synthetic
  @OptionGroup var shares: HoldOutOptions
  @Option(help: "File of CIFAR-10 records to take DeepN-JPEG's statistics of, instead of the training images.")
  var training: String?
  @Option(help: "Folder of the data set's files.")
  var data: String?
  @Option(
    help: "Settings, as in a scenario's section codec: {chroma: 4:4:4, huffman: optimised, deepn: {images: 1000}}.")
  var codec = "{}"

  func open(_ split: Split) throws -> any Dataset {
    try dataset.open(split, folder: data, holdOut: shares.holdOut)
  }

  func report() throws -> CodecReport {
    let images: any Dataset = try training.map { try CIFARRecordFile(path: $0) } ?? open(.train)
    return try CodecReport(settings: codec, training: images)
  }
}

/// Statistics and tables.
struct CodecTablesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tables",
    abstract: "Standard deviations of JPEG's coefficients, and the tables of JPEG and DeepN-JPEG.")

  @OptionGroup var options: CodecOptions
  @Flag(help: "Comma-separated values, one band a row.")
  var csv = false

  func run() throws {
    let report = try options.report()
    try StandardOutput.write(csv ? report.tablesCSV : report.tablesText)
  }
}

/// Size and accuracy by quality.
struct CodecCurveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "curve", abstract: "Size, distortion and accuracy by quality, and sizes at equal accuracy.",
    discussion: """
      Runs the test images through PNG, and through JPEG and DeepN-JPEG at each quality, and the network behind. Writes \
      points.csv, tables.csv, equal.csv and manifest.json to OUTPUT/DATASET/codec (OUTPUT/DATASET/codec-FILE with \
      --images) and draws accuracy over size. Images that were compressed before allow no verdict on codecs.
      """)

  @OptionGroup var options: CodecOptions
  @Option(help: "File of CIFAR-10 records to run on, instead of the test images.")
  var images: String?
  @Option(help: "Only the first images.")
  var first: Int?
  @Option(help: "Weights file (safetensors); else the one that comes with AirSlice.")
  var weights: String?
  @Option(help: "Seed of the intervals' resampling.")
  var seed: UInt64 = 1
  @Option(help: "Threads.")
  var threads = ProcessInfo.processInfo.activeProcessorCount
  @Option(name: .shortAndLong, help: "The folder for results; pictures go to plots beside it.")
  var output = "results"
  @Flag(help: "Draw no pictures.")
  var noPlot = false

  /// The shares of the accuracy without a codec at which JPEG and DeepN-JPEG are compared.
  private static let shares = [0.8, 0.9, 0.95, 0.98, 0.99]

  func validate() throws {
    try OptionCheck.threads(threads)
    guard first ?? 1 > 0 else { throw ValidationError("--first must be positive") }
  }

  func run() async throws {
    Interrupt.install()
    let start = ContinuousClock.now
    let tested: any Dataset =
      try images.map { try CIFARRecordFile(path: $0) } ?? options.open(.test)
    let report = try options.report()
    var model = ModelChoice()
    model.weights = weights
    let item = try NetworkShelf(dataset: options.dataset.rawValue, dataFolder: options.data)
      .network(training: report.network, model: model)
    let network = item.network
    guard network.architecture.classes == tested.classNames.count else {
      throw AirSliceError(
        .data, "the network knows \(network.architecture.classes) classes; the images have \(tested.classNames.count)")
    }
    let stem = images.map { (($0 as NSString).lastPathComponent as NSString).deletingPathExtension }
    let folder = "\(output)/\(options.dataset.rawValue)/codec" + (stem.map { "-\($0)" } ?? "")
    try AtomicFile.createDirectory(folder)
    let count = min(first ?? tested.count, tested.count)
    let curves = try await curves(report, on: tested, images: count, item)
    let equal = CodecReport.equalAccuracy(
      EqualAccuracy.compare(
        curves[1], curves[2], reference: curves[0].levels[0].isCorrect, shares: Self.shares,
        stream: RandomStreams(seed: seed).stream("equal accuracy")))
    let title = "\(try title(tested)), \(count) images"
    let caption = "\(title), \(network.architecture.name); \(report.sizes); bars: exact 95 % intervals"
    let points = try CodecReport.csv(curves)
    let others = [
      ("tables.csv", report.tablesCSV), ("equal.csv", equal.csv),
      (Figure.descriptionFile, try CodecReport.figure(caption: caption)),
    ]
    let manifest = try report.manifest(
      of: curves, on: tested, images: count, network: item, records: [images, options.training].compactMap { $0 },
      seed: seed, points: points, others: others, options: .ofThisCommand(threads: threads),
      wallSeconds: (ContinuousClock.now - start) / .seconds(1))
    try write([(Figure.pointsFile, points)] + others + [("manifest.json", manifest)], to: folder)
    try StandardOutput.write("\(title)\n" + CodecReport.text(curves) + equal.text)
    if !noPlot {
      _ = try Figure.draw(results: folder, plots: Figure.plots(ofResults: output))
    }
  }

  private func title(_ tested: any Dataset) throws -> String {
    if let images { return (images as NSString).lastPathComponent }
    return try Manifest.DatasetRecord.describe(tested, images: 0).0.title
  }

  private func curves(
    _ report: CodecReport, on tested: any Dataset, images: Int, _ item: NetworkShelf.Item
  ) async throws -> [CodecCurve] {
    let progress = SharedProgress("codec", total: images, unit: "images")
    let curves = try await CodecCurve.measure(
      report.ladders(), on: tested, images: images, network: item.network,
      normalization: try item.normalization(or: tested.normalization), threads: threads
    ) { done in progress.line.withLock { $0.update(done) } }
    progress.line.withLock { $0.finish(images) }
    return curves
  }

  private func write(_ files: [(name: String, text: String)], to folder: String) throws {
    for (name, text) in files { try AtomicFile.write(text, to: "\(folder)/\(name)") }
  }
}
