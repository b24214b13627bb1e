// `airslice evaluate`: a weights file's accuracy, without any link.

import ArgumentParser
import Core
import Foundation
import Imaging
import Neural
import Synchronization
import Training

/// Scores a weights file on images.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Score a weights file on images, with the exact 95 % interval.")

  @Argument(help: "Weights file (safetensors).")
  var weights: String
  @Option(help: "Data set: synthetic, cifar10 or image-folder (pictures below --data).")
  var dataset: DatasetSource = .synthetic
  @OptionGroup var shares: HoldOutOptions
  @Option(help: "Part of it: train, validation, test or train-and-validation.")
  var split: Split = .test
  @Option(help: "Score this file of CIFAR-10 records instead of a data set.")
  var images: String?
  @Option(help: "Folder of the data set's files.")
  var data: String?
  @Option(help: "Threads.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    try OptionCheck.threads(threads)
  }

  func run() throws {
    Interrupt.install()
    let weights = try Weights(contentsOf: weights)
    let scored: any Dataset
    if let images {
      scored = try CIFARRecordFile(path: images)
    } else {
      scored = try dataset.open(split, folder: data, holdOut: shares.holdOut)
    }
    guard weights.architecture.classes == scored.classNames.count else {
      throw AirSliceError.data(
        "\(weights.architecture.classes) classes; the images have \(scored.classNames.count)", file: self.weights)
    }
    let progress = SharedProgress("scoring", total: scored.count, unit: "images")
    let result = try Evaluation(
      of: SplitNetwork(weights), on: scored,
      normalization: try Normalization(metadata: weights.metadata, file: self.weights) ?? scored.normalization,
      threads: threads
    ) { done in progress.line.withLock { $0.update(done) } }
    progress.line.withLock { $0.clear() }
    guard result.isFinite else {
      throw AirSliceError.data(
        "gives scores that are no numbers: it is damaged, or its training diverged", file: self.weights)
    }
    let interval = try result.interval()
    let name = images ?? "\(scored.name), \(split.rawValue)"
    try StandardOutput.write(
      String(
        format: "%@: accuracy %.2f %% (95 %% interval %.2f to %.2f), %d of %d images\n", name, 100 * result.accuracy,
        100 * interval.low, 100 * interval.high, result.correct, result.count))
  }
}
