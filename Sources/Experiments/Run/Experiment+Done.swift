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
    guard let text = read("\(folder)/manifest.json"),
      let manifest = try? JSONDecoder().decode(Manifest.self, from: text),
      let points = read("\(folder)/\(Figure.pointsFile)"),
      try manifest.pointsSHA256 == SHA256.hexadecimal(Array(points))
    else { return false }
    let built = try FileManager.default.attributesOfItem(atPath: PretrainedModels.executable())[.modificationDate]
    guard let built = built as? Date, let finished = try? Date(manifest.finished, strategy: .iso8601), finished >= built
    else { return false }
    return try manifest.scenario.sha256 == SHA256.hexadecimal(Array(file.text.utf8))
      && manifest.scenario.overrides == file.overrides && manifest.version == options.version
      && manifest.commit == Checkout.commit()
      && manifest.weights == shelf.records && manifest.leftOut == leftOut
      && manifest.dataset == Manifest.DatasetRecord.describe(dataset, images: images).0
  }
}
