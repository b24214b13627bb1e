// `airslice train codec`: the plain classifier on images behind a codec.

import ArgumentParser
import Experiments
import Imaging
import Neural
import PretrainedModels
import Schemes
import Training

/// Fine-tunes the network that runs behind a codec.
struct TrainCodecCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "codec", abstract: "Fine-tune a network on images that went through a codec.",
    discussion: """
      Each image goes through one of the settings' qualities, drawn with equal odds; accuracies are those on such images. \
      Scenarios run the weights by codec: {training: original-KIND} or model: {weights: FILE}.
      """)

  @OptionGroup var options: TrainOptions
  @Option(help: "The codec: jpeg or deepn-jpeg.")
  var kind: CodecReport.Kind = .jpeg
  @Option(help: "Its settings, as in a scenario's section codec: {qualities: [5, 20, 75]}.")
  var codec = "{}"
  @Option(help: "Weights file to start from (safetensors); else the original that comes with AirSlice.")
  var from: String?
  @Option(help: "Set of choices to start from: original or paper.")
  var recipe: Recipe.Name = .paper

  func validate() throws { try options.validate(recipe) }

  func run() throws {
    let report = try CodecReport(
      settings: codec, training: options.dataset.open(.train, folder: options.data, holdOut: options.shares.holdOut))
    let method = try CodecTraining(
      codec: kind.rawValue, settings: codec, codecs: report.ladder(kind).codecs.map(\.codec),
      tables: report.tablesDigest())
    let start = try from ?? PretrainedModels.path(dataset: options.dataset.rawValue, model: "original")
    try options.run(
      method, architecture: nil, recipe: recipe, from: start,
      checkpointName: "\(method.scheme)-\(options.dataset.rawValue)-seed\(options.seed)")
  }
}

extension CodecReport.Kind: ExpressibleByArgument {}
