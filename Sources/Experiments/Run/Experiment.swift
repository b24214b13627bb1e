// A scenario from its file to its results folder.

import Core
import EventKernel
import Figures
import Foundation
import Imaging
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
    /// The command line, for the manifest.
    package var command: [String] = []
    package var version = ""

    package init() {}
  }

  package let file: ScenarioFile
  package let plan: Plan
  package let dataset: any Dataset
  /// The number of images looked at.
  package let images: Int
  private let options: Options
  private let shelf: NetworkShelf

  /// Opens the data set and the networks of `file`, whose points `plan` holds.
  /// - Throws: `data` and `missingInput` for what is wrong with any of them.
  package init(_ file: ScenarioFile, _ plan: Plan, options: Options) throws {
    (self.file, self.plan, self.options) = (file, plan, options)
    dataset = try plan.common.dataset.open(folder: options.dataFolder)
    images = plan.common.images.count(of: dataset)
    shelf = NetworkShelf(dataset: dataset.name)
    for point in plan.points { _ = try shelf.network(point.settings.model.weights) }
  }

  /// The folder of the results.
  package var folder: String { "\(options.output)/\(dataset.name)/\(file.name)" }
  /// Transmissions that the run consists of.
  package var transmissions: Int { plan.points.count * images }

  /// What came out.
  package struct Findings: Sendable {
    package let rows: [ResultRow]
    package let manifest: Manifest
  }

  /// Runs all points and writes points.csv, figure.json and manifest.json, each whole or not at all.
  /// - Throws: `cannotCreate` before anything runs when the folder cannot be made; `interrupted`, with nothing
  ///   written; `io` when writing fails.
  package func run(progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws -> Findings {
    try AtomicFile.createDirectory(folder)
    let start = ContinuousClock.now
    let (datasetRecord, labels) = try Manifest.DatasetRecord.describe(dataset, images: images)
    let outcomes = try await Runner(threads: options.threads, batch: options.batch).outcomes(
      of: plan, images: images, dataset: dataset, makeScheme: makeScheme, progress: progress)
    let rows = zip(plan.points, outcomes).flatMap { $1.rows(of: $0, labels: labels) }
    let points = try PointsFile.text(rows)
    let manifest = Manifest(
      scenario: .init(
        name: file.name, text: file.text, sha256: try SHA256.hexadecimal(Array(file.text.utf8)),
        overrides: file.overrides, points: plan.points.count),
      seed: plan.common.seed, dataset: datasetRecord, weights: shelf.records,
      eventDigest: Self.digest(outcomes), pointsSHA256: try SHA256.hexadecimal(Array(points.utf8)),
      version: options.version, commit: Checkout.commit(), command: options.command, machine: .current,
      threads: options.threads, batch: options.batch, finished: Date().ISO8601Format(),
      wallSeconds: (ContinuousClock.now - start) / .seconds(1))
    try AtomicFile.write(points, to: "\(folder)/\(Figure.pointsFile)")
    try writeFigure(manifest)
    try AtomicFile.write(JSONText.of(manifest), to: "\(folder)/manifest.json")
    return Findings(rows: rows, manifest: manifest)
  }

  private func makeScheme(_ point: Point) throws -> any Scheme {
    let model = point.settings.model
    let item = try shelf.network(model.weights)
    return try Catalogue.scheme(named: point.scheme)(
      SchemeSetting(network: item.network, weights: item.weights, model: model, normalization: dataset.normalization))
  }

  /// Puts the figure's description beside the points, so that it can be drawn again from the folder alone.
  private func writeFigure(_ manifest: Manifest) throws {
    let path = "\(folder)/\(Figure.descriptionFile)"
    guard var figure = file.figure else {
      // One that an earlier version of the scenario left would no longer fit.
      unlink(path)
      return
    }
    let network = manifest.weights.map(\.architecture).joined(separator: ", ")
    for (placeholder, value) in [
      ("{dataset}", manifest.dataset.title), ("{images}", String(images)), ("{network}", network),
      ("{accounting}", plan.common.transport.accounting.explanation),
    ] {
      figure.caption.replace(placeholder, with: value)
      figure.title.replace(placeholder, with: value)
    }
    try AtomicFile.write(JSONText.of(figure), to: path)
  }

  /// Of the events of every image at every point, in that order.
  private static func digest(_ outcomes: [PointOutcome]) -> String {
    var all = EventTrace()
    for outcome in outcomes {
      for trace in outcome.traces { all.record(trace) }
    }
    let digits = String(all.digest, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
