// A scenario from its file to its results folder.

import Core
import EventKernel
import Figures
import Foundation
import Imaging
import Neural
import PretrainedModels
import Schemes

/// A planned scenario on an open data set, ready to run.
package struct Experiment: Sendable {
  /// What the user settles outside of the scenario; none of it changes a result.
  package struct Options: Sendable {
    package var threads = 1
    /// Images that are worked on together.
    package var batch = 128
    /// Where results go, below it `<dataset>/<scenario>/`.
    package var output = "results"
    /// Where data sets lie; nil for the usual places.
    package var dataFolder: String?
    /// Whether what an interrupted run has left is to be computed anew.
    package var anew = false
    /// The command line, for the manifest.
    package var command: [String] = []
    package var version = ""

    package init() {}
  }

  package let file: ScenarioFile
  package let plan: Plan
  package let dataset: any Dataset
  /// The number of test images looked at; none where nothing is sent.
  package let images: Int
  /// What was left out because its weights do not come with AirSlice, as the results tell it.
  package let leftOut: [String]
  let options: Options
  let shelf: NetworkShelf

  /// Opens the data set and the networks of `file`, whose points `plan` holds.
  /// - Throws: `data` and `missingInput` for what is wrong with any of them.
  package init(_ file: ScenarioFile, _ plan: Plan, options: Options) throws {
    (self.file, self.options) = (file, options)
    dataset = try plan.common.dataset.open(folder: options.dataFolder)
    images = plan.common.measure == .shares ? 0 : plan.common.images.count(of: dataset)
    let shelf = NetworkShelf(dataset: dataset.name, choice: plan.common.dataset, dataFolder: options.dataFolder)
    self.shelf = shelf
    (self.plan, leftOut) = try Self.possible(plan, shelf, dataset: dataset.name)
    for point in self.plan.points {
      try file.placing { try check(point) }
    }
    // A slip should not show after an hour: what can be made without going through images is made once.
    for group in self.plan.groups
    where self.plan.points[group[0]].imagesLookedAt.isEmpty && plan.common.measure != .shares {
      try file.placing { _ = try makeScheme(self.plan.points[group[0]]) }
    }
  }

  /// Opens the networks of `point` and checks that they fit it.
  private func check(_ point: Point) throws {
    let part = try Catalogue.scheme(named: point.scheme)
    let model = point.settings.model
    let item = try shelf.network(training: part.training(point.settings.codec), model: model)
    let classes = item.weights.architecture.classes
    guard classes == dataset.classNames.count else {
      throw AirSliceError.data(
        "a network for \(classes) classes, where \(dataset.name) has \(dataset.classNames.count): train one for it with "
          + "`airslice train original --dataset \(dataset.name)`", file: item.file)
    }
    _ = try item.normalization(or: dataset.normalization)
    if part.hasTails { _ = try shelf.tails(of: item, model: model) }
    if [.shares, .units].contains(point.settings.measure), !item.tails.isEmpty {
      throw point.refusal(of: "has statistics by units")
    }
  }

  /// What of `plan` there are weights for, and what there is none for, where the scenario allows that.
  private static func possible(
    _ plan: Plan, _ shelf: NetworkShelf, dataset: String
  ) throws -> (plan: Plan, leftOut: [String]) {
    guard plan.common.missingWeights == .skip else { return (plan, []) }
    var leftOut: [String] = []
    let rest = try plan.leavingOut { point in
      let model = point.settings.model
      let part = try Catalogue.scheme(named: point.scheme)
      let training = part.training(point.settings.codec)
      // Without the original itself something is wrong with the installation.
      if training == SchemePart.plainTraining && model.trainingSeed == 1 && model.weights == nil { return false }
      let isLeftOut = shelf.lacks(training: training, withTails: part.hasTails, model: model)
      let text =
        model.weights
        ?? PretrainedModels.name(
          training: SchemePart.isPlain(training) ? training : point.scheme,
          cut: SchemePart.isPlain(training) ? nil : model.cut.description, seed: model.trainingSeed)
      if isLeftOut, !leftOut.contains(text) { leftOut.append(text) }
      return isLeftOut
    }
    guard let rest else {
      throw AirSliceError(
        .missingInput,
        "no weights for any of the schemes come with AirSlice for \(dataset): \(leftOut.joined(separator: ", "))")
    }
    return (rest, leftOut)
  }

  /// The folder of the results.
  package var folder: String { "\(options.output)/\(dataset.name)/\(file.name)" }
  /// How much there is to do, and in what.
  package var work: (total: Int, unit: String) {
    switch plan.common.measure {
    case .accuracy, .link, .units: (plan.points.count * images, "images")
    case .shares: (plan.points.count, "points")
    }
  }

  /// One line on what was left out; nil when nothing was.
  package var leftOutNote: String? {
    leftOut.isEmpty
      ? nil : "left out, because no weights for \(dataset.name) come with AirSlice: \(leftOut.joined(separator: ", "))"
  }

  /// Where what is done of a run is kept until it is finished.
  private var journalPath: String { "\(folder).journal" }

  /// Runs all points and writes points.csv and what else the scenario asks for, figure.json and manifest.json, each whole
  /// or not at all; files of an earlier run that would no longer fit are removed. Until then what is done is kept in a
  /// journal, from which the next run of the same goes on.
  /// - Parameters:
  ///   - known: what the server answered in earlier runs on the same data folder, and answers in this one.
  ///   - progress: told how much is done, and how much of that an interrupted run had done before, from any thread.
  /// - Throws: `cannotCreate` before anything runs when the folder cannot be made or the same runs elsewhere;
  ///   `interrupted`, with results as they were; `io` when writing fails.
  package func run(
    known: KnownAnswers, progress: @escaping RunProgress = { _, _ in }
  ) async throws -> Findings {
    try AtomicFile.createDirectory(folder)
    let start = ContinuousClock.now
    let (datasetRecord, labels) = try Manifest.DatasetRecord.describe(dataset, images: images)
    let identity = try identity(datasetRecord)
    let journal = try PartJournal(
      path: journalPath, of: PartsIdentity(of: identity, batch: options.batch), anew: options.anew)
    let report =
      switch plan.common.measure {
      case .accuracy, .link:
        try await transmissionReport(datasetRecord, labels: labels, known: known, journal, progress)
      case .shares: try await sharesReport(journal, progress)
      case .units: try await unitsReport(journal, progress)
      }
    var files = report.others
    files[Figure.descriptionFile] = try figureText(datasetRecord, identity.weights, note: report.note)
    let manifest = Manifest(
      scenario: identity.scenario,
      seed: plan.common.seed, dataset: datasetRecord, imagesLookedAt: identity.imagesLookedAt,
      weights: identity.weights, files: identity.files, leftOut: leftOut,
      eventDigest: report.eventDigest, pointsSHA256: try MessageDigest.sha256.hexadecimal(Data(report.points.utf8)),
      results: try files.sorted { $0.key < $1.key }.map { try Manifest.FileRecord(file: $0, text: $1) },
      version: options.version, commit: identity.commit, command: options.command, machine: .current,
      threads: options.threads, batch: options.batch, finished: Date().ISO8601Format(),
      wallSeconds: (ContinuousClock.now - start) / .seconds(1))
    try AtomicFile.write(report.points, to: "\(folder)/\(Figure.pointsFile)")
    for name in Report.files.dropFirst() + earlierFiles where files[name] == nil { unlink("\(folder)/\(name)") }
    for (name, text) in files { try AtomicFile.write(text, to: "\(folder)/\(name)") }
    try AtomicFile.write(JSONText.of(manifest), to: "\(folder)/manifest.json")
    journal.remove()
    return Findings(summary: report.summary, manifest: manifest)
  }

  /// What came out.
  package struct Findings: Sendable {
    /// A first look, for the terminal.
    package let summary: String
    package let manifest: Manifest
  }

  func setting(_ point: Point) throws -> SchemeSetting {
    let settings = point.settings
    var width: WidthMaker?
    if let adaptive = settings.adaptive { width = { try settings.width(adaptive, unitBits: $0, operations: $1) } }
    return try SchemeSetting(
      name: point.scheme, model: settings.model, codec: settings.codec, seed: settings.seed,
      normalization: dataset.normalization,
      shelf: shelf, width: width)
  }

  func makeScheme(_ point: Point) throws -> any Scheme {
    try Catalogue.scheme(named: point.scheme).scheme(setting(point))
  }

  /// Digests of the weights that the scheme of `point` runs.
  func weightsDigests(_ point: Point) throws -> [String] {
    let part = try Catalogue.scheme(named: point.scheme)
    return try shelf.digests(
      training: part.training(point.settings.codec), withTails: part.hasTails, model: point.settings.model)
  }

  /// The figure's description, which lies beside the points so that it can be drawn again from the folder alone.
  private func figureText(
    _ dataset: Manifest.DatasetRecord, _ weights: [WeightsRecord], note: String?
  ) throws -> String? {
    guard var figure = file.figure else { return nil }
    let network = weights.map(\.architecture).unique().joined(separator: ", ")
    figure.caption = filled(figure.caption, dataset, network: network)
    figure.title = filled(figure.title, dataset, network: network)
    for note in [note, leftOutNote] { if let note { figure.caption += "; \(note)" } }
    return try JSONText.of(figure)
  }

  /// What may stand in braces in titles and captions.
  static let placeholders = ["dataset", "images", "network", "accounting", "device"]

  /// `text` with ``placeholders`` filled in.
  func filled(_ text: String, _ record: Manifest.DatasetRecord, network: String = "") -> String {
    [
      ("{dataset}", record.title), ("{images}", String(images)), ("{network}", network),
      ("{accounting}", TransportChoice.explanation(plan.points.map(\.settings.transport))),
      ("{device}", plan.points.compactMap { $0.settings.device?.explanation }.unique().joined(separator: " or ")),
    ].reduce(text) { $0.replacing($1.0, with: $1.1) }
  }

  /// Of the events of every image at every point, in that order.
  static func digest(_ outcomes: [PointOutcome]) -> String {
    var all = EventTrace()
    for outcome in outcomes {
      for trace in outcome.traces { all.record(trace) }
    }
    let digits = String(all.digest, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
