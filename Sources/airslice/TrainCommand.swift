// `airslice train`: weights for the schemes, one subcommand for each kind of training.

import ArgumentParser
import Core
import Experiments
import Foundation
import Imaging
import Neural
import PretrainedModels
import Schemes
import Training

/// Trains networks.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train networks.",
    discussion: "Keeps a checkpoint after every epoch and on Ctrl-C; the same command with --resume goes on from it.",
    subcommands: [
      TrainOriginalCommand.self, TrainNAIRCommand.self, TrainCLIOCommand.self, TrainDropoutCommand.self,
      TrainCodecCommand.self,
    ])
}

/// Trains the network that `original` and `sorted` run, and that other schemes start from.
struct TrainOriginalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "original", abstract: "Train the plain classifier.")

  @OptionGroup var options: TrainOptions
  @Option(help: "Width multiplier of the network.")
  var width = 1.0
  @Option(help: "Set of choices to start from: original or paper.")
  var recipe: Recipe.Name = .original
  @Option(help: "Weights file to start from (safetensors); else random weights.")
  var from: String?

  func validate() throws {
    try OptionCheck.width(width)
    try options.validate(recipe)
  }

  func run() throws {
    try options.run(
      PlainTraining(), architecture: Architecture(widthMultiplier: width), recipe: recipe, from: from,
      checkpointName: "original-\(options.dataset.rawValue)-w\(width)-seed\(options.seed)")
  }
}

/// Where fine-tuning starts and where the network is split.
struct FineTuningOptions: ParsableArguments {
  @Option(help: "Weights file to start from (safetensors); else the original that comes with AirSlice.")
  var from: String?
  @Option(help: "Where the network is split: stem, block1 … block17 or last.")
  var cut: Cut = .block(3)
  @Option(help: "Channels of a unit.")
  var unitChannels = 2
  @Option(help: "Set of choices to start from: original or paper.")
  var recipe: Recipe.Name = .paper

  func validate() throws {
    try OptionCheck.range("--unit-channels", unitChannels, 1...10_000)
  }

  var split: SplitPoint { SplitPoint(cut: cut, unitChannels: unitChannels) }

  /// The weights file to start from.
  func start(_ options: TrainOptions) throws -> String {
    try from ?? PretrainedModels.path(dataset: options.dataset.rawValue, model: "original")
  }

  func run(_ method: any TrainingMethod, _ options: TrainOptions, tails: String? = nil) throws {
    try options.run(
      method, architecture: nil, recipe: recipe, from: start(options),
      checkpointName: "\(method.scheme)-\(cut)-\(options.dataset.rawValue)-seed\(options.seed)", tails: tails)
  }
}

/// Trains NAIR's network.
struct TrainNAIRCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nair", abstract: "Fine-tune a network so that its most important units carry the most (NAIR).")

  @OptionGroup var options: TrainOptions
  @OptionGroup var fineTuning: FineTuningOptions
  @Option(help: "What the units are ordered and weighted by: conv, folded, energy, gradient or drop-one.")
  var importance: ImportanceMeasure = .conv
  @Option(help: "Weights of the slice losses (eq. 11): cumulative, next or equal.")
  var weights: SliceWeights = .cumulative
  @Option(help: "Exponent of the weights, w_non.")
  var exponent = 2.0
  @Option(help: "Penalty on the other filters' norm (eq. 12): none, raw-sum or share.")
  var penalty: NormPenalty.Form = .share
  @Option(help: "Factor of the penalty.")
  var coefficient = 1.0
  @Option(help: "Batch statistics over the slices: joint, sequential, per-slice, recalibrated or frozen.")
  var statistics: NAIRTraining.Statistics = .joint
  @Option(help: "Slice losses in a step: exact, or a number of at least 3, the others estimated.")
  var slices = "3"
  @Option(help: "How the estimated slices are drawn: uniform, or weighted, as often as they weigh.")
  var draws: SliceSampling.Draws = .uniform

  func validate() throws {
    try options.validate(fineTuning.recipe)
    // Zero would be another cell of the ablation under NAIR's name.
    guard exponent.isFinite, exponent > 0 else {
      throw ValidationError("--exponent must be above 0; with --weights equal all slices weigh the same")
    }
    guard coefficient.isFinite, coefficient > 0 else {
      throw ValidationError("--coefficient must be above 0; --penalty none leaves the penalty out")
    }
    guard let sampling else { throw ValidationError("--slices must be 'exact' or a number of at least 3") }
    if case .sampled(_, .weighted) = sampling, statistics == .perSlice {
      throw ValidationError(
        "--statistics per-slice needs --draws uniform: by their weights some slices are hardly ever drawn, and their "
          + "statistics would stay those of the network that the training starts from")
    }
    guard sampling != .exact || draws == .uniform else {
      throw ValidationError("--draws \(draws.rawValue) draws nothing with --slices exact: leave one out")
    }
  }

  private var sampling: SliceSampling? {
    if slices == "exact" { return .exact }
    guard let number = Int(slices), number >= 3 else { return nil }
    return .sampled(slices: number, draws)
  }

  func run() throws {
    var method = NAIRTraining(fineTuning.split)
    (method.importance, method.weights, method.exponent) = (importance, weights, exponent)
    method.penalty = NormPenalty(penalty, coefficient: coefficient)
    (method.statistics, method.sampling) = (statistics, sampling ?? .exact)
    try fineTuning.run(method, options)
  }
}

/// Trains CLIO's head and tails.
struct TrainCLIOCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clio", abstract: "Train a head and one tail for every prefix of its features together (CLIO).",
    discussion: "Writes the network with the last tail, and with --tails all of them.")

  @OptionGroup var options: TrainOptions
  @OptionGroup var fineTuning: FineTuningOptions
  @Option(
    help: """
      How often each prefix is drawn: n, l:RATIO, uniform, random:SEED, list:P1,P2,… or scenario:FILE, as often as that \
      scenario's links deliver it.
      """)
  var prefixes: PrefixChoice
  @Option(help: "What tails share: none, or k+2, all weights behind the first block after the cut (NAIR's eq. 3).")
  var share: TailSharing = .none
  @Option(help: "File to write the head and all tails to (safetensors, float16).")
  var tails: String?

  func validate() throws {
    try options.validate(fineTuning.recipe)
    guard tails != options.output else { throw ValidationError("--tails and --output name the same file") }
  }

  func run() throws {
    try fineTuning.run(
      CLIOTraining(fineTuning.split, distribution: distribution(), sharing: share), options, tails: tails)
  }

  private func distribution() throws -> PrefixDistribution {
    switch prefixes {
    case .distribution(let distribution): return distribution
    case .scenario(let path):
      let architecture = try Weights(contentsOf: fineTuning.start(options)).architecture
      try fineTuning.split.check(architecture)
      return .list(
        try DeliveredPrefixes.shares(
          ScenarioFile.load(path), architecture: architecture, cut: fineTuning.cut,
          unitChannels: fineTuning.unitChannels))
    }
  }
}

/// Trains a network under random loss.
struct TrainDropoutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dropout", abstract: "Fine-tune a network with random loss of units at the cut.")

  @OptionGroup var options: TrainOptions
  @OptionGroup var fineTuning: FineTuningOptions
  @Option(help: "Probability that a unit is lost.")
  var loss = 0.5

  func validate() throws {
    try options.validate(fineTuning.recipe)
    guard (0..<1).contains(loss) else { throw ValidationError("--loss must be at least 0 and below 1") }
  }

  func run() throws { try fineTuning.run(UnitLossTraining(fineTuning.split, probability: loss), options) }
}

extension Cut: ExpressibleByArgument {
  public init?(argument: String) { self.init(name: argument) }
}
/// Probabilities of prefixes, or where they come from.
enum PrefixChoice: ExpressibleByArgument {
  case distribution(PrefixDistribution)
  /// The file of a scenario whose links deliver them.
  case scenario(String)

  init?(argument: String) {
    if argument.hasPrefix("scenario:") {
      self = .scenario(String(argument.dropFirst("scenario:".count)))
    } else {
      guard let distribution = PrefixDistribution(words: argument) else { return nil }
      self = .distribution(distribution)
    }
  }
}

extension ImportanceMeasure: ExpressibleByArgument {}
extension TailSharing: ExpressibleByArgument {}
extension SliceWeights: ExpressibleByArgument {}
extension SliceSampling.Draws: ExpressibleByArgument {}
extension NormPenalty.Form: ExpressibleByArgument {}
extension NAIRTraining.Statistics: ExpressibleByArgument {}
extension DatasetSource: ExpressibleByArgument {}
extension Split: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}
extension Recipe.Name: ExpressibleByArgument {}
