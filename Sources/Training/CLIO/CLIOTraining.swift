// CLIO's joint training of one head and a tail for every prefix.

import Foundation
import Imaging
import Neural
import Schemes

/// Joint training of head and tails, from a trained network.
package struct CLIOTraining: TrainingMethod {
  package var split: SplitPoint
  package var distribution: PrefixDistribution

  package init(_ split: SplitPoint, distribution: PrefixDistribution) {
    (self.split, self.distribution) = (split, distribution)
  }

  package var scheme: String { "clio-\(distribution.name)" }
  package var command: String { "clio \(split.command) --prefixes \(distribution.words)" }

  package func metadata(_ objective: any Objective) -> [String: String] {
    var metadata = split.metadata(scheme)
    let probabilities = try? distribution.probabilities(units: units(objective.store.architecture))
    metadata["probabilities"] = probabilities?.map { String(format: "%.6f", $0) }.joined(separator: ",")
    return metadata
  }

  package func units(_ architecture: Architecture) -> Int { split.units(architecture).count }

  package func objective(_ context: TrainingContext) throws -> any Objective {
    try split.check(context.architecture)
    let probabilities = try distribution.probabilities(units: units(context.architecture))
    return CLIOObjective(
      try split.network(context), unitChannels: split.unitChannels, probabilities: probabilities, seed: context.seed,
      labelSmoothing: context.labelSmoothing)
  }

  /// The single tail's: the last one, with zeros in the place of what it was always shown.
  package func evaluate(
    _ objective: any Objective, counts: [Int], on dataset: any Dataset, normalization: Normalization,
    threads: Int
  ) throws -> [Evaluation] {
    let network = try SplitNetwork(objective.weights())
    return try evaluate({ _ in network }, counts, dataset, normalization, threads)
  }

  package func evaluateTails(
    _ objective: any Objective, on dataset: any Dataset, normalization: Normalization, threads: Int
  ) throws -> [Evaluation] {
    let networks = try (1...objective.tailCount).map { try SplitNetwork(objective.weights(tail: $0)) }
    return try evaluate({ networks[$0 - 1] }, Array(1...networks.count), dataset, normalization, threads)
  }

  private func evaluate(
    _ network: @escaping @Sendable (Int) -> SplitNetwork, _ counts: [Int], _ dataset: any Dataset,
    _ normalization: Normalization, _ threads: Int
  ) throws -> [Evaluation] {
    try Evaluation.ofPrefixes(
      network, cut: split.cut, unitChannels: split.unitChannels, order: Array(0..<units(network(1).architecture)),
      counts: counts, on: dataset, normalization: normalization, threads: threads)
  }
}
