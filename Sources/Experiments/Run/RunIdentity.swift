// What makes two runs the same.

import Core
import Foundation
import Imaging

/// All that results depend on: runs of equal identity by the same executable find the same.
struct RunIdentity: Codable, Hashable, Sendable {
  var scenario: Manifest.ScenarioRecord
  var dataset: Manifest.DatasetRecord
  var imagesLookedAt: [Manifest.DatasetRecord]?
  var weights: [WeightsRecord]
  var files: [Manifest.FileRecord]?
  var leftOut: [String]
  var version: String
  var commit: String?

  // As in manifest.json.
  private enum CodingKeys: String, CodingKey {
    case scenario, dataset, weights, files, version, commit
    case imagesLookedAt = "images_looked_at"
    case leftOut = "left_out"
  }

  /// Whether a run had all weights of `other` and perhaps more, whatever it made of them.
  func made(ofMoreThan other: RunIdentity) -> Bool {
    Set(leftOut).isSubset(of: other.leftOut) && Set(other.weights.map(\.sha256)).isSubset(of: weights.map(\.sha256))
  }

  /// Whether a run by the same executable found what one of `other` would find. Its commit may be an earlier one: a text
  /// that was changed beside the executable changes no result. But what was made of files that no commit had is made again
  /// once one has them.
  func isSame(as now: RunIdentity) -> Bool {
    var (earlier, now) = (self, now)
    if earlier.commit?.contains(Checkout.mark) == false { (earlier.commit, now.commit) = (nil, nil) }
    return earlier == now
  }

  /// When the running executable was built, be it that another one lies in its place by now.
  /// - Throws: `internal` when the system does not tell.
  static func executableDate() throws -> Date {
    let path = "/proc/self/exe"
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw AirSliceError(.internal, "cannot tell when the executable was built", at: .init(file: path))
    }
    let built = status.st_mtim
    return Date(timeIntervalSince1970: Double(built.tv_sec) + Double(built.tv_nsec) / 1e9)
  }
}

/// All that the parts of a run depend on. The commit is not among them: what counts is the executable, and a text that was
/// changed beside it should not cost what is done.
struct PartsIdentity: Encodable {
  private var run: RunIdentity
  private let machine = Manifest.MachineRecord.current
  /// When it was built.
  private let executable: Date
  private let batch: Int

  init(of run: RunIdentity, batch: Int) throws {
    (self.run, self.batch) = (run, batch)
    self.run.commit = nil
    executable = try RunIdentity.executableDate()
  }
}

extension Experiment {
  /// The identity of a run on the images that `dataset` tells of.
  func identity(_ dataset: Manifest.DatasetRecord) throws -> RunIdentity {
    let counts = plan.points.map(\.imagesLookedAt).reduce(into: [Split: Int]()) { $0.merge($1, uniquingKeysWith: max) }
    let lookedAt = try counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { split, count in
      try Manifest.DatasetRecord.lookedAt(split, shelf.images(split), images: count)
    }
    return RunIdentity(
      scenario: try .init(
        name: file.name, text: file.text, overrides: file.overrides, points: plan.points.count),
      dataset: dataset, imagesLookedAt: lookedAt.isEmpty ? nil : lookedAt, weights: shelf.records,
      files: plan.files.isEmpty ? nil : plan.files, leftOut: leftOut, version: options.version,
      commit: Checkout.commit())
  }
}
