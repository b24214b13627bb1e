// Which rows of a table make which curve of which panel; checks the description against the columns on the way.

import Core

/// A figure's rows, sorted into panels and curves in order of first appearance.
package struct FigureCurves: Sendable {
  /// One drawn row.
  package struct Point: Sendable, Hashable {
    package var x: Double
    package var y: Double
    package var low: Double?
    package var high: Double?
  }

  /// What tells a curve from the others of its panel: one text for each column of `series`.
  package typealias Key = [String]

  /// The panels' values, one text for each column that tells them apart; a grid row by row. One empty list without panels.
  package private(set) var panels: [[String]] = []
  /// The curves' keys, the same list for all panels.
  package private(set) var curves: [Key] = []
  /// Points by panel and curve, in order of the file, after the axes' factors.
  package private(set) var points: [[[Point]]] = []
  /// For each column of the filter the texts that pass.
  package private(set) var passing: [(column: String, texts: [String])] = []
  /// The positions of the interval's columns, counted from 0; nil when the table has none.
  package let interval: (low: Int, high: Int)?
  /// Values that a logarithmic x axis cannot show, ascending.
  package private(set) var notShown: [Double] = []

  /// Panels side by side where they make a grid.
  package private(set) var gridColumns: Int?

  /// Sorts the rows of `table` as `description` says.
  /// - Throws: `data` when a column is missing or holds no numbers, when two rows of one curve share their x, or when
  ///   no row is left.
  package init(_ table: CSVTable, _ description: FigureDescription) throws {
    guard !table.hasByteOrderMark else {
      throw AirSliceError(
        .data, "a byte order mark, which gnuplot takes for text: save the file as UTF-8 without it",
        at: .init(file: table.file, line: 1))
    }
    let columns = try Columns(table, description)
    interval = columns.interval
    passing = columns.filter.map { filter in
      (table.columns[filter.index], table.rows.map { $0.fields[filter.index] }.filter(filter.passes).unique())
    }
    let rows = try table.rows.filter { row in
      try columns.filter.allSatisfy { $0.passes(row.fields[$0.index]) } && table.number(row, columns.x) != nil
        && table.number(row, columns.y) != nil
    }
    if columns.panels.count == 2 {
      let (across, down) = (columns.panels[0], columns.panels[1])
      let side = rows.map { $0.fields[across] }.unique()
      gridColumns = side.count
      panels = rows.map { $0.fields[down] }.unique().flatMap { below in side.map { [$0, below] } }
      points = panels.map { _ in [] }
    }
    var seen: [[[Double: (line: Int, point: Point)]]] = panels.map { _ in [] }
    for row in rows {
      guard let x = try table.number(row, columns.x), let y = try table.number(row, columns.y) else { continue }
      let low = try columns.interval.flatMap { try table.number(row, $0.low) }
      let high = try columns.interval.flatMap { try table.number(row, $0.high) }
      try columns.checkTexts(row, table)
      let panel = position(of: columns.panels.map { row.fields[$0] }, in: &panels)
      let key = columns.series.map { row.fields[$0] }
      let curve = position(of: key, in: &curves)
      if points.count < panels.count {
        points.append([])
        seen.append([])
      }
      while points[panel].count < curves.count {
        points[panel].append([])
        seen[panel].append([:])
      }
      let point = Point(x: x, y: y, low: low, high: high)
      if let other = seen[panel][curve].updateValue((row.line, point), forKey: x) {
        // Once all has been sent, a longer deadline is the same point again.
        if other.point == point { continue }
        throw AirSliceError(
          .data,
          "the same \(description.x.column) in one curve as line \(other.line): name the column that tells them apart "
            + "under series, panels or filter of the figure",
          at: .init(file: table.file, line: row.line))
      }
      let (fx, fy) = (description.x.factor, description.y.factor)
      if description.x.scale == .log, x * fx <= 0 {
        if !notShown.contains(x * fx) { notShown.append(x * fx) }
        continue
      }
      guard description.y.scale == .linear || y * fy > 0 else { continue }
      // As far as ticks and ranges can be computed.
      guard [x * fx, y * fy, (low ?? y) * fy, (high ?? y) * fy].allSatisfy({ abs($0) <= 1e300 }) else {
        throw AirSliceError(
          .data, "\(x * fx), \(y * fy) cannot be drawn: the figure's factors make too much of it",
          at: .init(file: table.file, line: row.line))
      }
      points[panel][curve].append(Point(x: x * fx, y: y * fy, low: low.map { $0 * fy }, high: high.map { $0 * fy }))
    }
    for panel in points.indices {
      while points[panel].count < curves.count { points[panel].append([]) }
    }
    notShown.sort()
    guard points.contains(where: { $0.contains { !$0.isEmpty } }) else {
      throw AirSliceError.data("no row to draw: the figure's filter and columns leave none", file: table.file)
    }
  }

  /// Whether `text` is what a filter wants: the same number where both are numbers.
  package static func passes(_ text: String, filter wanted: String) -> Bool {
    if let number = CSVTable.number(text), let wantedNumber = CSVTable.number(wanted) { return number == wantedNumber }
    return text == wanted
  }

  /// Whether gnuplot can select rows by `text`: it knows no quoted commas or quotation marks, drops leading blanks, and ends
  /// a row at each line break.
  package static func isSelectable(_ text: String) -> Bool {
    !text.contains { $0 == "," || $0 == "\"" || $0.isNewline } && text.first?.isWhitespace != true
  }

  package static let selectableTexts =
    "write its text without commas, quotation marks, line breaks and leading blanks"

  /// The smallest and the largest of `values` over all points, intervals included.
  package func extent(_ values: (Point) -> [Double]) -> ClosedRange<Double> {
    let all = points.joined().joined().flatMap(values)
    return (all.min() ?? 0)...(all.max() ?? 1)
  }
}

/// The position of `value` in `list`, appended if it is new.
private func position<Value: Equatable>(of value: Value, in list: inout [Value]) -> Int {
  if let index = list.firstIndex(of: value) { return index }
  list.append(value)
  return list.count - 1
}

/// The description's columns as positions in the table.
private struct Columns {
  struct Filter {
    let index: Int
    let wanted: String

    func passes(_ text: String) -> Bool { FigureCurves.passes(text, filter: wanted) }
  }

  let x: Int
  let y: Int
  let interval: (low: Int, high: Int)?
  let series: [Int]
  let panels: [Int]
  let filter: [Filter]

  init(_ table: CSVTable, _ description: FigureDescription) throws {
    try description.check(at: .init(file: table.file))
    x = try table.index(of: description.x.column)
    y = try table.index(of: description.y.column)
    let low = table.columns.firstIndex(of: "\(description.y.column)_low")
    let high = table.columns.firstIndex(of: "\(description.y.column)_high")
    interval = if let low, let high { (low, high) } else { nil }
    series = try description.series.map(table.index(of:))
    panels = try description.panels?.columns.map(table.index(of:)) ?? []
    filter = try description.filter.sorted { $0.key < $1.key }
      .map { Filter(index: try table.index(of: $0.key), wanted: $0.value) }
  }

  /// Checks that gnuplot reads the texts by which it selects this row as they are.
  func checkTexts(_ row: CSVTable.Row, _ table: CSVTable) throws {
    for index in series + panels + filter.map(\.index) {
      let text = row.fields[index]
      guard FigureCurves.isSelectable(text) else {
        throw AirSliceError(
          .data,
          "gnuplot cannot select rows by column '\(table.columns[index])' here: \(FigureCurves.selectableTexts)",
          at: .init(file: table.file, line: row.line))
      }
    }
    guard !row.fields.contains(where: { $0.contains(where: \.isNewline) }) else {
      throw AirSliceError(
        .data, "a line break inside a field: gnuplot cannot read it", at: .init(file: table.file, line: row.line))
    }
  }
}
