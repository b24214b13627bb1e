// Shares of importance over the units, for scenarios that measure weights instead of transmissions (`measure: shares`).

import Schemes

/// One unit's share of the importance at one point.
package struct ShareRow: Hashable, Sendable {
  /// How the units of a curve follow each other.
  package enum Arrangement: String, CaseIterable, Sendable {
    /// As the network numbers them.
    case channels = "channel order"
    /// The largest share first.
    case sorted
  }

  package var scheme: String
  package var swept: [SweptValue]
  package var arrangement: Arrangement
  /// The place in the arrangement, counted from 1.
  package var place: Int
  /// The unit's number in channel order, counted from 1.
  package var unit: Int
  /// The fraction of all units' importance.
  package var share: Double

  /// The rows of `point`, whose units have this importance in channel order.
  package static func rows(of point: Point, importance: [Double]) -> [ShareRow] {
    let shares = ImportanceOrder.shares(importance)
    return Arrangement.allCases.flatMap { arrangement in
      let order = arrangement == .channels ? Array(shares.indices) : ImportanceOrder.descending(shares)
      return order.enumerated().map { place, unit in
        ShareRow(
          scheme: point.scheme, swept: point.swept, arrangement: arrangement, place: place + 1, unit: unit + 1,
          share: shares[unit])
      }
    }
  }

  /// The columns behind the scheme and what is swept.
  static let columns = ["arrangement", "place", "unit", "share"]

  /// The text of points.csv.
  package static func text(_ rows: [ShareRow]) -> String {
    CSVText.table(
      ["scheme"] + (rows.first?.swept.map(\.key) ?? []) + columns,
      rows.map { row in
        [row.scheme] + row.swept.map(\.text)
          + [row.arrangement.rawValue, String(row.place), String(row.unit), CSVText.decimal(row.share)]
      })
  }
}
