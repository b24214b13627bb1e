// The paper's numbers beside ours: `airslice report paper` writes it as Markdown and CSV.

import Core
import Foundation
import Neural
import Stochastics

/// A comparison of published numbers with results.
package struct DeviationReport {
  /// One published number beside ours of one data set.
  package struct Line {
    package var number: PublishedNumber
    /// The data set's name; empty for what needs no results.
    package var dataset: String
    package var ours: Estimate?
    package var verdict: Verdict
    /// Why the verdict is not a better one; what to run where results are missing.
    package var why: String
    /// The file that ours was read from.
    package var file: String

    /// Ours less the published one.
    package var difference: Double? {
      guard let ours, let published = number.value else { return nil }
      return ours.value - published
    }
  }

  package let lines: [Line]
  private let titles: [String: String]

  /// Compares `numbers` with the results below `folder`, data set by data set. CIFAR-10, the paper's, is among them even
  /// when it has no results; others are where they have some.
  /// - Throws: `data` for results that are no tables.
  package init(_ numbers: [PublishedNumber] = PaperNumbers.all, results folder: String) throws {
    var lines = try numbers.filter { $0.quantity.scenario == nil }.map(Self.plainLine)
    var titles: [String: String] = [:]
    for dataset in Self.datasets(in: folder) {
      let lookup = ResultLookup(folder: "\(folder)/\(dataset)")
      titles[dataset] = lookup.title
      let judge = Judge(lookup, dataset: dataset)
      for number in numbers where number.quantity.scenario != nil {
        if try Self.hasNoCounterpart(number.quantity, lookup, dataset: dataset) { continue }
        lines.append(try Self.line(number, lookup, judge, dataset: dataset))
      }
    }
    (self.lines, self.titles) = (lines, titles)
  }

  private static func datasets(in folder: String) -> [String] {
    let others = ["synthetic"].filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
    return ["cifar10"] + others
  }

  /// Whether nothing can answer to a number: what the network without any training of its own reaches on other images says
  /// nothing about the paper, and a narrow network has fewer units.
  private static func hasNoCounterpart(
    _ quantity: Quantity, _ lookup: ResultLookup, dataset: String
  ) throws -> Bool {
    switch quantity {
    case .accuracy("original", _, _): return dataset != "cifar10"
    case .accuracy(_, let latency, _):
      // The last column is all units, however many these are: one that has as many says the same.
      guard let place = PaperNumbers.units(by: latency), place < 12 else { return false }
      let units = try lookup.unitCount("original")
      return units > 0 && place >= units
    case .share(let scheme, _, let place):
      let units = try lookup.unitCount(scheme)
      return units > 0 && place > units
    default: return false
    }
  }

  private static func plainLine(_ number: PublishedNumber) throws -> Line {
    let value: Double
    switch number.quantity {
    case .airTime(let units):
      value = Double(BitRate.ieee802154.nanoseconds(forBits: Int64(units) * 65_536)) / 1e6
    case .count(let count): value = count(SplitCounts(Architecture(), at: .block(3)))
    default: preconditionFailure("needs results")
    }
    let ours = Estimate(value: value, low: value, high: value)
    let (verdict, why) = try Judge(ResultLookup(folder: ""), dataset: "").verdict(number, ours, file: "")
    return Line(number: number, dataset: "", ours: ours, verdict: verdict, why: why, file: "")
  }

  private static func line(
    _ number: PublishedNumber, _ lookup: ResultLookup, _ judge: Judge, dataset: String
  ) throws -> Line {
    guard let found = try lookup.value(of: number.quantity) else {
      let scenario = number.quantity.scenario ?? ""
      return Line(
        number: number, dataset: dataset, ours: nil, verdict: .missing,
        why: lookup.has(scenario)
          ? "not among the results of Scenarios/\(scenario).yaml: its weights were not there, or the run is an older one"
          : "run Scenarios/\(scenario).yaml", file: "")
    }
    let (verdict, why) = try judge.verdict(number, found.value, file: found.file)
    let reasons = [why, verdict == .notReproduced ? number.reason : ""].filter { !$0.isEmpty }
    return Line(
      number: number, dataset: dataset, ours: found.value, verdict: verdict, why: reasons.joined(separator: "; "),
      file: found.file)
  }
}

// MARK: Text

extension DeviationReport {
  /// One row for each line.
  package var csv: String {
    CSVText.table(
      [
        "place", "what", "unit", "published", "dataset", "ours", "ours_low", "ours_high", "difference", "verdict",
        "why", "results", "source",
      ],
      lines.map { line in
        let number = line.number
        let places = max(2, number.places)
        func text(_ value: Double?) -> String { value.map { CSVText.decimal($0, places: places) } ?? "" }
        return [number.place, number.what, number.unit.rawValue]
          + [number.value.map { CSVText.decimal($0, places: number.places) } ?? "", line.dataset]
          + [line.ours?.value, line.ours?.low, line.ours?.high, line.difference].map(text)
          + [line.verdict.rawValue, line.why, line.file, number.source]
      })
  }

  /// The report for people.
  package var markdown: String {
    var text = """
      # The numbers of the NAIR paper, and ours

      Y. Xiao et al., IEEE Internet of Things Journal 11(12), 21427–21439, 2024. Made by `airslice report paper` from the \
      results as they are. *Reproduced*: on the paper's data set within \(Int(Judge.tolerance)) point, a relative lead \
      within \(Int(100 * Judge.relativeTolerance)) % of it, or inside our 95 % interval; counts where they round to the \
      digits printed. *Shape reproduced*: an accuracy as far below the uncut network's as the paper's, or a share on the \
      same side of the even one and as far from it, or a loss of accuracy, within \(Int(Judge.shapeTolerance)) points; a \
      lead of the same sign beyond chance, at most \(Int(Judge.leadRatio)) times as large or small; a count within \(Int(100 * Judge.relativeTolerance)) %. A lead of one training \
      on another has the paired interval; those of other differences join the ends of both accuracies and so are wider \
      than 95 %. \
      Where the published value is not at \
      hand, ours stands alone.


      """
    text += section("Arithmetic and counts", lines.filter { $0.dataset.isEmpty })
    for dataset in titles.keys.sorted() {
      text += "\n" + section(titles[dataset] ?? dataset, lines.filter { $0.dataset == dataset })
    }
    return text
  }

  /// One line for the terminal: how many numbers have which verdict.
  package var summary: String {
    ([""] + titles.keys.sorted()).map { dataset in
      let verdicts = lines.filter { $0.dataset == dataset }.map(\.verdict)
      return "\(dataset.isEmpty ? "arithmetic and counts" : titles[dataset] ?? dataset): \(Self.tally(verdicts))\n"
    }.joined()
  }

  private static func tally(_ verdicts: [Verdict]) -> String {
    let counts = Verdict.allCases.map { verdict in (verdict, verdicts.count { $0 == verdict }) }
    return "\(verdicts.count) numbers, "
      + counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0.rawValue)" }.joined(separator: ", ")
  }

  private func section(_ title: String, _ lines: [Line]) -> String {
    var text = "## \(title)\n\n\(Self.tally(lines.map(\.verdict))).\n\n"
    text += "| where | what | published | ours | difference | verdict |\n|---|---|---:|---:|---:|---|\n"
    for line in lines {
      let number = line.number
      func decimal(_ value: Double) -> String { CSVText.decimal(value, places: max(2, number.places)) }
      let published = number.value.map { "\(CSVText.decimal($0, places: number.places)) \(number.unit.rawValue)" }
      let ours = line.ours.map { ours in
        ours.low == ours.high
          ? decimal(ours.value) : "\(decimal(ours.value)) (\(decimal(ours.low))–\(decimal(ours.high)))"
      }
      let difference = line.difference.map { ($0 > 0 ? "+" : "") + decimal($0) }
      let remarks = [line.why, Self.quarrel(number.source)].filter { !$0.isEmpty }
      let verdict = ([line.verdict.rawValue] + remarks).joined(separator: "; ")
      let cells = [number.place, number.what, published ?? "", ours ?? "", difference ?? "", verdict]
      text += "| \(cells.joined(separator: " | ")) |\n"
    }
    return text
  }

  /// What the source of a number has to say beyond that it is quoted.
  private static func quarrel(_ source: String) -> String {
    source == "quoted" ? "" : source.hasPrefix("quoted; ") ? String(source.dropFirst("quoted; ".count)) : source
  }
}
