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
    let columns = thinned(unique(rows.map(column)))
    var cells: [[String]: String] = [:]
    for row in rows { cells[line(row) + [column(row)]] = percent(row) }
    let heads = ["scheme"] + (sweepsLatency ? first.swept[...] : first.swept.dropLast()).map(\.key)
    let table =
      [heads + columns] + unique(rows.map(line)).map { line in line + columns.map { cells[line + [$0]] ?? "" } }
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
    let columns = thinned(unique(rows.map { Milliseconds.text(nanoseconds: $0.latency.nanoseconds) }))
    var cells: [[String]: String] = [:]
    for row in rows {
      let ahead = Double(row.onlyReference - row.onlyRival) / Double(max(1, row.images))
      let points = CSVText.decimal(100 * ahead, places: 2)
      cells[line(row) + [Milliseconds.text(nanoseconds: row.latency.nanoseconds)]] =
        points + (try row.probability < 0.05 ? "*" : " ")
    }
    let heads = ["rival"] + first.swept.map(\.key)
    let lines = unique(rows.map(line)).map { line in line + columns.map { cells[line + [$0]] ?? "" } }
    if lines.count > lineLimit { return "\(first.reference) beside each rival: pairs.csv, \(rows.count) comparisons\n" }
    return "\(first.reference) ahead of each rival [points] over latency_ms; *: McNemar's p below 0.05\n"
      + aligned([heads + columns] + lines, textColumns: heads.count)
  }

  /// Shares as points.csv has them, the largest first. Empty without.
  package static func text(shares rows: [ShareRow]) -> String {
    guard let first = rows.first else { return "" }
    let sorted = rows.filter { $0.arrangement == .sorted }
    func line(_ row: ShareRow) -> [String] { [row.scheme] + row.swept.map(\.text) }
    let columns = thinned(unique(sorted.map { String($0.place) }))
    var cells: [[String]: String] = [:]
    for row in sorted { cells[line(row) + [String(row.place)]] = CSVText.decimal(100 * row.share, places: 2) }
    let heads = ["scheme"] + first.swept.map(\.key)
    let lines = unique(sorted.map(line)).map { line in line + columns.map { cells[line + [$0]] ?? "" } }
    return "share of importance [%] over units, the largest first\n"
      + aligned([heads + columns] + lines, textColumns: heads.count)
  }

  /// Accuracies with the first units, as points.csv has them. Empty without.
  package static func text(units rows: [UnitRow]) -> String {
    guard let first = rows.first else { return "" }
    let leading = rows.filter { $0.part == .leading }
    func line(_ row: UnitRow) -> [String] { [row.scheme] + row.swept.map(\.text) }
    let columns = thinned(unique(leading.map { String($0.unit) }))
    var cells: [[String]: String] = [:]
    for row in leading {
      cells[line(row) + [String(row.unit)]] =
        CSVText.decimal(100 * Double(row.correct) / Double(max(1, row.images)), places: 2)
    }
    let heads = ["scheme"] + first.swept.map(\.key)
    let lines = unique(leading.map(line)).map { line in line + columns.map { cells[line + [$0]] ?? "" } }
    return "accuracy [%] with the first units alone\n" + aligned([heads + columns] + lines, textColumns: heads.count)
  }

  private static func percent(_ row: ResultRow) -> String {
    CSVText.decimal(100 * (row.fractionCorrect ?? row.deliveredFraction), places: 2)
  }

  private static func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
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
