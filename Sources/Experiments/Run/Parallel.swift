// Work in parts on several threads: whoever is free takes the next part, and results are put together in the parts' own
// order, so that they depend neither on the number of threads nor on who took what.

import Core
import Synchronization

/// Told how much is done, and how much of that was done before, by a run that was interrupted.
package typealias RunProgress = @Sendable (_ done: Int, _ before: Int) -> Void

/// What is known of parts beforehand, and where goes what is found.
struct KeptParts<Found: Sendable>: Sendable {
  fileprivate var known: [Int: Found] = [:]
  fileprivate var keep: @Sendable (Int, Found) throws -> Void = { _, _ in }
  /// What a user who stops the work is told.
  fileprivate var note = "nothing was written, earlier results are untouched"

  /// Nothing is known, and nothing kept.
  static var none: Self { Self() }
}

extension KeptParts where Found: Codable {
  /// Those in `journal`; none without one.
  init(_ journal: PartJournal?) throws {
    guard let journal else { return }
    known = try journal.begin()
    keep = { try journal.keep($0, $1) }
    note = "earlier results are untouched, the same command goes on from here"
  }
}

/// Work on several threads.
enum Parallel {
  /// The numbers below `count` in ranges of `size`, the last one of what is left.
  static func batches(of count: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  /// What `work` finds for each of `parts`, at most `threads` of them at a time.
  /// - Parameters:
  ///   - kept: what is known of parts already, and where the rest goes as soon as it is found.
  ///   - size: how much there is to do in a part, for `progress`.
  ///   - progress: told from any thread.
  /// - Throws: `interrupted` when the user asks to stop, and what `work` throws, as soon as the parts that others are at are
  ///   done.
  static func map<Part: Sendable, Found: Sendable>(
    _ parts: [Part], threads: Int, kept: KeptParts<Found> = .none, size: @escaping @Sendable (Part) -> Int,
    progress: @escaping RunProgress, _ work: @escaping @Sendable (Part) throws -> Found
  ) async throws -> [Found] {
    let known = kept.known.filter { parts.indices.contains($0.key) }
    let before = known.keys.reduce(0) { $0 + size(parts[$1]) }
    let list = WorkList(parts: parts.count, known: known, done: before)
    if before > 0 { progress(before, before) }
    try await withThrowingTaskGroup { tasks in
      for _ in 0..<min(threads, max(1, parts.count)) {
        tasks.addTask {
          while let index = list.take() {
            do {
              try Interrupt.check(kept: kept.note)
              let found = try work(parts[index])
              try kept.keep(index, found)
              progress(list.finish(index, found, size: size(parts[index])), before)
            } catch {
              list.stop()
              throw error
            }
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
    var done: Int
    var found: [Found?]
  }

  private let state: Mutex<State>

  /// - Parameter done: how much of the work what is `known` stands for.
  init(parts: Int, known: [Int: Found], done: Int) {
    state = Mutex(State(done: done, found: (0..<parts).map { known[$0] }))
  }

  /// What was found, by part.
  var found: [Found] { state.withLock { $0.found.compactMap { $0 } } }

  /// The next part that nobody has taken.
  func take() -> Int? {
    state.withLock { state in
      while state.next < state.found.count, state.found[state.next] != nil { state.next += 1 }
      guard state.next < state.found.count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  /// Leaves what nobody has taken: one part has failed.
  func stop() {
    state.withLock { $0.next = $0.found.count }
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
