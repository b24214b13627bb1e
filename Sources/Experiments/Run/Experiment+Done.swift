// Whether a scenario has been run before, just as it would be now.

import Core
import Figures
import Foundation
import PretrainedModels

extension Experiment {
  /// Whether the results that are there come from this scenario with the same settings, data and weights, were made by
  /// the executable that runs now, at the same commit, and are whole.
  /// - Throws: what reading the data set throws.
  package func isDone() throws -> Bool {
    let read = FileManager.default.contents(atPath:)
    guard let text = read("\(folder)/manifest.json"), let earlier = try? JSONDecoder().decode(Earlier.self, from: text),
      let points = read("\(folder)/\(Figure.pointsFile)"),
      try earlier.pointsSHA256 == SHA256.hexadecimal(Array(points))
    else { return false }
    let built = try FileManager.default.attributesOfItem(atPath: PretrainedModels.executable())[.modificationDate]
    // The manifest has whole seconds.
    guard let built = built as? Date, let finished = try? Date(earlier.finished, strategy: .iso8601),
      finished.timeIntervalSince(built) > -1
    else { return false }
    return try earlier.scenario.sha256 == SHA256.hexadecimal(Array(file.text.utf8))
      && earlier.scenario.overrides == file.overrides && earlier.version == options.version
      && earlier.commit == Checkout.commit() && earlier.weights == shelf.records && earlier.leftOut == leftOut
      && earlier.dataset == Manifest.DatasetRecord.describe(dataset, images: images).0
  }
}

/// What a manifest.json says of how results came about; its keys are written in snake case.
private struct Earlier: Decodable {
  var scenario: Manifest.ScenarioRecord
  var dataset: Manifest.DatasetRecord
  var weights: [WeightsRecord]
  var leftOut: [String]
  var pointsSHA256: String
  var version: String
  var commit: String?
  var finished: String

  private enum CodingKeys: String, CodingKey {
    case scenario, dataset, weights, version, commit, finished
    case leftOut = "left_out"
    case pointsSHA256 = "points_sha256"
  }
}
