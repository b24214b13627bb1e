// A printed table of a scenario's results: the `table:` section.

import Core

/// Which rows of a scenario's results make a table: one line for each scheme and swept value, one column for each of
/// some latencies. Lines that differ in `model.training_seed` alone are one, with the spread over the seeds.
package struct TableDescription: Decodable, Hashable, Sendable {
  /// The file's name without its ending: `table2`.
  package var name: String
  package var title: String
  /// The columns; deadlines of the scenario.
  package var latencies: [Milliseconds]
  /// Whether the last deadline stands behind them as "overall".
  package var overall: Bool

  private enum CodingKeys: String, CodingKey {
    case name, title, overall
    case latencies = "latencies_ms"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    title = try values.decode(String.self, forKey: .title)
    latencies = try values.decode([Milliseconds].self, forKey: .latencies)
    overall = try values.decodeIfPresent(Bool.self, forKey: .overall) ?? false
    guard name.wholeMatch(of: /[a-z0-9][a-z0-9-]*/) != nil else {
      throw AirSliceError(.data, "'\(name)' cannot name a table: use small letters, digits and '-'")
    }
    guard !Report.files.contains("\(name).csv") else {
      throw AirSliceError(.data, "'\(name)' cannot name a table: the results have a file \(name).csv")
    }
    guard !latencies.isEmpty || overall else { throw AirSliceError(.data, "a table of no latencies") }
  }

  /// Checks that accuracy is measured, at all of the table's latencies.
  /// - Throws: `data`, naming what is not.
  package func check(measure: Scenario.Measure, deadlines: Deadlines?) throws {
    guard measure == .accuracy else {
      throw AirSliceError(
        .data, "table '\(name)' holds accuracies, which 'measure: \(measure.rawValue)' does not look at")
    }
    guard !overall || deadlines != nil else {
      throw AirSliceError(
        .data, "table '\(name)': overall is the last deadline, and there is none; write deadlines_ms")
    }
    for latency in latencies where deadlines?.times.contains(where: { $0.nanoseconds == latency.nanoseconds }) != true {
      let text = Milliseconds.text(nanoseconds: latency.nanoseconds)
      throw AirSliceError(.data, "table '\(name)': \(text) ms is no deadline of the scenario; add it to deadlines_ms")
    }
  }
}
