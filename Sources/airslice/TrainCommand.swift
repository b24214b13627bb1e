// `airslice train`: weights for the schemes.

import ArgumentParser
import Core
import Foundation
import Imaging
import Neural
import Training

/// Trains networks; one subcommand for each kind of training.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train networks.", subcommands: [TrainOriginalCommand.self])
}

/// Trains the network that `original` and `sorted` run, and that other schemes start from.
struct TrainOriginalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "original", abstract: "Train the plain classifier.",
    discussion: "Keeps a checkpoint after every epoch and on Ctrl-C; the same command with --resume goes on from it.")

  @Option(help: "Data set: synthetic or cifar10.")
  var dataset: DatasetSource = .synthetic
  @Option(help: "Images to fit to: train (5,000 held out) or train-and-validation.")
  var split: Split = .train
  @Option(help: "Width multiplier of the network.")
  var width = 1.0
  @Option(help: "Set of choices to start from: original or paper.")
  var recipe: Recipe.Name = .original
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
  @Option(help: "Weights file to write (safetensors, float16).")
  var output: String
  @Option(help: "Folder of the data set's files.")
  var data: String?

  func validate() throws {
    guard width > 0.01, width <= 8 else { throw ValidationError("--width must lie within 0.01 to 8") }
    guard (1...1024).contains(threads) else { throw ValidationError("--threads must lie within 1 to 1024") }
    guard split == .train || split == .trainAndValidation else {
      throw ValidationError("--split must be train or train-and-validation: the others are not for training")
    }
    let recipe = chosenRecipe
    guard recipe.epochs > 0, recipe.epochs <= 100_000 else {
      throw ValidationError("--epochs must lie within 1 to 100000")
    }
    guard (1...100_000).contains(recipe.batch) else { throw ValidationError("--batch must lie within 1 to 100000") }
    guard recipe.rate.isFinite, recipe.rate > 0 else { throw ValidationError("--rate must be a positive number") }
    guard (0..<1).contains(recipe.labelSmoothing) else {
      throw ValidationError("--smoothing must be at least 0 and below 1")
    }
    guard recipe.warmUpEpochs >= 0, recipe.warmUpEpochs <= Double(recipe.epochs) else {
      throw ValidationError("--warm-up must lie within 0 and the number of epochs")
    }
  }

  private var chosenRecipe: Recipe {
    var chosen = Recipe(recipe)
    if let epochs {
      chosen.epochs = epochs
      chosen.warmUpEpochs = min(chosen.warmUpEpochs, Double(epochs))
    }
    if let batch { chosen.batch = batch }
    if let rate { chosen.rate = rate }
    if let warmUp { chosen.warmUpEpochs = warmUp }
    if let smoothing { chosen.labelSmoothing = smoothing }
    return chosen
  }

  func run() throws {
    Interrupt.install()
    let chosen = chosenRecipe
    let training = OriginalTraining(
      dataset: dataset, dataFolder: data, split: split, architecture: Architecture(widthMultiplier: width),
      recipe: chosen, seed: seed, precision: precision, threads: threads,
      checkpointFolder: checkpoint ?? "checkpoints/original-\(dataset.rawValue)-w\(width)")
    try training.run(resume: resume, output: output)
  }
}

extension DatasetSource: ExpressibleByArgument {}
extension Split: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}
extension Recipe.Name: ExpressibleByArgument {}
