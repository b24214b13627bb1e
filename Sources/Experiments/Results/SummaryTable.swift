// The table that stands on the terminal when a scenario is done: a first look, the figures tell the rest.

import Core

/// Accuracies of a scenario, or what was delivered where the server was not asked, as text: one line for each scheme and
/// sweep value, columns for what varies fastest.
package enum SummaryTable {
  /// Columns that fit a terminal.
  private static let columnLimit = 8

  /// The table of `rows`, as points.csv has them.
  package static func text(_ rows: [ResultRow]) -> String {
    guard let first = rows.first else { return "" }
    let sweepsLatency =
      Set(rows.filter { $0.scheme == first.scheme && $0.swept == first.swept }.map(\.latency)).count > 1
    let columnKey = sweepsLatency ? "latency_ms" : first.swept.last?.key ?? "latency_ms"
    func column(_ row: ResultRow) -> String {
      sweepsLatency || row.swept.isEmpty
        ? Milliseconds.text(nanoseconds: row.latency.nanoseconds) : row.swept[row.swept.count - 1].text
    }
    func line(_ row: ResultRow) -> [String] {
      [row.scheme] + (sweepsLatency ? row.swept[...] : row.swept.dropLast()).map(\.text)
    }
    let heads = ["scheme"] + (sweepsLatency ? first.swept[...] : first.swept.dropLast()).map(\.key)
    let table = lines(of: rows, heads, line, column: column, cell: percent)
    return "\(first.answers == nil ? "delivered" : "accuracy") [%] over \(columnKey)\n"
      + aligned(table, textColumns: heads.count)
  }

  /// Lines of a comparison that fit a terminal.
  private static let lineLimit = 40

  /// The comparisons as pairs.csv has them: what the reference is ahead by, and whether that may be chance; only where to
  /// find them when they are many. Empty without.
  package static func text(pairs rows: [PairRow]) throws -> String {
    guard let first = rows.first else { return "" }
    func line(_ row: PairRow) -> [String] { [row.rival] + row.swept.map(\.text) }
    let heads = ["rival"] + first.swept.map(\.key)
    let table = try lines(of: rows, heads, line, column: { Milliseconds.text(nanoseconds: $0.latency.nanoseconds) }) {
      let ahead = Double($0.onlyReference - $0.onlyRival) / Double(max(1, $0.images))
      return CSVText.decimal(100 * ahead, places: 2) + (try $0.probability < 0.05 ? "*" : " ")
    }
    if table.count - 1 > lineLimit {
      return "\(first.reference) beside each rival: pairs.csv, \(rows.count) comparisons\n"
    }
    return "\(first.reference) ahead of each rival [points] over latency_ms; *: McNemar's p below 0.05\n"
      + aligned(table, textColumns: heads.count)
  }

  /// Shares as points.csv has them, the largest first. Empty without.
  package static func text(shares rows: [ShareRow]) -> String {
    guard let first = rows.first else { return "" }
    let sorted = rows.filter { $0.arrangement == .sorted }
    func line(_ row: ShareRow) -> [String] { [row.scheme] + row.swept.map(\.text) }
    let heads = ["scheme"] + first.swept.map(\.key)
    let table = lines(of: sorted, heads, line, column: { String($0.place) }) {
      CSVText.decimal(100 * $0.share, places: 2)
    }
    return "share of importance [%] over units, the largest first\n"
      + aligned(table, textColumns: heads.count)
  }

  /// Accuracies with the first units, as points.csv has them. Empty without.
  package static func text(units rows: [UnitRow]) -> String {
    guard let first = rows.first else { return "" }
    let leading = rows.filter { $0.part == .leading }
    func line(_ row: UnitRow) -> [String] { [row.scheme] + row.swept.map(\.text) }
    let heads = ["scheme"] + first.swept.map(\.key)
    let table = lines(of: leading, heads, line, column: { String($0.unit) }) {
      CSVText.decimal(100 * Double($0.correct) / Double(max(1, $0.images)), places: 2)
    }
    return "accuracy [%] with the first units alone\n" + aligned(table, textColumns: heads.count)
  }

  private static func percent(_ row: ResultRow) -> String {
    CSVText.decimal(100 * (row.fractionCorrect ?? row.deliveredFraction), places: 2)
  }

  /// Below a line of heads and columns one for each different `line` of `rows`, with its cell in each column; of the columns
  /// as many as fit.
  private static func lines<Row>(
    of rows: [Row], _ heads: [String], _ line: (Row) -> [String], column: (Row) -> String,
    cell: (Row) throws -> String
  ) rethrows -> [[String]] {
    let columns = thinned(rows.map(column).unique())
    var cells: [[String]: String] = [:]
    for row in rows { cells[line(row) + [column(row)]] = try cell(row) }
    return [heads + columns] + rows.map(line).unique().map { line in line + columns.map { cells[line + [$0]] ?? "" } }
  }

  /// Some of `values`, evenly spaced, the first and the last among them.
  private static func thinned(_ values: [String]) -> [String] {
    guard values.count > columnLimit else { return values }
    return (0..<columnLimit).map { values[$0 * (values.count - 1) / (columnLimit - 1)] }
  }

  private static func aligned(_ table: [[String]], textColumns: Int) -> String {
    AlignedText.lines(table, textColumns: textColumns).map { "  \($0)\n" }.joined()
  }
}
