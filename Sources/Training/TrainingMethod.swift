// What tells one kind of training from another: where it starts, what it minimises, how it is scored.

import Imaging
import Neural
import Schemes

/// What a method makes its objective from.
package struct TrainingContext {
  package var architecture: Architecture
  /// The weights that it starts from.
  package var start: Weights
  /// The images to fit to, and those held out, for what is measured before the first step.
  package var training: any Dataset
  package var validation: (any Dataset)?
  /// What the network takes pixels with.
  package var normalization: Normalization
  /// Images in a step.
  package var batch: Int
  package var labelSmoothing: Double
  package var seed: UInt64
  package var precision: Precision
  package var threads: Int

  package init(
    architecture: Architecture, start: Weights, training: any Dataset, validation: (any Dataset)?,
    normalization: Normalization, batch: Int, labelSmoothing: Double, seed: UInt64, precision: Precision, threads: Int
  ) {
    (self.architecture, self.start, self.training, self.validation) = (architecture, start, training, validation)
    self.normalization = normalization
    (self.batch, self.labelSmoothing, self.seed) = (batch, labelSmoothing, seed)
    (self.precision, self.threads) = (precision, threads)
  }
}

/// A kind of training, with its choices.
package protocol TrainingMethod: Sendable {
  /// The scheme that the weights are for, as their metadata call it.
  var scheme: String { get }
  /// The words of the command line behind `airslice train`.
  var command: String { get }
  /// What the network sees all images behind, in training and when it is scored; nil for the images as they are.
  var codecs: CodecMixture? { get }
  /// The objective, with the starting weights in its store.
  /// - Throws: `data` when the starting weights do not fit, `usage` when the choices do not.
  func objective(_ context: TrainingContext) throws -> any Objective
  /// What weights files say beside what is common to all.
  func metadata(_ objective: any Objective) -> [String: String]
  /// Where the network is split; nil for a training of the whole.
  var cut: Cut? { get }
  /// Units at the cut, for scores of leading units; 0 where there is no cut.
  func units(_ architecture: Architecture) -> Int
  /// The accuracy of the objective's networks on the first `counts` units each; on everything alone without a cut.
  func evaluate(
    _ objective: any Objective, counts: [Int], on dataset: any Dataset, normalization: Normalization,
    threads: Int
  ) throws -> [Evaluation]
  /// The accuracy of each tail of the objective on its own units; none where a single tail serves all.
  func evaluateTails(
    _ objective: any Objective, on dataset: any Dataset, normalization: Normalization, threads: Int
  ) throws -> [Evaluation]
}

extension TrainingMethod {
  package var codecs: CodecMixture? { nil }

  package func evaluateTails(
    _ objective: any Objective, on dataset: any Dataset, normalization: Normalization, threads: Int
  ) throws -> [Evaluation] { [] }
  package var cut: Cut? { nil }
}

/// The plain classifier, from end to end.
package struct PlainTraining: TrainingMethod {
  package let scheme = "original"
  package var command: String { "original" }

  package init() {}

  package func objective(_ context: TrainingContext) throws -> any Objective {
    let network = try TrainingNetwork(
      architecture: context.architecture, batch: context.batch, precision: context.precision, threads: context.threads)
    network.store.load(context.start)
    return CrossEntropyObjective(network, labelSmoothing: context.labelSmoothing)
  }

  package func metadata(_ objective: any Objective) -> [String: String] { ["scheme": scheme] }
  package func units(_ architecture: Architecture) -> Int { 0 }

  package func evaluate(
    _ objective: any Objective, counts: [Int], on dataset: any Dataset, normalization: Normalization,
    threads: Int
  ) throws -> [Evaluation] {
    [
      try Evaluation(
        of: SplitNetwork(objective.weights()), on: dataset, normalization: normalization, threads: threads)
    ]
  }
}
