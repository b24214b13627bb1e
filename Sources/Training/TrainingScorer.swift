// The accuracies that a training reports.

import Foundation
import Imaging
import Neural

/// Scores the networks of an objective as they are now.
struct TrainingScorer {
  let normalization: Normalization
  private let method: any TrainingMethod
  private let objective: any Objective
  private let threads: Int

  init(
    _ method: any TrainingMethod, _ objective: any Objective, normalization: Normalization, threads: Int
  ) {
    (self.method, self.objective, self.normalization, self.threads) = (method, objective, normalization, threads)
  }

  /// A few words for an epoch's line: the accuracy with everything, and where there is a cut with one and two units.
  func summary(on dataset: any Dataset) throws -> String {
    let units = method.units(objective.store.architecture)
    let few = Array(1..<max(units, 1)).prefix(2)
    let found = try accuracies(few + [units], on: dataset)
    let text = String(format: "%.2f %%", 100 * (found.last ?? 0))
    if few.isEmpty { return text }
    let others = zip(few, found).map { String(format: "%d: %.2f %%", $0, 100 * $1) }
    return text + " (units " + others.joined(separator: ", ") + ")"
  }

  /// The accuracy with each number of leading units, the whole last, and that of each of several tails on its own units.
  func allScores(on dataset: any Dataset) throws -> (byUnits: [Double], byTails: [Double]) {
    let units = method.units(objective.store.architecture)
    let byUnits = try accuracies(units == 0 ? [0] : Array(1...units), on: dataset)
    let byTails = try method.evaluateTails(
      objective, on: dataset, normalization: normalization, threads: threads)
    return (byUnits, byTails.map(\.accuracy))
  }

  private func accuracies(_ counts: [Int], on dataset: any Dataset) throws -> [Double] {
    try method.evaluate(
      objective, counts: counts, on: dataset, normalization: normalization, threads: threads
    ).map(\.accuracy)
  }
}
