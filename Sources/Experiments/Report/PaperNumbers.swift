// The numbers of the NAIR paper, each with its source. Y. Xiao et al., "NAIR: An Efficient Distributed Deep Learning
// Architecture for Resource Constrained IoT System", IEEE Internet of Things Journal 11(12), 21427–21439, 2024.

import Core
import Neural

/// What the report holds ours against.
///
/// The values are those that quotations from the paper give; of Table II one row, nine cells and one bound are quoted. A
/// cell whose value is not at hand has none here, rather than a guess: whoever has the paper puts it in.
package enum PaperNumbers {
  /// The uncut, pretrained network on the test images, which shapes are measured from [%].
  package static let original = 93.79

  package static let all: [PublishedNumber] =
    network + untrained + table2 + table3 + claims + shares + erasure + latencies + counts

  private static let everything = "3145.728"

  private static let network = [
    PublishedNumber(
      place: "Table II", what: "pretrained network, uncut", value: original, places: 2, unit: .percent,
      quantity: .accuracy("original", latency: everything, .table2), source: "quoted",
      reason: "ours is trained on 45,000 pictures of a JPEG copy; the paper tells neither epochs nor augmentation")
  ]

  /// Columns of Table II: whole units by then, and the latency.
  private static let columns: [(units: Int, latency: String)] = [
    (1, "262.144"), (2, "524.288"), (3, "786.432"), (4, "1048.576"), (6, "1572.864"), (8, "2097.152"), (12, everything),
  ]

  /// The units that are whole at a latency that is a column of Table II.
  static func units(by latency: String) -> Int? { columns.first { $0.latency == latency }?.units }

  private static func counted(_ units: Int) -> String { units == 1 ? "1 unit" : "\(units) units" }

  /// What a column of accuracies is called: the last one is all units, however many a network has.
  private static func named(_ units: Int) -> String { units == 12 ? "all units" : counted(units) }

  private static let rows: [(scheme: String, name: String)] = [
    ("nair", "NAIR"), ("clio-n-st", "CLIO^n_st"), ("clio-l-st", "CLIO^l_st"), ("clio-n-mt", "CLIO^n_mt"),
    ("clio-l-mt", "CLIO^l_mt"),
  ]

  /// Cells of Table II that are quoted.
  private static let cells: [String: (value: Double, source: String)] = [
    "nair 1": (91.49, "quoted; Table III has it too"),
    "clio-l-st 1": (43.18, "quoted"),
    "clio-l-mt 1": (83.54, "quoted"),
    "clio-n-mt 1": (81.11, "the one value of two decimals that a quoted lead of 12.80 % leaves possible"),
    "clio-n-mt 2": (87.73, "quoted"),
    "clio-n-st 12": (90.29, "quoted as Overall: all units are there, and the one tail is the same as with many"),
    "clio-l-st 12": (91.53, "quoted as Overall"),
    "clio-n-mt 12": (90.29, "quoted as Overall"),
    "clio-l-mt 12": (91.53, "quoted as Overall"),
  ]

  /// The row "Original": the pretrained network with zeros for what is not there.
  private static let untrained: [PublishedNumber] = zip(columns, [16, 20, 29, 62, 77, 83]).map { column, value in
    PublishedNumber(
      place: "Table II", what: "original, \(named(column.units))", value: value, places: 0, unit: .percent,
      quantity: .accuracy("original", latency: column.latency, .table2),
      source: "quoted without decimals",
      reason: "a network that was never trained for it; which channels it needs differs from training to training")
  }

  private static let table2: [PublishedNumber] = rows.flatMap { row in
    columns.map { column in
      let cell = cells["\(row.scheme) \(column.units)"]
      return PublishedNumber(
        place: "Table II", what: "\(row.name), \(named(column.units))",
        value: cell?.value, places: 2, unit: .percent,
        quantity: .accuracy(row.scheme, latency: column.latency, .table2), source: cell?.source ?? "",
        reason: reasons[String(row.scheme.suffix(2))] ?? "")
    }
  }

  /// Of CLIO's rows, by the kind of tail.
  private static let reasons = [
    "st":
      "our one tail is that of all units, which never saw fewer: only so has Table II the same Overall for one tail "
      + "and for many",
    "mt": "each of our tails is a whole copy of the pretrained one; how long theirs were trained the paper does not "
      + "say",
  ]

  private static let table3: [PublishedNumber] = {
    let statistics =
      "with batch statistics over all slices the slice losses leave no such gap; kept as the last slice has them they left one "
      + "of 24 to 27 points on the synthetic set after one epoch, with the penalty and without, so that it is not the penalty "
      + "that closes it (Sources/Training/README.md)"
    func accuracy(_ scheme: String, _ what: String, _ value: Double, reason: String = "") -> PublishedNumber {
      PublishedNumber(
        place: "Table III", what: what, value: value, places: 2, unit: .percent,
        quantity: .accuracy(scheme, latency: "262.144", .table3), source: "quoted", reason: reason)
    }
    func gain(
      _ scheme: String, of rival: String, _ what: String, _ value: Double, _ places: Int, _ source: String,
      reason: String = ""
    ) -> PublishedNumber {
      PublishedNumber(
        place: "Table III", what: what, value: value, places: places, unit: .points,
        quantity: .lead(scheme, of: rival, latency: "262.144", .table3), source: source, reason: reason)
    }
    return [
      accuracy("nair-neither", "neither weights nor penalty, 1 unit", 77.16, reason: statistics),
      accuracy("nair-penalty", "penalty alone, 1 unit", 89.44),
      accuracy("nair", "weights and penalty, 1 unit", 91.49),
      gain(
        "nair-penalty", of: "nair-neither", "what the penalty brings", 12.28, 2, "quoted", reason: statistics),
      gain("nair", of: "nair-penalty", "what the weights bring", 2.1, 1, "quoted; the table's cells give 2.05"),
    ]
  }()

  private static let claims = [
    PublishedNumber(
      place: "abstract", what: "NAIR's lead on CLIO^l_st, 1 unit, relative", value: 112, places: 0, unit: .percent,
      quantity: .relativeLead("nair", of: "clio-l-st", latency: "262.144", .table2),
      source: "abstract; 91.49 / 43.18 - 1 = 111.88 %", reason: reasons["st"] ?? ""),
    PublishedNumber(
      place: "text", what: "NAIR's lead on CLIO^l_mt, 1 unit, relative", value: 9, places: 0, unit: .percent,
      quantity: .relativeLead("nair", of: "clio-l-mt", latency: "262.144", .table2),
      source: "quoted; 91.49 / 83.54 - 1 = 9.52 %, which is 7.95 points", reason: reasons["mt"] ?? ""),
    PublishedNumber(
      place: "text", what: "NAIR's lead on CLIO^n_mt, 1 unit, relative", value: 12.8, places: 2, unit: .percent,
      quantity: .relativeLead("nair", of: "clio-n-mt", latency: "262.144", .table2), source: "quoted",
      reason: reasons["mt"] ?? ""),
    PublishedNumber(
      place: "text", what: "CLIO^n_mt, 500 ms", value: 87.72, places: 2, unit: .percent,
      quantity: .accuracy("clio-n-mt", latency: "524.288", .table2),
      source: "quoted where the text speaks of single tails; Table II has it as 87.73, with many"),
    PublishedNumber(
      place: "text", what: "best single tail of CLIO, 2 units", value: 80.51, places: 2, unit: .percent,
      quantity: .bestAccuracy(["clio-n-st", "clio-l-st"], latency: "524.288", .table2),
      source: "quoted", reason: reasons["st"] ?? ""),
  ]

  private static let oneOfMany =
    "the norms of one trained network; of how the paper trained its own it does not tell enough"

  private static let shares = [
    PublishedNumber(
      place: "Fig. 6", what: "largest unit's share, pretrained", value: 9, places: 0, unit: .percent,
      quantity: .share("original", .sorted, place: 1), source: "quoted", reason: oneOfMany),
    PublishedNumber(
      place: "Fig. 6", what: "largest unit's share, NAIR", value: 21.63, places: 2, unit: .percent,
      quantity: .share("nair", .sorted, place: 1), source: "quoted",
      reason: "a coefficient of 1 on the share presses the other filters down further; the paper names no scale"),
    PublishedNumber(
      place: "Fig. 6", what: "eighth unit's share, pretrained", value: 7.21, places: 2, unit: .percent,
      quantity: .share("original", .channels, place: 8),
      source: "quoted; that it is the pretrained network's in channel order is our reading", reason: oneOfMany),
  ]

  private static let erasure = [
    PublishedNumber(
      place: "Fig. 5", what: "accuracy lost at an error rate of 50 %", value: 12, places: 0, unit: .points,
      quantity: .erasureLoss(cut: "block3", rate: "0.5"),
      source: "quoted without the layer, taken at layer three; with bits flipped at 50 % nothing would be left, so "
        + "elements are erased", reason: "the paper tells neither the layer nor what becomes of a lost element")
  ]

  private static let latencies: [PublishedNumber] = columns.map { column in
    PublishedNumber(
      place: "Table II", what: "latency of \(counted(column.units))",
      value: Double(column.latency), places: 3, unit: .milliseconds, quantity: .airTime(units: column.units),
      source: "units of 65,536 bits at 250 kbit/s")
  }

  private static let counts: [PublishedNumber] = {
    @Sendable func tails(_ counts: SplitCounts) -> Double { Double(counts.narrowedTailParameters(unitChannels: 2)) }
    return [
      PublishedNumber(
        place: "§V", what: "parameters of CLIO's twelve tails", value: 36.2, places: 1, unit: .millions,
        quantity: .count { tails($0) / 1e6 }, source: "quoted; 12 times 3.1 M would be 37.2 M"),
      PublishedNumber(
        place: "§V", what: "parameters of NAIR's one tail", value: 3.1, places: 1, unit: .millions,
        quantity: .count { Double($0.tailParameters) / 1e6 },
        source: "quoted; the whole 10-class network has 2.30 M, and no usual variant has a tail of 3.1 M"),
      PublishedNumber(
        place: "§V", what: "one tail in percent of twelve", value: 8.6, places: 1, unit: .percent,
        quantity: .count { 100 * Double($0.tailParameters) / tails($0) }, source: "quoted; 3.1 / 36.2 = 8.56 %"),
      PublishedNumber(
        place: "§V", what: "parameters saved", value: 91.4, places: 1, unit: .percent,
        quantity: .count { 100 - 100 * Double($0.tailParameters) / tails($0) }, source: "quoted"),
    ]
  }()
}
