// Tables of comma-separated values (RFC 4180), read strictly: a picture of a damaged file would be a lie.

import Core
import Foundation

/// The rows of a CSV file, by the names of its header.
package struct CSVTable: Sendable, Hashable {
  /// One row and where it stands.
  package struct Row: Sendable, Hashable {
    /// The line at which the row begins, counted from 1.
    package let line: Int
    /// As many fields as the header has.
    package let fields: [String]
  }

  /// Where the table comes from, for errors.
  package let file: String
  /// The header's names, each once.
  package let columns: [String]
  package let rows: [Row]
  /// Whether a byte order mark stands in front, as spreadsheets write it.
  package let hasByteOrderMark: Bool

  /// Reads the file at `path`.
  /// - Throws: `missingInput` when it cannot be read, `data` (with the line) when it is no table.
  package init(path: String) throws {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw AirSliceError(.missingInput, "cannot be read: name a CSV file of results", at: .init(file: path))
    }
    try self.init(data, file: path)
  }

  /// Reads `bytes`; `file` names them in errors.
  package init(_ bytes: some Sequence<UInt8>, file: String) throws {
    var parser = CSVParser(bytes, file: file)
    guard let header = try parser.nextRow() else { throw AirSliceError.data("empty: a header is needed", file: file) }
    var names: Set<String> = []
    for name in header.fields {
      guard !name.isEmpty else { throw parser.error("a column without a name", line: header.line) }
      guard names.insert(name).inserted else { throw parser.error("two columns named '\(name)'", line: header.line) }
    }
    var rows: [Row] = []
    while let row = try parser.nextRow() {
      guard row.fields.count == header.fields.count else {
        throw parser.error("\(row.fields.count) fields where the header has \(header.fields.count)", line: row.line)
      }
      rows.append(row)
    }
    (self.file, self.columns, self.rows) = (file, header.fields, rows)
    hasByteOrderMark = parser.hasByteOrderMark
  }

  /// The position of the column `name`.
  /// - Throws: `data` when there is none; the message names those that there are.
  package func index(of name: String) throws -> Int {
    guard let index = columns.firstIndex(of: name) else {
      throw AirSliceError.data("no column '\(name)' (there are: \(columns.joined(separator: ", ")))", file: file)
    }
    return index
  }

  /// The number in the column at `index` of `row`; nil when the field is empty.
  /// - Throws: `data` when the field holds anything but a finite decimal number.
  package func number(_ row: Row, _ index: Int) throws -> Double? {
    let text = row.fields[index]
    if text.isEmpty { return nil }
    guard let value = Self.number(text) else {
      throw AirSliceError(
        .data, "column '\(columns[index])' holds '\(text)' where a finite number is needed",
        at: .init(file: file, line: row.line))
    }
    return value
  }

  /// The finite decimal number that `text` is, nil when it is none (hexadecimal, infinite, not a number).
  package static func number(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let value = Double(text), value.isFinite
    else { return nil }
    return value
  }
}

/// Splits bytes into rows of fields.
private struct CSVParser {
  private let bytes: [UInt8]
  private let file: String
  private var position: Int
  private var line = 1

  init(_ bytes: some Sequence<UInt8>, file: String) {
    self.bytes = Array(bytes)
    self.file = file
    position = self.bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  var hasByteOrderMark: Bool { bytes.starts(with: Self.byteOrderMark) }

  func error(_ message: String, line: Int) -> AirSliceError {
    AirSliceError(.data, message, at: .init(file: file, line: line))
  }

  /// The next row, nil at the end of the bytes.
  mutating func nextRow() throws -> CSVTable.Row? {
    if position == bytes.count { return nil }
    let first = line
    var fields: [String] = []
    while true {
      fields.append(try nextField())
      guard position < bytes.count else { break }
      let separator = bytes[position]
      position += 1
      if separator == UInt8(ascii: ",") { continue }
      // A carriage return before the line feed belongs to the end of the line.
      if separator == UInt8(ascii: "\r") { position += 1 }
      line += 1
      break
    }
    return CSVTable.Row(line: first, fields: fields)
  }

  /// Whether the line ends, or the bytes do, at `position`.
  private func isEndOfLine(_ position: Int) -> Bool {
    position == bytes.count || bytes[position] == UInt8(ascii: "\n")
      || bytes[position] == UInt8(ascii: "\r") && position + 1 < bytes.count
        && bytes[position + 1] == UInt8(ascii: "\n")
  }

  /// Reads one field and stops before the comma or the end of the line.
  private mutating func nextField() throws -> String {
    let first = line
    var field: [UInt8] = []
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      position += 1
      while true {
        guard position < bytes.count else { throw error("a quotation mark opens here and never closes", line: first) }
        let byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: "\"") {
          guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { break }
          position += 1
        } else if byte == UInt8(ascii: "\n") {
          line += 1
        }
        field.append(byte)
      }
      guard isEndOfLine(position) || bytes[position] == UInt8(ascii: ",") else {
        throw error("text behind a closing quotation mark: a comma or the end of the line is needed", line: line)
      }
    } else {
      while !isEndOfLine(position), bytes[position] != UInt8(ascii: ",") {
        guard bytes[position] != UInt8(ascii: "\"") else {
          throw error("a quotation mark inside a field: quote the whole field and double the mark", line: line)
        }
        field.append(bytes[position])
        position += 1
      }
    }
    guard !field.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }) else {
      throw error("a control character: this is no text", line: first)
    }
    guard let text = String(validating: field, as: UTF8.self) else { throw error("not UTF-8 text", line: first) }
    return text
  }
}
