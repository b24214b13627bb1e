// How codec curves came about, as a scenario's manifest tells it.

import Core
import Figures
import Foundation
import Imaging

extension CodecReport {
  /// manifest.json of `curves` of the first `images` images of `tested` before `network`.
  /// - Parameters:
  ///   - records: files of images that took the place of the data set's parts.
  ///   - seed: of the intervals' resampling.
  ///   - points: points.csv.
  ///   - others: what was written beside it, by name.
  ///   - options: threads, command and version.
  /// - Throws: what reading the images and files throws.
  package func manifest(
    of curves: [CodecCurve], on tested: any Dataset, images: Int, network: NetworkShelf.Item, records: [String],
    seed: UInt64, points: String, others: [(name: String, text: String)], options: Experiment.Options,
    wallSeconds: Double
  ) throws -> String {
    let read = try (records + (choice.tablesFile.map { [$0] } ?? [])).map { try Manifest.FileRecord(reading: $0) }
    let manifest = Manifest(
      scenario: try .init(name: "codec", text: settings, points: curves.reduce(0) { $0 + $1.levels.count }),
      seed: seed, dataset: try Manifest.DatasetRecord.describe(tested, images: images).0,
      imagesLookedAt: [try .lookedAt(.train, training, images: statistics.images)], weights: [network.record],
      files: read.isEmpty ? nil : read, leftOut: [],
      // Nothing is sent: the digest of no events.
      eventDigest: Experiment.digest([]), pointsSHA256: try MessageDigest.sha256.hexadecimal(Data(points.utf8)),
      results: try others.map { try Manifest.FileRecord(file: $0.name, text: $0.text) }, version: options.version,
      commit: Checkout.commit(), command: options.command, machine: .current, threads: options.threads,
      batch: CodecCurve.batch, finished: Date().ISO8601Format(), wallSeconds: wallSeconds)
    return try JSONText.of(manifest)
  }
}
