// A number that the NAIR paper publishes, and which of our results stands beside it.

import Core
import Neural

/// One published number.
package struct PublishedNumber: Sendable {
  /// What a number counts, as printed: 91.49 is percent, 3.1 millions.
  package enum Unit: String, Sendable {
    case percent = "%"
    case points
    case millions = "M"
    case milliseconds = "ms"
  }

  /// Where the paper has it: "Table II".
  package let place: String
  package let what: String
  /// In ``unit``; nil where none of the texts at hand quotes the number, which the report then says.
  package let value: Double?
  /// Decimals as printed.
  package let places: Int
  package let unit: Unit
  package let quantity: Quantity
  /// How the value is known, and what does not fit in the paper itself.
  package let source: String
  /// Why ours is another, as far as it is known; empty where nothing is.
  package var reason = ""
}

/// Ours: what of the results, or of the network, answers to a published number.
package enum Quantity: Sendable {
  /// Of `scheme` at a latency [ms].
  case accuracy(_ scheme: String, latency: String, Evidence)
  /// The highest of several schemes' accuracies.
  case bestAccuracy([String], latency: String, Evidence)
  /// How many points of accuracy a scheme is ahead of another.
  case lead(_ scheme: String, of: String, latency: String, Evidence)
  /// The same in percent of the other's accuracy: 100 (a / b − 1).
  case relativeLead(_ scheme: String, of: String, latency: String, Evidence)
  /// Share of the norm (Fig. 6) of the unit at `place`, counted from 1, in this arrangement.
  case share(_ scheme: String, ShareRow.Arrangement, place: Int)
  /// Points of accuracy that losing this fraction of the elements costs at a cut (Fig. 5).
  case erasureLoss(cut: String, rate: String)
  /// Time on air of the first units at 250 kbit/s.
  case airTime(units: Int)
  /// Of the network alone.
  case count(@Sendable (SplitCounts) -> Double)

  /// The scenario whose results it needs; nil for what follows from the network alone.
  package var scenario: String? {
    switch self {
    case .accuracy(_, _, let evidence), .bestAccuracy(_, _, let evidence), .lead(_, _, _, let evidence),
      .relativeLead(_, _, _, let evidence):
      evidence.scenario
    case .share: "fig6"
    case .erasureLoss: "fig5"
    case .airTime, .count: nil
    }
  }
}

/// Result files with the columns scheme, latency_ms, accuracy, accuracy_low and accuracy_high; the first that has a row for
/// scheme and latency answers.
package struct Evidence: Sendable {
  /// The scenario that makes them.
  package let scenario: String
  /// Below `results/<dataset>/`.
  package let files: [String]
  /// Where schemes are compared image by image.
  package let pairs: String

  package static let table2 = Evidence(
    scenario: "fig8", files: ["fig8/table2.csv", "fig7/table2.csv"], pairs: "fig8/pairs.csv")
  package static let table3 = Evidence(scenario: "table3", files: ["table3/table3.csv"], pairs: "table3/pairs.csv")
}
