// A figure for points that came without a description.

extension FigureDescription {
  /// What the columns of `table` suggest: the mean accuracy (without that, what was delivered) over latency, or over the
  /// swept number with most values, one curve for each value of the other columns before `images` that vary. Nil without
  /// a column to draw over.
  package init?(suggestedBy table: CSVTable, title: String) {
    let measures = table.columns.firstIndex(of: "images") ?? table.columns.firstIndex(of: "accuracy") ?? 0
    func values(_ column: Int) -> Set<String> { Set(table.rows.map { $0.fields[column] }) }
    let keys = table.columns.indices.prefix(measures)
    let varying = keys.filter { values($0).count > 1 }
    let numeric = varying.filter { column in values(column).allSatisfy { CSVTable.number($0) != nil } }
    let candidates = numeric.isEmpty ? keys.filter { table.columns[$0] == "latency_ms" } : numeric
    let ordinates = [("accuracy", "Accuracy [%]"), ("delivered_fraction", "Delivered [%]")]
    guard let (y, label) = ordinates.first(where: { table.columns.contains($0.0) }),
      let x = candidates.first(where: { table.columns[$0] == "latency_ms" })
        ?? candidates.max(by: { values($0).count < values($1).count })
    else { return nil }
    let column = table.columns[x]
    self.init(
      title: title, x: Axis(column: column, label: column == "latency_ms" ? "Latency [ms]" : column),
      y: Axis(column: y, label: label, factor: 100),
      series: varying.filter { $0 != x }.map { table.columns[$0] })
  }
}
