// Progress of a long command: one line that renews itself on a terminal, plain lines when piped.

import Foundation

/// Shows how far a long piece of work is, at which rate it goes, and how long it still takes; on standard error.
public struct ProgressLine {
  private let label: String
  private let unit: String
  private let total: Int
  /// So many were done before; the rate is that of the others.
  public var first: Int
  private let isTerminal = isatty(2) == 1
  private let start = ContinuousClock.now
  private var shown: ContinuousClock.Instant?

  /// Progress of `total` `unit`s ("images"), of which `first` are done already, under `label`.
  public init(_ label: String, total: Int, unit: String, first: Int = 0) {
    (self.label, self.total, self.unit, self.first) = (label, total, unit, first)
  }

  /// Says that `done` units are done; `detail` is shown behind. Writes at most 5 times a second on a terminal and
  /// every 10 seconds when piped.
  public mutating func update(_ done: Int, detail: @autoclosure () -> String = "") {
    let now = ContinuousClock.now
    let interval: Duration = isTerminal ? .milliseconds(200) : .seconds(10)
    if now - (shown ?? (isTerminal ? start - interval : start)) < interval { return }
    shown = now
    write(done, now, detail(), end: isTerminal ? "" : "\n")
  }

  /// Says that the work is over and ends the line.
  public mutating func finish(_ done: Int, detail: String = "") {
    write(done, .now, detail, end: "\n")
    shown = nil
  }

  /// Takes the line off the terminal, unless it has ended, so that a plain line can be written in its place.
  public mutating func clear() {
    if isTerminal && shown != nil { StandardError.write("\r\u{1B}[K") }
    shown = nil
  }

  private func write(_ done: Int, _ now: ContinuousClock.Instant, _ detail: String, end: String) {
    let elapsed = (now - start) / .seconds(1)
    let rate = elapsed > 0 ? Double(done - first) / elapsed : 0
    var text = "\(label): \(done)/\(total) \(unit)"
    if rate > 0 {
      text += String(format: rate >= 10 ? ", %.0f %@/s" : ", %.2g %@/s", rate, unit)
      if done < total { text += ", \(Self.span(Double(total - done) / rate)) left" }
    }
    if !detail.isEmpty { text += ", \(detail)" }
    StandardError.write((isTerminal ? "\r\u{1B}[K" : "") + text + end)
  }

  private static func span(_ seconds: Double) -> String {
    let whole = Int(min(seconds.rounded(), 1e9))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}
