// Where a network is split and into what units, for the trainings that look at it.

import Core
import Imaging
import Neural
import Schemes

/// A cut and the units of the features there.
package struct SplitPoint: Hashable, Sendable {
  package var cut: Cut
  package var unitChannels: Int

  package init(cut: Cut, unitChannels: Int) { (self.cut, self.unitChannels) = (cut, unitChannels) }

  /// The words of the command line.
  var command: String { "--cut \(cut) --unit-channels \(unitChannels)" }

  /// What weights files say of it, and for NAIR of the units' order and shares of importance.
  func metadata(_ training: String, order: [Int]? = nil, shares: [Double]? = nil) -> [String: String] {
    TrainingRecord(training: training, cut: cut, unitChannels: unitChannels, order: order, shares: shares).metadata
  }

  func units(_ architecture: Architecture) -> FeatureUnits {
    FeatureUnits(shape: architecture.featureShape(at: cut), unitChannels: unitChannels)
  }

  /// A network whose tail sees `joint` slices at once, with the starting weights.
  /// - Throws: `usage` when the architecture has no such cut, or nothing is before it.
  func network(
    _ context: TrainingContext, joint: Int = 1, statistics: BatchStatistics = .ofBatch
  ) throws -> SlicedTrainingNetwork {
    try check(context.architecture)
    let network = try SlicedTrainingNetwork(
      architecture: context.architecture, cut: cut, batch: context.batch, joint: joint, statistics: statistics,
      precision: context.precision, threads: context.threads)
    network.store.load(context.start)
    return network
  }

  /// - Throws: `usage` when the architecture has no such cut, or nothing is before it.
  package func check(_ architecture: Architecture) throws {
    guard cut != .input, architecture.cuts.contains(cut) else {
      throw AirSliceError(.usage, "no cut '\(cut)' to train at: stem, block1 … block\(architecture.blocks.count), last")
    }
  }

  /// The accuracies on the first `counts` units in `order`, nil for channel order; `network` gives the network for a
  /// number of units.
  func evaluate(
    _ network: @escaping @Sendable (Int) -> SplitNetwork, order: [Int]? = nil, counts: [Int], on dataset: any Dataset,
    normalization: Normalization, threads: Int
  ) throws -> [Evaluation] {
    let order = order ?? Array(0..<units(network(1).architecture).count)
    return try Evaluation.ofPrefixes(
      network, cut: cut, unitChannels: unitChannels, order: order, counts: counts, on: dataset,
      normalization: normalization, threads: threads)
  }
}

/// A training that starts from a trained network and looks at the features at a cut.
package protocol SplitTraining: TrainingMethod {
  var split: SplitPoint { get }
}

extension SplitTraining {
  package var cut: Cut? { split.cut }
  package func units(_ architecture: Architecture) -> Int { split.units(architecture).count }

  /// A single tail's, on units in channel order, with zeros in the place of what is missing.
  package func evaluate(
    _ objective: any Objective, counts: [Int], on dataset: any Dataset, normalization: Normalization, threads: Int
  ) throws -> [Evaluation] {
    let network = try SplitNetwork(objective.weights())
    return try split.evaluate(
      { _ in network }, counts: counts, on: dataset, normalization: normalization, threads: threads)
  }
}
