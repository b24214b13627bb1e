// All of a plan, in parts of some images for points that share an encoding; results do not depend on the parts' size.

import Core
import Imaging
import Schemes
import Transport

/// Runs plans.
package struct Runner: Sendable {
  /// Parts that are worked on at the same time.
  package var threads: Int
  /// Images of one part.
  package var batch: Int
  /// What earlier runs with the same data folder have found, and this one adds to; it changes no result.
  package var known: KnownAnswers
  /// Where parts are kept until the run is finished; nil for nowhere.
  package var journal: PartJournal?

  /// - Precondition: `threads` and `batch` are positive.
  package init(threads: Int, batch: Int = 128, known: KnownAnswers = KnownAnswers()) {
    precondition(threads > 0 && batch > 0, "something must be done")
    (self.threads, self.batch, self.known) = (threads, batch, known)
  }

  /// The outcome of each point of `plan` for the first `images` images of `dataset`.
  /// - Parameters:
  ///   - makeScheme: makes the scheme of a point; called once for all points that share an encoding.
  ///   - weights: digests of those that this scheme runs.
  ///   - progress: told how many transmissions are done, of `images` for each point, and how many of them an interrupted
  ///     run had done before.
  /// - Throws: `interrupted` when the user asks to stop, and what schemes and data set throw.
  package func outcomes(
    of plan: Plan, images: Int, dataset: any Dataset, makeScheme: @Sendable (Point) throws -> any Scheme,
    weights: (Point) throws -> [String] = { _ in [] },
    progress: @escaping RunProgress = { _, _ in }
  ) async throws -> [PointOutcome] {
    let runs = try plan.groups.map { group in
      let first = plan.points[group[0]]
      return try InferenceRun(
        points: group.map { plan.points[$0] }, scheme: makeScheme(first),
        known: known.table(of: first, weights: weights(first)),
        asksServer: plan.common.measure != .link)
    }
    // Sessions are simulated whole, those of all points; where they share no multiple among the images, in one part.
    let session = plan.points.reduce(1) {
      $0 < images ? Self.leastCommonMultiple($0, $1.settings.transport.traffic.session) : $0
    }
    let size = (min(batch, images) + session - 1) / session * session
    let ranges = Parallel.batches(of: images, size: size)
    let parts = runs.indices.flatMap { run in ranges.indices.map { Part(run: run, range: $0) } }
    let found = try await Parallel.map(
      parts, threads: threads, kept: KeptParts(journal),
      size: { runs[$0.run].points.count * ranges[$0.range].count }, progress: progress
    ) { part in try runs[part.run].outcomes(ranges[part.range], of: dataset) }
    return assemble(plan, parts, found)
  }

  private static func leastCommonMultiple(_ first: Int, _ second: Int) -> Int {
    var (divisor, rest) = (first, second)
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    return first / divisor * second
  }

  private func assemble(_ plan: Plan, _ parts: [Part], _ found: [[PointOutcome]]) -> [PointOutcome] {
    var outcomes = plan.points.map { PointOutcome(deadlines: $0.settings.deadlines?.times.count ?? 1) }
    // Parts are listed with the images of one group in ascending order.
    for (part, results) in zip(parts, found) {
      for (point, result) in zip(plan.groups[part.run], results) { outcomes[point].append(result) }
    }
    return outcomes
  }

  /// Some images of one group of points, by index.
  private struct Part: Sendable {
    let run: Int
    let range: Int
  }
}
