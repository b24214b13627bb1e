// What is written of a run, for each thing that scenarios measure.

import Core
import Figures
import Imaging
import Schemes

/// The tables of a run, as text.
struct Report {
  /// points.csv.
  var points: String
  /// Further files by name.
  var others: [String: String] = [:]
  /// A first look, for the terminal.
  var summary: String
  var eventDigest: String
  /// What the figure's caption says beside what the scenario wants.
  var note: String?

  /// The files that runs write, points.csv first; there may be a table's beside them.
  static let files = [
    Figure.pointsFile, Figure.descriptionFile, "curves.csv", "classes.csv", "pairs.csv", "orders.csv",
  ]
}

extension Experiment {
  /// Of what is sent: what arrives, and what the server makes of it if it is asked.
  func transmissionReport(
    _ record: Manifest.DatasetRecord, labels: [UInt8], known: KnownAnswers,
    _ journal: PartJournal, _ progress: @escaping RunProgress
  ) async throws -> Report {
    var runner = Runner(threads: options.threads, batch: options.batch, known: known)
    runner.journal = journal
    let outcomes = try await runner.outcomes(
      of: plan, images: images, dataset: dataset, makeScheme: makeScheme, weights: weightsDigests, progress: progress)
    let byPoint = zip(plan.points, outcomes).map { $1.rows(of: $0, labels: labels) }
    let rows = byPoint.flatMap { $0 }
    let curves = byPoint.compactMap { CurveRow($0) }
    let pairs = plan.common.reference.map { PairRow.rows(of: plan, outcomes, reference: $0, labels: labels) } ?? []
    var report = Report(
      points: try PointsFile.text(rows), summary: SummaryTable.text(rows) + (try SummaryTable.text(pairs: pairs)),
      eventDigest: Self.digest(outcomes))
    if plan.common.measure == .accuracy {
      let classes = zip(plan.points, outcomes).flatMap {
        ClassRow.rows(of: $0, $1, labels: labels, names: dataset.classNames)
      }
      report.others["classes.csv"] = try ClassRow.text(classes)
    }
    if !curves.isEmpty { report.others["curves.csv"] = CurveRow.text(curves) }
    if !pairs.isEmpty { report.others["pairs.csv"] = try PairRow.text(pairs) }
    if let description = file.table {
      let table = try ResultTable(description, rows)
      let caption = [filled("{dataset}, {images} test images; {accounting}; accuracy [%]", record), leftOutNote]
      report.others["\(description.name).csv"] = table.csv
      report.others["\(description.name).md"] =
        try table.markdown(caption: caption.compactMap { $0 }.joined(separator: "; ")) + table.markdown(leads: pairs)
    }
    return report
  }

  func sharesReport(_ journal: PartJournal, _ progress: @escaping RunProgress) async throws -> Report {
    let importances = try await Parallel.map(
      plan.points, threads: options.threads, kept: KeptParts(journal), size: { _ in 1 }, progress: progress
    ) { try setting($0).importance($0.settings.model.importance) }
    let rows = zip(plan.points, importances).flatMap { ShareRow.rows(of: $0, importance: $1) }
    let orders = OrderRow.rows(of: plan.points, importances: importances)
    let note = OrderRow.note(orders)
    var report = Report(
      points: ShareRow.text(rows), summary: SummaryTable.text(shares: rows) + (note.map { "\($0)\n" } ?? ""),
      eventDigest: Self.digest([]), note: note)
    if !orders.isEmpty { report.others["orders.csv"] = OrderRow.text(orders) }
    return report
  }

  func unitsReport(_ journal: PartJournal, _ progress: @escaping RunProgress) async throws -> Report {
    let effects = try plan.points.map { try setting($0).effects }
    let ranges = Parallel.batches(of: images, size: options.batch)
    let parts = effects.indices.flatMap { point in ranges.map { (point: point, range: $0) } }
    let found = try await Parallel.map(
      parts, threads: options.threads, kept: KeptParts(journal), size: { $0.range.count }, progress: progress
    ) { [dataset] part in try effects[part.point].correct(part.range, of: dataset) }
    let rows = plan.points.indices.flatMap { index in
      let own = zip(parts, found).filter { $0.0.point == index }.map(\.1)
      func sums(_ lists: [[Int]]) -> [Int] {
        lists.dropFirst().reduce(lists[0]) { sums, list in zip(sums, list).map { $0 + $1 } }
      }
      return UnitRow.rows(
        of: plan.points[index], leading: sums(own.map(\.leading)), without: sums(own.map(\.without)), images: images)
    }
    return Report(
      points: try UnitRow.text(rows), summary: SummaryTable.text(units: rows), eventDigest: Self.digest([]))
  }
}
