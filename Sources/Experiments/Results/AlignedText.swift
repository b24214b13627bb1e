// Tables for people, in columns of equal width.

/// Lays tables out with spaces.
package enum AlignedText {
  /// The lines of `table`, the first `textColumns` columns to the left and numbers to the right.
  /// - Precondition: there is a line, and all lines have as many fields as the first.
  package static func lines(_ table: [[String]], textColumns: Int) -> [String] {
    let widths = table[0].indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    return table.map { line in
      let fields = line.enumerated().map { column, text in
        let space = String(repeating: " ", count: widths[column] - text.count)
        return column < textColumns ? text + space : space + text
      }
      return fields.joined(separator: "  ")
    }
  }
}
