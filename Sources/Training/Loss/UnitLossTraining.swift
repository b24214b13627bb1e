// Fine-tuning under random loss of units at the cut.

import Neural
import Schemes

/// A trained network fine-tuned with random loss of units.
package struct UnitLossTraining: SplitTraining {
  package var split: SplitPoint
  /// Of a unit's loss.
  package var probability: Double

  package init(_ split: SplitPoint, probability: Double) { (self.split, self.probability) = (split, probability) }

  package let scheme = "dropout"
  package var command: String { "dropout \(split.command) --loss \(probability)" }

  package func metadata(_ objective: any Objective) -> [String: String] {
    split.metadata(scheme).merging(["unit_loss": "\(probability)"]) { first, _ in first }
  }

  package func objective(_ context: TrainingContext) throws -> any Objective {
    UnitLossObjective(
      try split.network(context), unitChannels: split.unitChannels, probability: probability, seed: context.seed,
      labelSmoothing: context.labelSmoothing)
  }
}
