// Tables for people (Markdown) and programs (CSV), of the rows that points.csv holds.

import Core
import Stochastics

/// A table as its description says.
package struct ResultTable: Sendable {
  /// One line's accuracy at one latency.
  struct Cell {
    var accuracy: Estimate
    /// Trainings that it is the mean of.
    var seeds: Int
    /// The standard deviation between them; nil for one.
    var deviation: Double?
  }

  private let description: TableDescription
  private let keys: [String]
  private let columns: [String]
  private let lines: [(head: [String], cells: [Cell?])]

  /// The table of `rows`.
  package init(_ description: TableDescription, _ rows: [ResultRow]) throws {
    self.description = description
    keys = (rows.first?.swept.map(\.key) ?? []).filter { $0 != Self.seedKey }
    columns =
      description.latencies.map { Milliseconds.text(nanoseconds: $0.nanoseconds) }
      + (description.overall ? [Self.overall] : [])
    let wanted = description.latencies.map(\.nanoseconds)
    let last = rows.map(\.latency.nanoseconds).max()
    var heads: [[String]] = []
    var found: [[String]: [[ResultRow]]] = [:]
    for row in rows {
      let head = [row.scheme] + row.swept.filter { $0.key != Self.seedKey }.map(\.text)
      if found[head] == nil {
        heads.append(head)
        found[head] = Array(repeating: [], count: columns.count)
      }
      for (column, nanoseconds) in wanted.enumerated() where row.latency.nanoseconds == nanoseconds {
        found[head]?[column].append(row)
      }
      if description.overall, row.latency.nanoseconds == last { found[head]?[columns.count - 1].append(row) }
    }
    lines = try heads.map { (head: $0, cells: try (found[$0] ?? []).map(Self.cell)) }
  }

  private static let seedKey = "model.training_seed"
  private static let overall = "overall"

  /// One training's accuracy has the exact interval of its images, the mean of several Student's of the trainings.
  private static func cell(_ rows: [ResultRow]) throws -> Cell? {
    guard let accuracy = try rows.first?.accuracy else { return nil }
    if rows.count == 1 { return Cell(accuracy: accuracy, seeds: 1) }
    let values = rows.compactMap(\.fractionCorrect)
    let estimate = try Intervals.studentT(values)
    let squares = values.reduce(0) { $0 + ($1 - estimate.value) * ($1 - estimate.value) }
    return Cell(
      accuracy: estimate, seeds: rows.count, deviation: (squares / Double(rows.count - 1)).squareRoot())
  }

  /// One row for each line and column.
  package var csv: String {
    let rows = lines.flatMap { line in
      zip(columns, line.cells).compactMap { column, cell -> [String]? in
        guard let cell else { return nil }
        return line.head + [column]
          + [cell.accuracy.value, cell.accuracy.low, cell.accuracy.high].map { CSVText.decimal($0) }
          + [String(cell.seeds), cell.deviation.map { CSVText.decimal($0) } ?? ""]
      }
    }
    return CSVText.table(
      ["scheme"] + keys + [
        "latency_ms", "accuracy", "accuracy_low", "accuracy_high", "training_seeds", "standard_deviation",
      ], rows)
  }

  /// The reference's lead on its rivals at the table's latencies, in points with the paired 95 % interval; empty without.
  package func markdown(leads pairs: [PairRow]) throws -> String {
    guard let first = pairs.first else { return "" }
    let keys = first.swept.map(\.key)
    let heads = ["rival"] + keys + columns.map { $0 == Self.overall ? $0 : "\($0) ms" }
    let last = pairs.map(\.latency.nanoseconds).max() ?? 0
    let wanted = description.latencies.map(\.nanoseconds) + (description.overall ? [last] : [])
    var lines: [[String]] = []
    var found: [[String]: [Int64: PairRow]] = [:]
    for pair in pairs {
      let line = [pair.rival] + pair.swept.map(\.text)
      if found[line] == nil { lines.append(line) }
      found[line, default: [:]][pair.latency.nanoseconds] = pair
    }
    return "\n\(first.reference) ahead of its rivals [points], with the paired 95 % interval:\n\n"
      + Self.grid(
        heads, texts: keys.count + 1,
        try lines.map { line in
          try line
            + wanted.map { latency in
              guard let lead = try found[line]?[latency]?.difference else { return "" }
              return "\(Self.percent(lead.value)) (\(Self.percent(lead.low)) to \(Self.percent(lead.high)))"
            }
        })
  }

  private static func percent(_ value: Double) -> String { CSVText.decimal(100 * value, places: 2) }

  /// A table whose first `texts` columns are text.
  private static func grid(_ heads: [String], texts: Int, _ lines: [[String]]) -> String {
    let rule = heads.indices.map { $0 < texts ? "---|" : "---:|" }.joined()
    return (["| \(heads.joined(separator: " | ")) |", "|\(rule)"] + lines.map { "| \($0.joined(separator: " | ")) |" })
      .map { $0 + "\n" }.joined()
  }

  /// Percent with the interval below in small, or the deviation between trainings.
  package func markdown(caption: String) -> String {
    let heads = ["scheme"] + keys + columns.map { $0 == Self.overall ? $0 : "\($0) ms" }
    let rows = lines.map { line in
      line.head
        + line.cells.map { cell in
          guard let cell else { return "" }
          let spread = cell.deviation.map { " ± \(Self.percent($0))" }
          return Self.percent(cell.accuracy.value)
            + (spread ?? " (\(Self.percent(cell.accuracy.low))–\(Self.percent(cell.accuracy.high)))")
        }
    }
    return "# \(description.title)\n\n\(caption)\n\n" + Self.grid(heads, texts: keys.count + 1, rows)
  }
}
