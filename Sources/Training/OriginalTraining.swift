// The training of the plain classifier from end to end: data, network, loop, reports, weights file.

import Core
import Foundation
import Imaging
import Neural

/// One training of the scheme `original`'s network, as `airslice train original` runs it.
package struct OriginalTraining {
  private let source: DatasetSource
  private let dataFolder: String?
  private let split: Split
  private let architecture: Architecture
  private let recipe: Recipe
  private let seed: UInt64
  private let wanted: Precision
  /// `wanted` where the processor has it, else float32.
  private let precision: Precision
  private let threads: Int
  private let checkpointFolder: String
  private let say: (String) throws -> Void

  /// - Parameters:
  ///   - split: the images to fit to; without a held-out part there is no validation.
  ///   - precision: float32 takes its place, with a line that says so, where the processor lacks it.
  ///   - say: takes the plain lines of the report.
  package init(
    dataset: DatasetSource, dataFolder: String?, split: Split, architecture: Architecture, recipe: Recipe,
    seed: UInt64, precision: Precision, threads: Int, checkpointFolder: String,
    say: @escaping (String) throws -> Void = { try StandardOutput.write($0 + "\n") }
  ) {
    (source, self.dataFolder, self.split, self.architecture) = (dataset, dataFolder, split, architecture)
    (self.recipe, self.seed, self.threads) = (recipe, seed, threads)
    wanted = precision
    self.precision = precision.isSupported ? precision : .float32
    (self.checkpointFolder, self.say) = (checkpointFolder, say)
  }

  /// Trains, or with `resume` goes on, and writes the weights to `output`.
  /// - Throws: `cannotCreate` at once when the folders cannot be made; what reading data, training and writing throw.
  package func run(resume: Bool, output: String) throws {
    try AtomicFile.createDirectory(checkpointFolder)
    let path = Checkpoint.path(in: checkpointFolder)
    if !resume, FileManager.default.fileExists(atPath: path) {
      throw AirSliceError(
        .cannotCreate, "a checkpoint is there already: go on from it with --resume, or remove it", at: .init(file: path)
      )
    }
    let folder = (output as NSString).deletingLastPathComponent
    if !folder.isEmpty { try AtomicFile.createDirectory(folder) }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: output, isDirectory: &isFolder), isFolder.boolValue {
      throw AirSliceError(.cannotCreate, "is a folder: name a weights file to write", at: .init(file: output))
    }
    if precision != wanted { try say("this processor has no \(wanted.rawValue): training in \(precision.rawValue)") }

    let fitted = try source.open(split, folder: dataFolder)
    let heldOut = try split == .train ? source.open(.validation, folder: dataFolder) : nil
    let images = try TrainingImages(fitted, batch: recipe.batch, augmentation: recipe.augmentation, seed: seed)
    let network = try TrainingNetwork(
      architecture: architecture, batch: recipe.batch, precision: precision, threads: threads)
    network.store.load(try architecture.initialWeights(seed: seed))
    let trainer = Trainer(
      CrossEntropyObjective(network, labelSmoothing: recipe.labelSmoothing), images: images, recipe: recipe,
      identity: identity, checkpointPath: path)
    if resume { try trainer.resume() }

    var accuracy = try train(trainer, network, validation: heldOut, normalization: fitted.normalization)
    // What is written is rounded to float16, so that is what is scored.
    var weights = try network.store.weights().roundedToFloat16(source: output)
    if let heldOut {
      accuracy = try Evaluation(
        of: SplitNetwork(weights), on: heldOut, normalization: fitted.normalization, threads: threads
      ).accuracy
    }
    weights.metadata = metadata(normalization: fitted.normalization, validationAccuracy: accuracy)
    try weights.write(to: output, as: .float16)
    let score = accuracy.map { String(format: ", validation accuracy %.2f %%", 100 * $0) } ?? ""
    try say("\(output): \(architecture.name), \(recipe.epochs) epochs on \(source.rawValue)\(score)")
  }

  /// What a checkpoint must have in common with this training, beside the recipe and the architecture.
  private var identity: [String: String] {
    [
      "dataset": source.rawValue, "split": split.rawValue, "seed": "\(seed)", "precision": precision.rawValue,
      "threads": "\(threads)",
    ]
  }

  private func metadata(normalization: Normalization, validationAccuracy: Double?) -> [String: String] {
    var metadata = recipe.metadata.merging(normalization.metadata) { first, _ in first }
    metadata["scheme"] = "original"
    metadata["dataset"] = source.rawValue
    metadata["split"] = split.rawValue
    metadata["seed"] = "\(seed)"
    metadata["precision"] = precision.rawValue
    metadata["validation_accuracy"] = validationAccuracy.map { String(format: "%.4f", $0) }
    metadata["command"] =
      "airslice train original --dataset \(source.rawValue) --split \(split.rawValue) "
      + "--width \(architecture.widthMultiplier) --recipe \(recipe.name.rawValue) --epochs \(recipe.epochs) "
      + "--batch \(recipe.batch) --rate \(recipe.rate) --warm-up \(recipe.warmUpEpochs) "
      + "--smoothing \(recipe.labelSmoothing) --seed \(seed) --precision \(precision.rawValue) --threads \(threads)"
    return metadata
  }

  /// Runs the loop with a progress line and a plain line for every epoch; returns the last validation accuracy.
  private func train(
    _ trainer: Trainer, _ network: TrainingNetwork, validation: (any Dataset)?, normalization: Normalization
  ) throws -> Double? {
    let batch = recipe.batch
    var progress = ProgressLine(
      "training", total: trainer.totalSteps * batch, unit: "images", first: trainer.step * batch)
    // Whatever ends the loop, an error's line shall stand on its own.
    defer { progress.clear() }
    var last: Double?
    var start = (time: ContinuousClock.now, step: trainer.step)
    try trainer.run(
      afterStep: { now in
        progress.update(now.step * batch, detail: detail(now, trainer))
      },
      afterEpoch: { now in
        let seconds = start.time.duration(to: .now) / .seconds(1)
        let speed = Double((now.step - start.step) * batch) / seconds
        if let validation {
          last = try Evaluation(
            of: SplitNetwork(network.store.weights()), on: validation, normalization: normalization, threads: threads
          ).accuracy
        }
        let score = last.map { String(format: ", validation accuracy %.2f %%", 100 * $0) } ?? ""
        progress.clear()
        try say(detail(now, trainer) + score + String(format: ", %.0f images/s", speed))
        start = (.now, now.step)
      })
    return last
  }

  private func detail(_ now: Trainer.Progress, _ trainer: Trainer) -> String {
    let epoch = (now.step - 1) / trainer.stepsPerEpoch + 1
    return String(
      format: "epoch %d/%d, loss %.3f, accuracy %.1f %%, rate %.2g", epoch, recipe.epochs, now.loss,
      100 * now.accuracy, now.rate)
  }
}

extension Weights {
  /// Every number rounded to the nearest float16.
  /// - Throws: `data` when one is too large for float16.
  func roundedToFloat16(source: String) throws -> Weights {
    let entries = entries.mapValues { array in
      NamedArray(shape: array.shape, values: array.values.map { Float(Float16($0)) })
    }
    return try Weights(architecture: architecture, entries: entries, metadata: metadata, source: source)
  }
}
