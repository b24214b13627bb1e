// All of a plan, on several threads: whoever is free takes the next part, and the parts are put together in their own
// order, so that results depend neither on the number of threads nor on the size of the parts.

import Core
import Imaging
import Schemes
import Synchronization
import Transport

/// Runs plans.
package struct Runner: Sendable {
  /// Parts that are worked on at the same time.
  package var threads: Int
  /// Images of one part.
  package var batch: Int

  /// - Precondition: both are positive.
  package init(threads: Int, batch: Int = 128) {
    precondition(threads > 0 && batch > 0, "something must be done")
    (self.threads, self.batch) = (threads, batch)
  }

  /// The outcome of each point of `plan` for the first `images` images of `dataset`.
  /// - Parameters:
  ///   - makeScheme: makes the scheme of a point; called once for all points that share an encoding.
  ///   - progress: told how many transmissions are done, of `images` for each point.
  /// - Throws: `interrupted` when the user asks to stop, and what schemes and data set throw.
  package func outcomes(
    of plan: Plan, images: Int, dataset: any Dataset, makeScheme: @Sendable (Point) throws -> any Scheme,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> [PointOutcome] {
    let runs = try plan.groups.map { group in
      try InferenceRun(points: group.map { plan.points[$0] }, scheme: makeScheme(plan.points[group[0]]))
    }
    // Sessions are simulated whole, those of all points.
    let session = plan.points.reduce(1) { Self.leastCommonMultiple($0, $1.settings.transport.traffic.session) }
    let size = (batch + session - 1) / session * session
    let ranges = stride(from: 0, to: images, by: size).map { $0..<min($0 + size, images) }
    let parts = runs.indices.flatMap { run in ranges.indices.map { Part(run: run, range: $0) } }
    let work = WorkList(parts: parts.count)
    try await withThrowingTaskGroup { tasks in
      for _ in 0..<min(threads, max(1, parts.count)) {
        tasks.addTask {
          while let index = work.take() {
            try Interrupt.check(kept: "nothing was written, earlier results are untouched")
            let part = parts[index]
            let found = try runs[part.run].outcomes(ranges[part.range], of: dataset)
            progress(work.finish(index, found, transmissions: found.count * ranges[part.range].count))
          }
        }
      }
      try await tasks.waitForAll()
    }
    return assemble(plan, parts, work.found)
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
  private struct Part {
    let run: Int
    let range: Int
  }
}

/// What the workers share: the parts that nobody has taken yet, and what was found.
private final class WorkList: Sendable {
  private struct State {
    var next = 0
    var transmissions = 0
    var found: [[PointOutcome]]
  }

  private let state: Mutex<State>

  init(parts: Int) { state = Mutex(State(found: Array(repeating: [], count: parts))) }

  /// What was found, by part.
  var found: [[PointOutcome]] { state.withLock { $0.found } }

  /// The next part that nobody has taken.
  func take() -> Int? {
    state.withLock { state in
      guard state.next < state.found.count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  /// Keeps what was found and tells the number of transmissions done so far.
  func finish(_ part: Int, _ outcomes: [PointOutcome], transmissions: Int) -> Int {
    state.withLock { state in
      state.found[part] = outcomes
      state.transmissions += transmissions
      return state.transmissions
    }
  }
}
