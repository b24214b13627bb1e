// What `airslice validate` finds, as a table on the terminal, as points.csv, and as a figure.

import Core
import Figures
import Foundation
import Radio
import Stochastics

/// Checks of simulation against theory, ready to be written.
package struct ValidationTable: Sendable {
  private var checks: [(suite: String, check: ValidationCheck)] = []

  package init() {}

  /// Adds the checks of the suite called `suite`.
  package mutating func add(_ suite: String, _ more: [ValidationCheck]) { checks += more.map { (suite, $0) } }

  /// How many checks there are.
  package var count: Int { checks.count }

  /// How many checks do not hold.
  package var failures: Int { checks.count { !$0.check.holds } }

  private static let columns = [
    "number", "suite", "piece", "quantity", "theory", "simulation", "simulation_low", "simulation_high", "tolerance",
    "ratio",
    "ratio_low", "ratio_high", "verdict",
  ]

  /// points.csv: one row for each check; `ratio` is simulation over theory, nothing where theory is an upper bound.
  package var csv: String {
    CSVText.table(
      Self.columns,
      checks.enumerated().map { index, entry in
        let check = entry.check
        let (theory, simulation) = (check.theory, check.simulation)
        let ratios = [simulation.value, simulation.low, simulation.high].map { $0 / theory }
        let isBound = check.lowerBound != nil
        return ["\(index + 1)", entry.suite, check.piece, check.quantity]
          + [theory, simulation.value, simulation.low, simulation.high].map(Self.digits)
          + [check.tolerance.map(Self.digits) ?? ""] + ratios.map { isBound ? "" : Self.digits($0) }
          + [Self.verdict(check)]
      })
  }

  /// The table for people.
  package var text: String {
    let rows = checks.map(\.check).map { check in
      [
        check.piece, check.quantity, (check.lowerBound == nil ? "" : "< ") + Self.digits(check.theory),
        Self.digits(check.simulation.value),
        "\(Self.digits(check.simulation.low)) … \(Self.digits(check.simulation.high))",
        String(format: "%.4f", check.simulation.value / check.theory), Self.verdict(check),
      ]
    }
    let heads = ["piece", "quantity", "theory", "simulation", "interval", "ratio", "verdict"]
    return AlignedText.lines([heads] + rows, textColumns: heads.count)
      .map { $0.trimmingCharacters(in: .whitespaces) + "\n" }.joined()
  }

  /// Simulation over theory, check by check.
  package static let figure = FigureDescription(
    title: "Simulation over theory", x: .init(column: "number", label: "Check (a row of points.csv)"),
    y: .init(column: "ratio", label: "Simulation / theory", range: [0.6, 1.4]), series: ["suite"], legend: "Suite",
    join: .points,
    caption: "closed forms of the module Radio, folder Theory; bars: 99.999 % intervals")

  private static func verdict(_ check: ValidationCheck) -> String { check.holds ? "holds" : "FAILS" }

  private static func digits(_ value: Double) -> String { String(format: "%.6g", value) }
}
