// Reads what the report needs from the results of scenarios, as they lie on disk.

import Core
import Figures
import Foundation
import Stochastics

/// The results of one data set.
package final class ResultLookup {
  /// A value that was found, in the report's units, and where.
  package struct Found {
    package var value: Estimate
    /// Below the data set's folder.
    package var file: String
  }

  private let folder: String
  private var tables: [String: CSVTable] = [:]

  /// Results below `folder`, `results/<dataset>`.
  package init(folder: String) { self.folder = folder }

  /// The value of `quantity`; nil where the results lack a row for it. Leads have the paired interval where one training of
  /// each was compared image by image; other differences that which the ends of both give, wider than one of 95 %.
  /// - Throws: `data` for results that are no tables.
  package func value(of quantity: Quantity) throws -> Found? {
    switch quantity {
    case .accuracy(let scheme, let latency, let evidence):
      return try accuracy(scheme, latency, evidence.files)
    case .bestAccuracy(let schemes, let latency, let evidence):
      let found = try schemes.map { try accuracy($0, latency, evidence.files) }
      // With one of them missing the best is not known.
      guard !found.contains(where: { $0 == nil }) else { return nil }
      return found.compactMap { $0 }.max { $0.value.value < $1.value.value }
    case .lead(let scheme, let rival, let latency, let evidence):
      if let paired = try paired(scheme, rival, latency, evidence) { return paired }
      return try pair(scheme, rival, latency, evidence).map { ours, other in
        Found(value: Self.difference(ours.value, other.value), file: ours.file)
      }
    case .relativeLead(let scheme, let rival, let latency, let evidence):
      let lead = try paired(scheme, rival, latency, evidence)
      return try pair(scheme, rival, latency, evidence).flatMap { ours, other in
        let (a, b) = (ours.value, other.value)
        // There is no ratio to what may be next to nothing.
        guard b.low > 0.01 else { return nil }
        if let lead {
          // What the rival's own accuracy may be besides changes the ratio by next to nothing.
          let scale = 100 / b.value
          let (value, low, high) = (lead.value.value * scale, lead.value.low * scale, lead.value.high * scale)
          return Found(value: Estimate(value: value, low: low, high: high), file: lead.file)
        }
        let ratios = [a.value / b.value, a.low / b.high, a.high / b.low].map { 100 * ($0 - 1) }
        return Found(value: Estimate(value: ratios[0], low: ratios[1], high: ratios[2]), file: ours.file)
      }
    case .share(let scheme, let arrangement, let place):
      return try share(scheme, arrangement, place: place, measure: "conv")
    case .erasureLoss(let cut, let rate):
      let file = "fig5/points.csv"
      func accuracy(_ rate: String) throws -> Estimate? {
        try percent(file, ["scheme": "original", "model.cut": cut, "channel.rate": rate])
      }
      guard let clean = try accuracy("0"), let damaged = try accuracy(rate) else { return nil }
      return Found(value: Self.difference(clean, damaged), file: file)
    case .airTime, .count:
      return nil
    }
  }

  /// A unit's share by any measure of importance [%].
  package func share(
    _ scheme: String, _ arrangement: ShareRow.Arrangement, place: Int, measure: String
  ) throws -> Found? {
    let file = "fig6/points.csv"
    let rows = try rows(
      of: file, where: ["scheme": scheme, "model.importance": measure, "arrangement": arrangement.rawValue])
    guard let rows, let row = try rows.matching("place", "\(place)").first,
      let share = try rows.table.number(row, rows.table.index(of: "share"))
    else { return nil }
    guard (0...1).contains(share) else {
      throw AirSliceError(.data, "a share of \(share), which is none", at: .init(file: rows.table.file, line: row.line))
    }
    return Found(value: Estimate(value: 100 * share, low: 100 * share, high: 100 * share), file: file)
  }

  /// How many units `scheme`'s shares are spread over.
  package func unitCount(_ scheme: String) throws -> Int {
    try rows(
      of: "fig6/points.csv", where: ["scheme": scheme, "model.importance": "conv", "arrangement": "sorted"])?
      .rows.count ?? 0
  }

  /// Whether the scenario has been run at all.
  package func has(_ scenario: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(scenario)") }

  /// What figures call the data set, as the first manifest that is found says; the folder's name without one.
  package var title: String {
    struct Manifest: Decodable {
      struct Record: Decodable { var title: String }
      var dataset: Record
    }
    let scenarios = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    for scenario in scenarios {
      if let data = FileManager.default.contents(atPath: "\(folder)/\(scenario)/manifest.json"),
        let manifest = try? JSONDecoder().decode(Manifest.self, from: data)
      {
        return manifest.dataset.title
      }
    }
    return (folder as NSString).lastPathComponent
  }

  /// The lead of `scheme` on `rival` with its paired interval [points]; nil where they were not compared once.
  private func paired(
    _ scheme: String, _ rival: String, _ latency: String, _ evidence: Evidence
  ) throws -> Found? {
    let found = try rows(of: evidence.pairs, where: ["reference": scheme, "rival": rival, "latency_ms": latency])
    guard let found, found.rows.count == 1 else { return nil }
    return try found.percent("difference", of: found.rows[0]).map { Found(value: $0, file: evidence.pairs) }
  }

  private func pair(
    _ scheme: String, _ rival: String, _ latency: String, _ evidence: Evidence
  ) throws -> (Found, Found)? {
    guard let ours = try accuracy(scheme, latency, evidence.files),
      let other = try accuracy(rival, latency, evidence.files)
    else { return nil }
    return (ours, other)
  }

  /// The accuracy of the uncut network on the images that `file` is of [%]. Table III has none of its own; its images are
  /// as many as those of Fig. 7.
  package func uncut(besides file: String) throws -> Estimate? {
    let isTable3 = Evidence.table3.files.contains(file)
    return try accuracy("original", "3145.728", [isTable3 ? "fig7/table2.csv" : file])?.value
  }

  private func accuracy(_ scheme: String, _ latency: String, _ files: [String]) throws -> Found? {
    for file in files {
      if let value = try percent(file, ["scheme": scheme, "latency_ms": latency]) {
        return Found(value: value, file: file)
      }
    }
    return nil
  }

  /// The accuracy in the one row of `file` where `columns` have these values [%].
  private func percent(_ file: String, _ columns: [String: String]) throws -> Estimate? {
    guard let rows = try rows(of: file, where: columns), let row = rows.rows.first else { return nil }
    guard rows.rows.count == 1 else {
      throw AirSliceError.data(
        "\(rows.rows.count) rows for \(columns.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")), one expected",
        file: "\(folder)/\(file)")
    }
    let found = try rows.percent("accuracy", of: row)
    if let found, found.value < 0 {
      throw AirSliceError(
        .data, String(format: "an accuracy of %.4g %%", found.value), at: .init(file: rows.table.file, line: row.line))
    }
    return found
  }

  /// Rows of one table.
  private struct Selection {
    let table: CSVTable
    let rows: [CSVTable.Row]

    /// Those with `value` in the column `name`; decimals are equal when they are the same number.
    func matching(_ name: String, _ value: String) throws -> [CSVTable.Row] {
      let index = try table.index(of: name)
      let number = CSVTable.number(value)
      return rows.filter { row in
        let text = row.fields[index]
        return text == value || number != nil && CSVTable.number(text) == number
      }
    }

    /// The fraction in the column `name` of `row` with its interval [%]; nil where any of the three is empty.
    func percent(_ name: String, of row: CSVTable.Row) throws -> Estimate? {
      let values = try ["", "_low", "_high"].map { ending in
        try table.number(row, table.index(of: name + ending)).map { 100 * $0 }
      }
      guard let value = values[0], let low = values[1], let high = values[2] else { return nil }
      // Student's interval of a few trainings may go beyond what is possible.
      guard abs(value) <= 100, abs(low) <= 10_000, abs(high) <= 10_000, low <= value, value <= high else {
        throw AirSliceError(
          .data,
          String(format: "'%@' is no share within its interval: %.4g %% within %.4g to %.4g", name, value, low, high),
          at: .init(file: table.file, line: row.line))
      }
      return Estimate(value: value, low: low, high: high)
    }
  }

  /// The rows of `file` where `columns` have these values; nil without the file.
  private func rows(of file: String, where columns: [String: String]) throws -> Selection? {
    let path = "\(folder)/\(file)"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let table = try tables[file] ?? CSVTable(path: path)
    tables[file] = table
    return try columns.reduce(Selection(table: table, rows: table.rows)) {
      Selection(table: table, rows: try $0.matching($1.key, $1.value))
    }
  }

  private static func difference(_ a: Estimate, _ b: Estimate) -> Estimate {
    Estimate(value: a.value - b.value, low: a.low - b.high, high: a.high - b.low)
  }
}
