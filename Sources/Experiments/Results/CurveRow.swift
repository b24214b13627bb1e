// One accuracy-over-latency curve in a few numbers, for curves.csv.

import Core

/// What a scheme reaches at one point of a sweep over all its deadlines.
package struct CurveRow: Hashable, Sendable {
  package var scheme: String
  package var swept: [SweptValue]
  /// The first deadline by which 85 % of the images were classified correctly; nil when none is.
  package var latencyTo85: SimTime?
  /// The same for 90 %.
  package var latencyTo90: SimTime?
  /// The area under the curve, which holds its level from deadline to deadline, over its length: the mean accuracy of an
  /// answer that is asked for at a random instant between the first deadline and the last.
  package var area: Double

  /// The curve of `rows`, which are those of one point in ascending order of latency; nil for fewer than two, and where
  /// the server was not asked.
  package init?(_ rows: [ResultRow]) {
    guard let first = rows.first, let last = rows.last, first.latency < last.latency else { return nil }
    let curve = rows.compactMap { row in row.fractionCorrect.map { (latency: row.latency, accuracy: $0) } }
    guard curve.count == rows.count else { return nil }
    func latency(to share: Double) -> SimTime? { curve.first { $0.accuracy >= share }?.latency }
    (scheme, swept) = (first.scheme, first.swept)
    (latencyTo85, latencyTo90) = (latency(to: 0.85), latency(to: 0.9))
    let sum = zip(curve, curve.dropFirst()).reduce(0.0) { sum, pair in
      sum + pair.0.accuracy * Double(pair.1.latency.nanoseconds - pair.0.latency.nanoseconds)
    }
    area = sum / Double(last.latency.nanoseconds - first.latency.nanoseconds)
  }

  /// The text of curves.csv.
  package static func text(_ curves: [CurveRow]) -> String {
    let columns =
      ["scheme"] + (curves.first?.swept.map(\.key) ?? []) + ["latency_to_85_ms", "latency_to_90_ms", "area"]
    func text(_ time: SimTime?) -> String { time.map { Milliseconds.text(nanoseconds: $0.nanoseconds) } ?? "" }
    let rows = curves.map { curve in
      [curve.scheme] + curve.swept.map(\.text)
        + [text(curve.latencyTo85), text(curve.latencyTo90), CSVText.decimal(curve.area)]
    }
    return CSVText.table(columns, rows)
  }
}
