// A training from end to end: data, network, loop, reports, weights file.

import Core
import Foundation
import Imaging
import Neural
import Schemes

/// One training of a network, as `airslice train` runs it.
package struct NetworkTraining {
  /// What every kind of training is told.
  package struct Options {
    package var dataset: DatasetSource
    package var dataFolder: String?
    /// How a user's own pictures are parted, where folders do not.
    package var holdOut: HoldOut
    /// The images to fit to; without a held-out part there is no validation.
    package var split: Split
    /// The network, with as many classes as the data set has; nil takes that of the initial weights.
    package var architecture: Architecture?
    package var recipe: Recipe
    package var seed: UInt64
    /// The weights file to start from; nil for random weights of the seed.
    package var initialWeights: String?
    /// float32 takes its place, with a line that says so, where the processor lacks it.
    package var precision: Precision
    package var threads: Int
    package var checkpointFolder: String
    /// Whether to score the test images once, at the end.
    package var scoresTest: Bool

    /// - Precondition: an architecture or initial weights.
    package init(
      dataset: DatasetSource, dataFolder: String? = nil, holdOut: HoldOut = .standard, split: Split,
      architecture: Architecture?, recipe: Recipe, seed: UInt64, initialWeights: String? = nil, precision: Precision,
      threads: Int, checkpointFolder: String,
      scoresTest: Bool = false
    ) {
      precondition(architecture != nil || initialWeights != nil, "a network to train")
      self.holdOut = holdOut
      (self.dataset, self.dataFolder, self.split, self.architecture) = (dataset, dataFolder, split, architecture)
      (self.recipe, self.seed, self.initialWeights, self.precision) = (recipe, seed, initialWeights, precision)
      (self.threads, self.checkpointFolder, self.scoresTest) = (threads, checkpointFolder, scoresTest)
    }
  }

  private let method: any TrainingMethod
  private let options: Options
  /// What was asked for where the processor has it, else float32.
  private let precision: Precision
  private let say: (String) throws -> Void

  /// - Parameter say: takes the plain lines of the report.
  package init(
    _ method: any TrainingMethod, _ options: Options,
    say: @escaping (String) throws -> Void = { try StandardOutput.write($0 + "\n") }
  ) {
    (self.method, self.options, self.say) = (method, options, say)
    precision = options.precision.isSupported ? options.precision : .float32
  }

  /// Trains, or with `resume` goes on, and writes the weights to `output`, and to `tails` all tails of a training with
  /// several.
  /// - Throws: `cannotCreate` at once when the folders cannot be made; what reading data, training and writing throw.
  package func run(resume: Bool, output: String, tails: String? = nil) throws {
    try AtomicFile.createDirectory(options.checkpointFolder)
    let lock = try FolderLock(options.checkpointFolder)
    defer { lock.release() }
    let path = Checkpoint.path(in: options.checkpointFolder)
    if !resume, FileManager.default.fileExists(atPath: path) {
      throw AirSliceError(
        .cannotCreate, "a checkpoint is there already: go on from it with --resume, or remove it", at: .init(file: path)
      )
    }
    var taken = [URL(fileURLWithPath: path).standardizedFileURL]
    for file in [output] + (tails.map { [$0] } ?? []) {
      try Self.prepare(file)
      let place = URL(fileURLWithPath: file).standardizedFileURL
      if taken.contains(place) {
        throw AirSliceError(
          .usage, "the checkpoint or the weights would be there too: give it another name", at: .init(file: file))
      }
      taken.append(place)
    }
    if precision != options.precision {
      try say("this processor has no \(options.precision.rawValue): training in \(precision.rawValue)")
    }

    let recipe = options.recipe
    let fitted = try open(options.split)
    let heldOut = try options.split == .train ? scored(.validation) : nil
    let start = try startingWeights(classes: fitted.classNames.count)
    // A network goes on with the numbers that it has learned to take pixels with.
    let normalization =
      try Normalization(metadata: start.metadata, file: options.initialWeights ?? "") ?? fitted.normalization
    let images = try TrainingImages(
      fitted, batch: recipe.batch, augmentation: recipe.augmentation, codecs: method.codecs,
      normalization: normalization, seed: options.seed)
    let objective = try method.objective(
      TrainingContext(
        architecture: start.architecture, start: start, training: fitted, validation: heldOut,
        normalization: normalization, batch: recipe.batch, labelSmoothing: recipe.labelSmoothing, seed: options.seed,
        precision: precision, threads: options.threads))
    let sources = try sources(images)
    let trainer = Trainer(
      objective, images: images, recipe: recipe, identity: identity(sources, objective), checkpointPath: path)
    if resume { try trainer.resume() }
    let scorer = TrainingScorer(method, objective, normalization: normalization, threads: options.threads)
    try train(trainer, scorer, validation: heldOut)
    try keeping(trainer) {
      try finish(objective, scorer, sources, start: start, validation: heldOut, output: output, tails: tails)
    }
  }

  /// Runs `scoring`, which the user may interrupt: the checkpoint of the last whole epoch is there then.
  private func keeping<Result>(_ trainer: Trainer, _ scoring: () throws -> Result) throws -> Result {
    do {
      return try scoring()
    } catch let error as AirSliceError where error.kind == .interrupted {
      throw AirSliceError(
        .interrupted,
        "interrupted while scoring, step \(trainer.step) of \(trainer.totalSteps) is kept in "
          + "\(Checkpoint.path(in: options.checkpointFolder)): go on with --resume")
    }
  }

  private func open(_ split: Split) throws -> any Dataset {
    try options.dataset.open(split, folder: options.dataFolder, holdOut: options.holdOut)
  }

  /// A part of the data set as the method's networks are scored on it.
  private func scored(_ split: Split) throws -> any Dataset {
    let images = try open(split)
    return method.codecs.map { CodecDataset(images, $0) } ?? images
  }

  /// Sees to it that a file can be written there once the training is done.
  private static func prepare(_ file: String) throws {
    try AtomicFile.createDirectory(above: file)
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), isFolder.boolValue {
      throw AirSliceError(.cannotCreate, "is a folder: name a weights file to write", at: .init(file: file))
    }
    let folder = FilePath.folder(of: file)
    guard access(folder.isEmpty ? "." : folder, W_OK | X_OK) == 0 else {
      throw AtomicFile.failure(.cannotCreate, "nothing can be written there", file)
    }
  }

  /// The weights that the training starts from, of a network for `classes` classes.
  /// - Throws: what reading throws; `data` for weights of another architecture or for other classes.
  private func startingWeights(classes: Int) throws -> Weights {
    let wanted = options.architecture.map { Architecture(widthMultiplier: $0.widthMultiplier, classes: classes) }
    guard let file = options.initialWeights else {
      guard let wanted else { preconditionFailure("checked when the options were made") }
      return try wanted.initialWeights(seed: options.seed)
    }
    let start = try Weights(contentsOf: file)
    guard start.architecture.classes == classes else {
      throw AirSliceError.data(
        "a network for \(start.architecture.classes) classes, where \(options.dataset.rawValue) has \(classes)",
        file: file)
    }
    if let architecture = wanted, start.architecture != architecture {
      throw AirSliceError.data(
        "weights of \(start.architecture.name), but \(architecture.name) is to be trained: change --width", file: file)
    }
    return start
  }

  /// Scores what is written, that is rounded to float16, and writes it.
  private func finish(
    _ objective: any Objective, _ scorer: TrainingScorer, _ sources: Sources, start: Weights,
    validation: (any Dataset)?, output: String, tails: String?
  ) throws {
    objective.roundToFloat16()
    var metadata = metadata(scorer.normalization).merging(method.metadata(objective)) { first, _ in first }
    metadata["images_sha256"] = sources.images
    metadata["initial_weights_sha256"] = sources.initialWeights
    metadata["initial_weights"] = start.metadata["command"]
    var line = "\(output): \(start.architecture.name), \(options.recipe.epochs) epochs on \(options.dataset.rawValue)"
    var parts: [(name: String, images: any Dataset)] = validation.map { [("validation", $0)] } ?? []
    if options.scoresTest { parts.append(("test", try scored(.test))) }
    for part in parts {
      let found = try scorer.allScores(on: part.images)
      line += String(format: ", %@ accuracy %.2f %%", part.name, 100 * (found.byUnits.last ?? 0))
      metadata["\(part.name)_accuracy"] = found.byUnits.last.map { String(format: "%.4f", $0) }
      if found.byUnits.count > 1 { metadata["\(part.name)_accuracy_by_units"] = text(found.byUnits) }
      if !found.byTails.isEmpty { metadata["\(part.name)_accuracy_by_tails"] = text(found.byTails) }
    }
    // First, so that where the weights are the tails are too.
    if let tails, let cut = method.cut { try write(tails: objective, cut, metadata, to: tails) }
    var weights = try objective.weights()
    weights.metadata = metadata
    try weights.write(to: output, as: .float16)
    try say(line)
  }

  private func text(_ accuracies: [Double]) -> String {
    accuracies.map { String(format: "%.4f", $0) }.joined(separator: ",")
  }

  private func write(
    tails objective: any Objective, _ cut: Cut, _ metadata: [String: String], to path: String
  ) throws {
    guard objective.tailCount > 0 else { return }
    var networks = try (1...objective.tailCount).map { try objective.weights(tail: $0) }
    networks[0].metadata = metadata
    try TailSet(networks, cut: cut).write(to: path)
  }

  /// Digests of what goes into a training: files may change, and the same ones may lie elsewhere the next time.
  private struct Sources {
    var images: String
    var initialWeights: String?
  }

  private func sources(_ images: TrainingImages) throws -> Sources {
    Sources(
      images: try images.digest(),
      initialWeights: try options.initialWeights.map { try MessageDigest.sha256.hexadecimal(ofFile: $0) })
  }

  /// What a checkpoint must have in common with this training, beside the recipe and the architecture. Of the objective,
  /// because what it was made from (an order from validation images, a codec's tables) may have changed.
  private func identity(_ sources: Sources, _ objective: any Objective) -> [String: String] {
    var identity = method.metadata(objective)
    identity.merge([
      "dataset": options.dataset.rawValue, "split": options.split.rawValue, "seed": "\(options.seed)",
      "precision": precision.rawValue, "threads": "\(options.threads)", "method": method.command,
      "images": "SHA-256 \(sources.images)",
    ]) { $1 }
    identity["initial_weights"] = sources.initialWeights.map { "SHA-256 \($0)" }
    identity["held_out"] = heldOutOptions
    return identity
  }

  /// The shares of pictures that are not fitted to, as the command line has them; nil where a data set has its own parts.
  private var heldOutOptions: String? {
    guard options.dataset == .imageFolder else { return nil }
    return "--test-share \(options.holdOut.test) --validation-share \(options.holdOut.validation)"
  }

  private func metadata(_ normalization: Normalization) -> [String: String] {
    let recipe = options.recipe
    var metadata = recipe.metadata.merging(normalization.metadata) { first, _ in first }
    metadata["dataset"] = options.dataset.rawValue
    metadata["split"] = options.split.rawValue
    metadata["seed"] = "\(options.seed)"
    metadata["precision"] = precision.rawValue
    metadata["command"] =
      "airslice train \(method.command) --dataset \(options.dataset.rawValue) "
      + (options.dataset == .imageFolder ? "--data \(name(of: options.dataFolder ?? "")) " : "")
      + "--split \(options.split.rawValue) "
      + (options.architecture.map { "--width \($0.widthMultiplier) " } ?? "")
      + "--recipe \(recipe.name.rawValue) --epochs \(recipe.epochs) "
      + "--batch \(recipe.batch) --rate \(recipe.rate) --warm-up \(recipe.warmUpEpochs) "
      + "--smoothing \(recipe.labelSmoothing) --cutout \(recipe.augmentation.cutout) --seed \(options.seed) "
      + "--precision \(precision.rawValue) --threads \(options.threads)"
      + (heldOutOptions.map { " \($0)" } ?? "")
      + (options.initialWeights.map { " --from \(name(of: $0))" } ?? "")
    return metadata
  }

  /// A file's or folder's name: where it lies is nobody's business.
  private func name(of path: String) -> String { (path as NSString).lastPathComponent }

  /// Runs the loop with a progress line, and a plain line for every epoch.
  private func train(_ trainer: Trainer, _ scorer: TrainingScorer, validation: (any Dataset)?) throws {
    let batch = options.recipe.batch
    var progress = ProgressLine(
      "training", total: trainer.totalSteps * batch, unit: "images", first: trainer.step * batch)
    // Whatever ends the loop, an error's line shall stand on its own.
    defer { progress.clear() }
    var start = (time: ContinuousClock.now, step: trainer.step)
    try trainer.run(
      afterStep: { now in
        progress.update(now.step * batch, detail: detail(now, trainer))
      },
      afterEpoch: { now in
        let seconds = start.time.duration(to: .now) / .seconds(1)
        let speed = Double((now.step - start.step) * batch) / seconds
        let score = try keeping(trainer) {
          try validation.map { ", validation accuracy " + (try scorer.summary(on: $0)) } ?? ""
        }
        progress.clear()
        try say(detail(now, trainer) + score + String(format: ", %.0f images/s", speed))
        start = (.now, now.step)
      })
  }

  private func detail(_ now: Trainer.Progress, _ trainer: Trainer) -> String {
    let epoch = (now.step - 1) / trainer.stepsPerEpoch + 1
    return String(
      format: "epoch %d/%d, loss %.3f, accuracy %.1f %%, rate %.2g", epoch, options.recipe.epochs, now.loss,
      100 * now.accuracy, now.rate)
  }
}
