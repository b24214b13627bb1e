// NAIR's training and its ablations: order and weights from the network that it starts from, then fine-tuning.
// NAIR (IEEE IoT-J 11(12), 2024), Algorithm 2.

import Foundation
import Imaging
import Neural
import Schemes

/// Fine-tuning of a trained network so that its most important units carry the most.
package struct NAIRTraining: TrainingMethod {
  /// How batch normalisation in the tail treats the slices of a step.
  package enum Statistics: String, CaseIterable, Sendable {
    /// All slices are one batch.
    case joint
    /// One slice after the other, each with its own statistics, all counted into the same running ones.
    case sequential
    /// The running statistics of the network that the training starts from, which stay.
    case frozen
  }

  package var split: SplitPoint
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
      case .sampled(let slices): "\(slices)"
      }
    return "nair \(split.command) --weights \(weights.rawValue) --exponent \(exponent) --penalty \(penalty.form.rawValue) "
      + "--coefficient \(penalty.coefficient) --statistics \(statistics.rawValue) --slices \(slices)"
  }

  package func metadata(start: Weights) -> [String: String] {
    let importance = importance(start)
    let total = importance.reduce(0, +)
    return split.metadata.merging([
      "order": order(start).map(String.init).joined(separator: ","),
      "shares": importance.map { String(format: "%.6f", $0 / total) }.joined(separator: ","),
    ]) { first, _ in first }
  }

  package func units(_ architecture: Architecture) -> Int { split.units(architecture).count }

  package func objective(_ context: TrainingContext) throws -> any Objective {
    try split.check(context.architecture)
    let order = order(context.start)
    let importance = importance(context.start)
    let joint = statistics == .joint ? sampling.count(units: order.count) : 1
    let network = try split.network(context, joint: joint, statistics: statistics == .frozen ? .frozen : .ofBatch)
    return NAIRObjective(
      network, unitChannels: split.unitChannels, order: order,
      weights: weights.values(importance: order.map { importance[$0] }, exponent: exponent), penalty: penalty,
      sampling: sampling, seed: context.seed, labelSmoothing: context.labelSmoothing)
  }

  package func evaluate(
    _ objective: any Objective, start: Weights, counts: [Int], on dataset: any Dataset, normalization: Normalization,
    threads: Int
  ) throws -> [Evaluation] {
    let network = try SplitNetwork(objective.weights())
    return try Evaluation.ofPrefixes(
      { _ in network }, cut: split.cut, unitChannels: split.unitChannels, order: order(start), counts: counts,
      on: dataset, normalization: normalization, threads: threads)
  }

  private func importance(_ start: Weights) -> [Double] {
    ImportanceOrder.filterNorms(start, at: split.cut, unitChannels: split.unitChannels)
  }

  private func order(_ start: Weights) -> [Int] { ImportanceOrder.descending(importance(start)) }
}
