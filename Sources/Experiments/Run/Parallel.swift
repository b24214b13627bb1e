// Work in parts on several threads: whoever is free takes the next part, and results are put together in the parts' own
// order, so that they depend neither on the number of threads nor on who took what.

import Core
import Synchronization

/// Work on several threads.
enum Parallel {
  /// The numbers below `count` in ranges of `size`, the last one of what is left.
  static func batches(of count: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  /// What `work` finds for each of `parts`, at most `threads` of them at a time.
  /// - Parameters:
  ///   - size: how much there is to do in a part, for `progress`.
  ///   - progress: told how much is done, from any thread.
  /// - Throws: `interrupted` when the user asks to stop, and what `work` throws.
  static func map<Part: Sendable, Found: Sendable>(
    _ parts: [Part], threads: Int, size: @escaping @Sendable (Part) -> Int,
    progress: @escaping @Sendable (Int) -> Void, _ work: @escaping @Sendable (Part) throws -> Found
  ) async throws -> [Found] {
    let list = WorkList<Found>(parts: parts.count)
    try await withThrowingTaskGroup { tasks in
      for _ in 0..<min(threads, max(1, parts.count)) {
        tasks.addTask {
          while let index = list.take() {
            try Interrupt.check(kept: "nothing was written, earlier results are untouched")
            let found = try work(parts[index])
            progress(list.finish(index, found, size: size(parts[index])))
          }
        }
      }
      try await tasks.waitForAll()
    }
    return list.found
  }
}

/// What the workers share: the parts that nobody has taken yet, and what was found.
private final class WorkList<Found: Sendable>: Sendable {
  private struct State {
    var next = 0
    var done = 0
    var found: [Found?]
  }

  private let state: Mutex<State>

  init(parts: Int) { state = Mutex(State(found: Array(repeating: nil, count: parts))) }

  /// What was found, by part.
  var found: [Found] { state.withLock { $0.found.compactMap { $0 } } }

  /// The next part that nobody has taken.
  func take() -> Int? {
    state.withLock { state in
      guard state.next < state.found.count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  /// Keeps what was found and tells how much is done so far.
  func finish(_ part: Int, _ found: Found, size: Int) -> Int {
    state.withLock { state in
      state.found[part] = found
      state.done += size
      return state.done
    }
  }
}
