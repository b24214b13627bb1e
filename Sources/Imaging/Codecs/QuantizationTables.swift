// What JPEG divides the coefficients of its transform by.

import Core
import Foundation

/// Two tables of 64 divisors of 1 to 255, rows of rising vertical frequency, for luminance and for chrominance.
package struct QuantizationTables: Sendable, Hashable {
  package let luminance: [UInt16]
  package let chrominance: [UInt16]

  /// - Precondition: each table has 64 entries within 1 to 255.
  package init(luminance: [UInt16], chrominance: [UInt16]) {
    for table in [luminance, chrominance] {
      precondition(table.count == 64 && table.allSatisfy { (1...255).contains($0) }, "64 entries of 1 to 255")
    }
    (self.luminance, self.chrominance) = (luminance, chrominance)
  }

  /// The qualities that libjpeg knows.
  package static let qualities = 1...100

  /// These tables at a quality of 1 to 100, by libjpeg's rule: times 50 / q below 50, times 2 − q / 50 from there on,
  /// rounded to percents and then to entries of 1 to 255. Quality 50 leaves them as they are.
  package func scaled(quality: Int) -> QuantizationTables {
    precondition(Self.qualities.contains(quality), "a quality lies within 1 to 100")
    let percent = quality < 50 ? 5000 / quality : 200 - 2 * quality
    func scaled(_ table: [UInt16]) -> [UInt16] {
      table.map { UInt16(min(255, max(1, (Int($0) * percent + 50) / 100))) }
    }
    return QuantizationTables(luminance: scaled(luminance), chrominance: scaled(chrominance))
  }

  /// The tables of ITU-T T.81, annex K.1 (Tables K.1 and K.2), which everybody uses.
  package static let standard = QuantizationTables(
    luminance: [
      16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
      51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
      120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ],
    chrominance: [
      17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99,
      99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
      99, 99, 99, 99, 99, 99, 99, 99,
    ])
}

extension QuantizationTables {
  /// Reads a text file as `cjpeg -qtables` does: 64 numbers for both or 64 for each, `#` begins a remark.
  /// - Throws: `missingInput` when the file cannot be read, `data` with the line when it is wrong.
  package init(contentsOf path: String) throws {
    guard let content = FileManager.default.contents(atPath: path) else {
      throw AirSliceError(
        .missingInput, "the quantisation tables cannot be read: \(FilePath.hindrance(path))", at: .init(file: path))
    }
    var entries: [UInt16] = []
    let lines = String(decoding: content, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (line, text) in lines.enumerated() {
      for word in text.prefix(while: { $0 != "#" }).split(whereSeparator: \.isWhitespace) {
        guard let entry = UInt16(word), (1...255).contains(entry) else {
          throw AirSliceError(
            .data, "'\(word.prefix(20))' cannot divide a coefficient: entries are whole numbers from 1 to 255",
            at: .init(file: path, line: line + 1))
        }
        entries.append(entry)
      }
    }
    guard entries.count == 64 || entries.count == 128 else {
      throw AirSliceError.data("\(entries.count) numbers; one table has 64, two have 128", file: path)
    }
    self.init(luminance: Array(entries.prefix(64)), chrominance: Array(entries.suffix(64)))
  }
}
