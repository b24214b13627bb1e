// How often a trained network is right.

import Core
import Dispatch
import Imaging
import Neural
import Schemes
import Stochastics
import Synchronization

/// The score of a network on a set of images.
package struct Evaluation: Hashable, Sendable {
  /// Images classified correctly.
  package let correct: Int
  /// Images scored.
  package let count: Int
  /// Whether all scores were numbers; where they are not, what counts as correct means nothing.
  package let isFinite: Bool

  package var accuracy: Double { Double(correct) / Double(count) }

  /// The exact 95 % interval of the accuracy (Clopper and Pearson).
  package func interval() throws -> (low: Double, high: Double) {
    try Intervals.clopperPearson(successes: correct, trials: count)
  }

  /// Scores `network` on all of `dataset` in pieces, on `threads` threads.
  /// - Parameters:
  ///   - normalization: what the network was trained with.
  ///   - progress: called with the number of images done, from any thread.
  /// - Throws: what reading images and inference throw; `interrupted`.
  package init(
    of network: SplitNetwork, on dataset: any Dataset, normalization: Normalization, threads: Int,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws {
    let found = try Self.evaluations(on: dataset, normalization: normalization, threads: threads, progress: progress) {
      [try network.scores(of: $0, at: .input)]
    }
    self = found[0]
  }

  /// Scores a network's tail on the leading units of its head's features, zeros in the place of the others: one
  /// evaluation for each of `counts`, the numbers of units (NAIR, IEEE IoT-J 11(12), 2024, eq. 14).
  /// - Parameters:
  ///   - network: gives the network for a number of units; the same for all, or one with statistics for each.
  ///   - order: unit numbers, the one that is sent first in front.
  package static func ofPrefixes(
    _ network: @escaping @Sendable (Int) -> SplitNetwork, cut: Cut, unitChannels: Int, order: [Int], counts: [Int],
    on dataset: any Dataset, normalization: Normalization, threads: Int
  ) throws -> [Evaluation] {
    try evaluations(on: dataset, normalization: normalization, threads: threads) { images in
      var known: (network: SplitNetwork, features: Tensor)?
      return try counts.map { count in
        let network = network(count)
        let features: Tensor
        if let known, known.network === network {
          features = known.features
        } else {
          features = try network.features(of: images, at: cut)
          known = (network, features)
        }
        let units = FeatureUnits(shape: features.shape, unitChannels: unitChannels)
        return try network.scores(of: features.keeping(units.mask(of: order.prefix(count))), at: cut)
      }
    }
  }

  private static let batch = 200

  /// Runs `scores`, which gives the class scores of one or more variants, over all images in pieces.
  private static func evaluations(
    on dataset: any Dataset, normalization: Normalization, threads: Int,
    progress: @escaping @Sendable (Int) -> Void = { _ in },
    scores: @Sendable (Tensor) throws -> [Tensor]
  ) throws -> [Evaluation] {
    struct State {
      var next = 0
      var correct: [Int] = []
      var isFinite: [Bool] = []
      var done = 0
      var failure: (any Error)?
    }
    let state = Mutex(State())
    let total = dataset.count
    // Every worker takes the next piece until none is left; sums do not depend on who took which.
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while true {
        let range = state.withLock { state in
          let end = state.failure == nil ? min(state.next + batch, total) : state.next
          defer { state.next = end }
          return state.next..<end
        }
        if range.isEmpty { return }
        do {
          try Interrupt.check(kept: "nothing is kept")
          let batch = try dataset.batch(range)
          let input = Tensor(
            count: batch.count, shape: Architecture.input, values: normalization.channelsLast(batch.pixels))
          let variants = try scores(input)
          let correct = variants.map { zip($0.predictedClasses(), batch.labels).count { $0 == Int($1) } }
          let isFinite = variants.map { $0.values.allSatisfy(\.isFinite) }
          let done = state.withLock { state in
            state.correct = state.correct.isEmpty ? correct : zip(state.correct, correct).map { $0 + $1 }
            state.isFinite = state.isFinite.isEmpty ? isFinite : zip(state.isFinite, isFinite).map { $0 && $1 }
            state.done += batch.count
            return state.done
          }
          progress(done)
        } catch {
          state.withLock { $0.failure = $0.failure ?? error }
        }
      }
    }
    let end = state.withLock { $0 }
    if let failure = end.failure { throw failure }
    return zip(end.correct, end.isFinite).map { Evaluation(correct: $0, count: total, isFinite: $1) }
  }

  private init(correct: Int, count: Int, isFinite: Bool) {
    (self.correct, self.count, self.isFinite) = (correct, count, isFinite)
  }
}
