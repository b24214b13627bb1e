// How codec curves came about, as a scenario's manifest tells it.

import Core
import Figures
import Foundation
import Imaging

extension CodecReport {
  /// manifest.json of curves of the first `images` images of `tested` before `network`.
  /// - Parameters:
  ///   - records: files of images that took the place of the data set's parts.
  ///   - seed: of the intervals' resampling.
  ///   - files: what was written, by name; points.csv is one of them.
  ///   - options: threads, command and version.
  /// - Throws: what reading the images and files throws.
  package func manifest(
    on tested: any Dataset, images: Int, network: NetworkShelf.Item, records: [String], seed: UInt64,
    files: [(name: String, text: String)], options: Experiment.Options, wallSeconds: Double
  ) throws -> String {
    func digest(_ text: String) throws -> String { try MessageDigest.sha256.hexadecimal(Data(text.utf8)) }
    var lookedAt = try Manifest.DatasetRecord.describe(training, images: statistics.images).0
    lookedAt.name = Split.train.rawValue
    let written = try files.map { Manifest.FileRecord(file: $0.name, sha256: try digest($0.text)) }
    let read = try (records + (choice.tablesFile.map { [$0] } ?? [])).map {
      Manifest.FileRecord(file: $0, sha256: try MessageDigest.sha256.hexadecimal(ofFile: $0))
    }
    let manifest = Manifest(
      scenario: .init(
        name: "codec", text: settings, sha256: try digest(settings), overrides: [],
        points: 1 + Kind.allCases.count * choice.qualities.count),
      seed: seed, dataset: try Manifest.DatasetRecord.describe(tested, images: images).0, imagesLookedAt: [lookedAt],
      weights: [network.record], files: read.isEmpty ? nil : read, leftOut: [],
      // Nothing is sent: the digest of no events.
      eventDigest: Experiment.digest([]),
      pointsSHA256: written.first { $0.file == Figure.pointsFile }?.sha256 ?? "",
      results: written.filter { $0.file != Figure.pointsFile }, version: options.version, commit: Checkout.commit(),
      command: options.command, machine: .current, threads: options.threads, batch: CodecCurve.batch,
      finished: Date().ISO8601Format(), wallSeconds: wallSeconds)
    return try JSONText.of(manifest)
  }
}
