// NAIR's training and its ablations: order and weights from the network that it starts from, then fine-tuning.
// NAIR (IEEE IoT-J 11(12), 2024), Algorithm 2.

import Core
import Imaging
import Neural
import Schemes

/// Fine-tuning of a trained network so that its most important units carry the most.
package struct NAIRTraining: SplitTraining {
  /// How batch normalisation in the tail treats the slices of a step.
  package enum Statistics: String, CaseIterable, Sendable {
    /// All slices are one batch.
    case joint
    /// One slice after the other, each with its own statistics, all counted into the same running ones.
    case sequential
    /// As sequential, but with running statistics for each number of units, which weights files hold too.
    case perSlice = "per-slice"
    /// As sequential; the statistics for each number of units are measured on training images after the training.
    case recalibrated
    /// The running statistics of the network that the training starts from, which stay.
    case frozen
  }

  package var split: SplitPoint
  /// What the order and the weights go by.
  package var importance = ImportanceMeasure.conv
  package var weights = SliceWeights.cumulative
  /// w_non of eq. 11.
  package var exponent = 2.0
  package var penalty = NormPenalty(.share)
  package var statistics = Statistics.joint
  package var sampling = SliceSampling.sampled(slices: 3)

  package init(_ split: SplitPoint) { self.split = split }

  /// `nair`, or the cell of the ablation (Table III).
  package var scheme: String {
    switch (weights == .equal, penalty.form == .none) {
    case (false, false): "nair"
    case (false, true): "nair-weights"
    case (true, false): "nair-penalty"
    case (true, true): "nair-neither"
    }
  }

  package var command: String {
    let slices =
      switch sampling {
      case .exact: "exact"
      case .sampled(let slices, .uniform): "\(slices)"
      case .sampled(let slices, let draws): "\(slices) --draws \(draws.rawValue)"
      }
    return "nair \(split.command) --importance \(importance.rawValue) --weights \(weights.rawValue) "
      + "--exponent \(exponent) --penalty \(penalty.form.rawValue) "
      + "--coefficient \(penalty.coefficient) --statistics \(statistics.rawValue) --slices \(slices)"
  }

  package func metadata(_ objective: any Objective) -> [String: String] {
    let objective = objective as? NAIRObjective
    return split.metadata(scheme, order: objective?.order, shares: objective?.shares)
  }

  package func objective(_ context: TrainingContext) throws -> any Objective {
    try split.check(context.architecture)
    let importance = try importance.importance(
      of: SplitNetwork(context.start), context.start, at: split.cut, unitChannels: split.unitChannels,
      normalization: context.normalization, training: { context.training },
      validation: {
        guard let validation = context.validation else {
          throw AirSliceError(.usage, "importance by drop-one needs validation images: --split train")
        }
        return validation
      })
    let joint = statistics == .joint ? sampling.count(units: importance.count) : 1
    let network = try split.network(context, joint: joint, statistics: statistics == .frozen ? .frozen : .ofBatch)
    var objective = NAIRObjective(
      network, unitChannels: split.unitChannels, importance: importance, weights: weights, exponent: exponent,
      penalty: penalty, sampling: sampling, seed: context.seed, labelSmoothing: context.labelSmoothing)
    switch statistics {
    case .joint, .sequential, .frozen: break
    case .perSlice: objective.setStatistics(.perSlice)
    case .recalibrated:
      let images = try TrainingImages(
        context.training, batch: context.batch, augmentation: .none, normalization: context.normalization,
        seed: context.seed)
      objective.setStatistics(.recalibrated(images))
    }
    return objective
  }

  package func evaluate(
    _ objective: any Objective, counts: [Int], on dataset: any Dataset, normalization: Normalization,
    threads: Int
  ) throws -> [Evaluation] {
    guard let objective = objective as? NAIRObjective else { preconditionFailure("an objective of another training") }
    let weights = try objective.weights()
    let whole = try SplitNetwork(weights)
    let networks =
      weights.statisticsByUnits.isEmpty
      ? [] : try (1...weights.statisticsByUnits.count).map { try SplitNetwork(weights.forUnits($0)) }
    return try split.evaluate(
      { networks.isEmpty ? whole : networks[max($0, 1) - 1] }, order: objective.order, counts: counts, on: dataset,
      normalization: normalization, threads: threads)
  }
}
