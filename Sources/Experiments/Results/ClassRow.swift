// Accuracy class by class, for classes.csv: a scheme may be right on the average and blind to one class.

import Core
import Stochastics

/// What one point reaches at one deadline with the images of one class.
package struct ClassRow: Hashable, Sendable {
  package var scheme: String
  package var swept: [SweptValue]
  package var latency: SimTime
  /// The class's name.
  package var name: String
  /// Images of the class.
  package var images: Int
  package var correct: Int
  /// Whether each was right, by session, where several images met one realisation; nil where each had its own.
  var sessions: ClusteredTrials?

  /// The rows of `point` for all its deadlines; `labels` are the true classes and `names` what they are called. Classes
  /// that have no image have no row.
  package static func rows(
    of point: Point, _ outcome: PointOutcome, labels: [UInt8], names: [String]
  ) -> [ClassRow] {
    zip(outcome.times(of: point), outcome.predictions).flatMap { time, predictions in
      names.indices.compactMap { label in
        let own = labels.indices.filter { Int(labels[$0]) == label }
        guard !own.isEmpty else { return nil }
        let right = predictions.map { Int($0) == label ? 1 : 0 }
        return ClassRow(
          scheme: point.scheme, swept: point.swept, latency: time, name: names[label], images: own.count,
          correct: own.count { right[$0] == 1 }, sessions: point.sessions(of: right) { Int(labels[$0]) == label })
      }
    }
  }

  /// The text of classes.csv.
  package static func text(_ rows: [ClassRow]) throws -> String {
    let columns =
      ["scheme"] + (rows.first?.swept.map(\.key) ?? []) + [
        "latency_ms", "class", "images", "accuracy", "accuracy_low", "accuracy_high",
      ]
    return CSVText.table(
      columns,
      try rows.map { row in
        let share = try Intervals.share(successes: row.correct, trials: row.images, clusters: row.sessions)
        return [row.scheme] + row.swept.map(\.text)
          + [Milliseconds.text(nanoseconds: row.latency.nanoseconds), row.name, String(row.images)]
          + [share.value, share.low, share.high].map { CSVText.decimal($0) }
      })
  }
}
