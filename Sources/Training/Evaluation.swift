// How often a trained network is right.

import Core
import Dispatch
import Imaging
import Neural
import Stochastics
import Synchronization

/// The score of a network on a set of images.
package struct Evaluation: Hashable, Sendable {
  /// Images classified correctly.
  package let correct: Int
  /// Images scored.
  package let count: Int

  package var accuracy: Double { Double(correct) / Double(count) }

  /// The exact 95 % interval of the accuracy (Clopper and Pearson).
  package func interval() throws -> (low: Double, high: Double) {
    try Intervals.clopperPearson(successes: correct, trials: count)
  }

  private static let batch = 200

  /// Scores `network` on all of `dataset` in pieces, on `threads` threads.
  /// - Parameters:
  ///   - normalization: what the network was trained with.
  ///   - progress: called with the number of images done, from any thread.
  /// - Throws: what reading images and inference throw; `interrupted`.
  package init(
    of network: SplitNetwork, on dataset: any Dataset, normalization: Normalization, threads: Int,
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws {
    struct State {
      var next = 0
      var correct = 0
      var done = 0
      var failure: (any Error)?
    }
    let state = Mutex(State())
    let total = dataset.count
    // Every worker takes the next piece until none is left; sums do not depend on who took which.
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while true {
        let range = state.withLock { state in
          let end = state.failure == nil ? min(state.next + Self.batch, total) : state.next
          defer { state.next = end }
          return state.next..<end
        }
        if range.isEmpty { return }
        do {
          try Interrupt.check(kept: "nothing is kept")
          let batch = try dataset.batch(range)
          let input = Tensor(
            count: batch.count, shape: Architecture.input, values: normalization.channelsLast(batch.pixels))
          let scores = try network.scores(of: input, at: .input)
          let correct = zip(Self.classes(of: scores), batch.labels).count { $0 == Int($1) }
          let done = state.withLock { state in
            state.correct += correct
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
    (correct, count) = (end.correct, total)
  }

  /// The class with the largest score of every row, the first of equal ones.
  private static func classes(of scores: Tensor) -> [Int] {
    let classes = scores.shape.count
    return (0..<scores.count).map { row in
      let row = scores.values[row * classes..<(row + 1) * classes]
      var best = row.startIndex
      for index in row.indices where row[index] > row[best] { best = index }
      return best - row.startIndex
    }
  }
}
