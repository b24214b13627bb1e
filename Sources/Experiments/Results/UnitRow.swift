// What the server makes of some of the units, for scenarios that measure units instead of transmissions
// (`measure: units`).

import Stochastics

/// The accuracy with a part of the units, at one point.
package struct UnitRow: Hashable, Sendable {
  /// Which part.
  package enum Part: String, CaseIterable, Sendable {
    /// So many of the first units, in channel order.
    case leading = "the first units"
    /// All but the one of that number.
    case without = "all but one unit"
  }

  package var scheme: String
  package var swept: [SweptValue]
  package var part: Part
  /// How many units, or which one is missing, counted from 1.
  package var unit: Int
  package var images: Int
  package var correct: Int

  /// The rows of `point`: images that are classified correctly with the first 0, 1, … units and without each.
  package static func rows(of point: Point, leading: [Int], without: [Int], images: Int) -> [UnitRow] {
    func row(_ part: Part, _ unit: Int, _ correct: Int) -> UnitRow {
      UnitRow(scheme: point.scheme, swept: point.swept, part: part, unit: unit, images: images, correct: correct)
    }
    return leading.enumerated().map { row(.leading, $0, $1) } + without.enumerated().map { row(.without, $0 + 1, $1) }
  }

  /// The columns behind the scheme and what is swept.
  static let columns = ["part", "unit", "images", "accuracy", "accuracy_low", "accuracy_high"]

  /// The text of points.csv.
  package static func text(_ rows: [UnitRow]) throws -> String {
    CSVText.table(
      ["scheme"] + (rows.first?.swept.map(\.key) ?? []) + columns,
      try rows.map { row in
        let (low, high) = try Intervals.clopperPearson(successes: row.correct, trials: row.images)
        return [row.scheme] + row.swept.map(\.text) + [row.part.rawValue, String(row.unit), String(row.images)]
          + [Double(row.correct) / Double(max(1, row.images)), low, high].map { CSVText.decimal($0) }
      })
  }
}
