// Ctrl-C as a flag that long loops look at, so that they stop at a place from which the work can go on.

import Dispatch
import Foundation
import Synchronization

/// The user's wish to stop (SIGINT, SIGTERM, or SIGHUP when the terminal goes away).
public enum Interrupt {
  private static let requested = Atomic<Bool>(false)
  nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []

  /// Turns these signals into ``isRequested``; a second one ends the process at once with exit code 130. Under nohup, which
  /// has SIGHUP ignored, that stays so. Call once, from the command's start.
  public static func install() {
    let queue = DispatchQueue(label: "interrupt")
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let before = signal(number, SIG_IGN)
      if number == SIGHUP, unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { continue }
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { @Sendable in
        if requested.exchange(true, ordering: .relaxed) { _exit(130) }
      }
      source.resume()
      sources.append(source)
    }
  }

  /// Whether the user has asked to stop.
  public static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// Throws `interrupted` when the user has asked to stop; `kept` says what is kept and how to go on.
  public static func check(kept: @autoclosure () -> String) throws {
    if isRequested { throw AirSliceError(.interrupted, "interrupted; \(kept())") }
  }
}
