// How far networks agree about which unit matters, for orders.csv beside shares of importance.

import Stochastics

/// Two networks' importance of the same number of units, unit by unit.
package struct OrderRow: Sendable {
  /// The scheme and the swept values that tell the network.
  package var first: String
  package var second: String
  /// The swept value of the measure of importance; nil where it is not swept.
  package var importance: String?
  package var units: Int
  package var tau: KendallTau

  private static let importanceKey = "model.importance"

  /// All pairs of `points` with one measure of importance and equal numbers of units; `importances` are theirs, in channel
  /// order.
  package static func rows(of points: [Point], importances: [[Double]]) -> [OrderRow] {
    points.indices.flatMap { second in
      (0..<second).compactMap { first -> OrderRow? in
        let (one, other) = (points[first], points[second])
        let count = importances[first].count
        guard measure(one) == measure(other), count == importances[second].count, count > 1 else { return nil }
        return OrderRow(
          first: name(one), second: name(other), importance: measure(one), units: count,
          tau: KendallTau(importances[first], importances[second]))
      }
    }
  }

  private static func measure(_ point: Point) -> String? {
    point.swept.first { $0.key == importanceKey }?.text
  }

  private static func name(_ point: Point) -> String {
    ([point.scheme] + point.swept.filter { $0.key != importanceKey }.map(\.text)).joined(separator: " ")
  }

  /// The text of orders.csv; fields are empty where ties leave no number.
  package static func text(_ rows: [OrderRow]) -> String {
    let isSwept = rows.contains { $0.importance != nil }
    return CSVText.table(
      (isSwept ? [importanceKey] : []) + ["first", "second", "units", "kendall_tau", "p_value"],
      rows.map { row in
        (isSwept ? [row.importance ?? ""] : []) + [row.first, row.second, String(row.units)]
          + [row.tau.value.isNaN ? "" : CSVText.decimal(row.tau.value)]
          + [row.tau.probability.isNaN ? "" : CSVText.probability(row.tau.probability)]
      })
  }

  /// The least and the greatest τ by measure, one number where they are the same, for terminal and caption; nil where there
  /// is none.
  package static func note(_ rows: [OrderRow]) -> String? {
    var seen: [String?] = []
    for row in rows where !seen.contains(row.importance) { seen.append(row.importance) }
    let ranges = seen.compactMap { measure -> String? in
      let values = rows.filter { $0.importance == measure }.map(\.tau.value).filter { !$0.isNaN }
      guard let least = values.min(), let greatest = values.max() else { return nil }
      let ends = [least, greatest].map { CSVText.decimal($0, places: 2) }
      return (measure.map { "\($0) " } ?? "") + (ends[0] == ends[1] ? ends[0] : ends.joined(separator: " to "))
    }
    return ranges.isEmpty ? nil : "Kendall's τ between networks: \(ranges.joined(separator: ", "))"
  }
}
