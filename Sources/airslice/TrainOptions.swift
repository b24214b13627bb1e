// What every kind of training is told on the command line.

import ArgumentParser
import Core
import Foundation
import Imaging
import Neural
import Training

/// Data, choices, and where things are kept.
struct TrainOptions: ParsableArguments {
  @Option(help: "Data set: synthetic, cifar10 or image-folder (pictures below --data).")
  var dataset: DatasetSource = .synthetic
  @OptionGroup var shares: HoldOutOptions
  @Option(help: "Images to fit to: train (some held out) or train-and-validation.")
  var split: Split = .train
  @Option(help: "Passes over the images; else the recipe's.")
  var epochs: Int?
  @Option(help: "Images in a step; else the recipe's.")
  var batch: Int?
  @Option(help: "Highest learning rate; else the recipe's.")
  var rate: Double?
  @Option(help: "Epochs of rising rate; else the recipe's.")
  var warmUp: Double?
  @Option(help: "Label smoothing; else the recipe's.")
  var smoothing: Double?
  @Option(help: "Side of the square that is covered in every training image, 0 for none; else the recipe's.")
  var cutout: Int?
  @Option(help: "Seed of weights, order and augmentation.")
  var seed: UInt64 = 1
  @Option(help: "Precision of the computation: float32 or bfloat16.")
  var precision: Precision = .float32
  @Option(help: "Threads.")
  var threads = ProcessInfo.processInfo.activeProcessorCount
  @Option(help: "Folder of the checkpoint.")
  var checkpoint: String?
  @Flag(help: "Go on from the checkpoint.")
  var resume = false
  @Flag(help: "Score the test images at the end, once.")
  var scoreTest = false
  @Option(help: "Weights file to write (safetensors, float16).")
  var output: String
  @Option(help: "Folder of the data set's files.")
  var data: String?

  func validate() throws {
    try OptionCheck.threads(threads)
    guard split == .train || split == .trainAndValidation else {
      throw ValidationError("--split must be train or train-and-validation: the others are not for training")
    }
  }

  /// Refuses choices that lead nowhere, with `name`'s in the place of those that are not given.
  func validate(_ name: Recipe.Name) throws {
    let recipe = recipe(name)
    try OptionCheck.range("--epochs", recipe.epochs, 1...100_000)
    try OptionCheck.range("--batch", recipe.batch, 1...100_000)
    guard recipe.rate.isFinite, recipe.rate > 0 else { throw ValidationError("--rate must be a positive number") }
    guard (0..<1).contains(recipe.labelSmoothing) else {
      throw ValidationError("--smoothing must be at least 0 and below 1")
    }
    try OptionCheck.range("--cutout", recipe.augmentation.cutout, 0...64)
    guard recipe.warmUpEpochs >= 0, recipe.warmUpEpochs <= Double(recipe.epochs) else {
      throw ValidationError("--warm-up must lie within 0 and the number of epochs")
    }
  }

  private func recipe(_ name: Recipe.Name) -> Recipe {
    var chosen = Recipe(name)
    if let epochs {
      chosen.epochs = epochs
      chosen.warmUpEpochs = min(chosen.warmUpEpochs, Double(epochs))
    }
    if let batch { chosen.batch = batch }
    if let rate { chosen.rate = rate }
    if let warmUp { chosen.warmUpEpochs = warmUp }
    if let smoothing { chosen.labelSmoothing = smoothing }
    if let cutout { chosen.augmentation.cutout = cutout }
    return chosen
  }

  func run(
    _ method: any TrainingMethod, architecture: Architecture?, recipe: Recipe.Name, from start: String?,
    checkpointName: String, tails: String? = nil
  ) throws {
    Interrupt.install()
    let training = NetworkTraining(
      method,
      NetworkTraining.Options(
        dataset: dataset, dataFolder: data, holdOut: shares.holdOut, split: split, architecture: architecture,
        recipe: self.recipe(recipe),
        seed: seed, initialWeights: start, precision: precision, threads: threads,
        checkpointFolder: checkpoint ?? "checkpoints/\(checkpointName)", scoresTest: scoreTest))
    try training.run(resume: resume, output: output, tails: tails)
  }
}
