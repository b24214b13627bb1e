// CLIO's joint training of one head and a tail for every prefix.

import Foundation
import Imaging
import Neural
import Schemes

/// Joint training of head and tails, from a trained network.
package struct CLIOTraining: SplitTraining {
  package var split: SplitPoint
  package var distribution: PrefixDistribution
  package var sharing: TailSharing

  package init(_ split: SplitPoint, distribution: PrefixDistribution, sharing: TailSharing = .none) {
    (self.split, self.distribution, self.sharing) = (split, distribution, sharing)
  }

  package var scheme: String { "clio-\(distribution.name)" }
  package var command: String {
    "clio \(split.command) --prefixes \(distribution.words)" + (sharing == .none ? "" : " --share \(sharing.rawValue)")
  }

  package func metadata(_ objective: any Objective) -> [String: String] {
    var metadata = split.metadata(scheme)
    let probabilities = try? distribution.probabilities(units: units(objective.store.architecture))
    metadata["probabilities"] = probabilities?.map { String(format: "%.6f", $0) }.joined(separator: ",")
    return metadata
  }

  package func objective(_ context: TrainingContext) throws -> any Objective {
    try split.check(context.architecture)
    let probabilities = try distribution.probabilities(units: units(context.architecture))
    return CLIOObjective(
      try split.network(context), unitChannels: split.unitChannels, probabilities: probabilities, sharing: sharing,
      seed: context.seed, labelSmoothing: context.labelSmoothing)
  }

  package func evaluateTails(
    _ objective: any Objective, on dataset: any Dataset, normalization: Normalization, threads: Int
  ) throws -> [Evaluation] {
    let networks = try (1...objective.tailCount).map { try SplitNetwork(objective.weights(tail: $0)) }
    return try split.evaluate(
      { networks[$0 - 1] }, counts: Array(1...networks.count), on: dataset, normalization: normalization,
      threads: threads)
  }
}
