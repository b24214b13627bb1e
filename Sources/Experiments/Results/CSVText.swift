// Comma-separated values and decimals, the same text for the same numbers.

import Foundation

/// The text of result tables: RFC 4180 with newlines.
enum CSVText {
  /// The text of a table.
  static func table(_ columns: [String], _ rows: [[String]]) -> String {
    ([columns] + rows).map(line).joined()
  }

  /// One row; fields with commas, quotation marks or line breaks are quoted.
  static func line(_ fields: [String]) -> String {
    fields.map { field in
      field.contains { ",\"\n\r".contains($0) } ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
    }.joined(separator: ",") + "\n"
  }

  /// `value` with `places` decimals, the half away from zero; -0 is 0.
  static func decimal(_ value: Double, places: Int = 6) -> String {
    let scale = (0..<places).reduce(1) { product, _ in product * 10 }
    let units = Int((value * Double(scale)).rounded())
    let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: UInt(scale))
    return (units < 0 ? "-" : "") + String(whole) + (places > 0 ? "." + String(UInt(scale) + rest).dropFirst() : "")
  }

  /// A probability to three digits, however small: 1.234e-05.
  static func probability(_ value: Double) -> String { String(format: "%.3e", value) }
}
