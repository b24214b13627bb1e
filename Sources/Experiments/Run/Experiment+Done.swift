// Whether a scenario has been run before, just as it would be now.

import Core
import Figures
import Foundation

extension Experiment {
  /// Whether the results that are there come from this scenario with the same settings, data and weights, were made by
  /// the executable that runs now, at the same commit, and are whole.
  /// - Throws: what reading the data set throws.
  package func isDone() throws -> Bool {
    guard let (earlier, result) = try earlierRun(),
      // The manifest has whole seconds.
      let finished = try? Date(result.finished, strategy: .iso8601),
      try finished.timeIntervalSince(RunIdentity.executableDate()) > -1
    else { return false }
    return try earlier == identity(earlier.dataset) && isOfTheseImages(earlier)
  }

  /// What a run now would lose: names of weights that are not here, which the results that are there were made with beside
  /// all those that are. None where they come from another scenario, other settings, data or weights, or are not whole.
  /// - Throws: what reading the data set throws.
  package func irreplaceable() throws -> [String] {
    guard !leftOut.isEmpty, let (earlier, _) = try earlierRun(), Set(earlier.leftOut).isSubset(of: leftOut)
    else { return [] }
    let now = try identity(earlier.dataset)
    guard earlier.scenario.sha256 == now.scenario.sha256, earlier.scenario.overrides == now.scenario.overrides,
      Set(now.weights.map(\.sha256)).isSubset(of: earlier.weights.map(\.sha256)), earlier.files == now.files,
      try isOfTheseImages(earlier)
    else { return [] }
    return leftOut.filter { !earlier.leftOut.contains($0) }
  }

  /// What the manifest says, where all files of the results are as it says.
  private func earlierRun() throws -> (RunIdentity, Result)? {
    let read = FileManager.default.contents(atPath:)
    guard let text = read("\(folder)/manifest.json"),
      let earlier = try? JSONDecoder().decode(RunIdentity.self, from: text),
      let result = try? JSONDecoder().decode(Result.self, from: text),
      let points = read("\(folder)/\(Figure.pointsFile)"),
      try result.pointsSHA256 == MessageDigest.sha256.hexadecimal(points),
      try result.results?.allSatisfy({ file in
        try read("\(folder)/\(file.file)").map { try MessageDigest.sha256.hexadecimal($0) } == file.sha256
      }) != false
    else { return nil }
    return (earlier, result)
  }

  /// To be asked last: going through all images takes longest.
  private func isOfTheseImages(_ earlier: RunIdentity) throws -> Bool {
    try earlier.dataset == Manifest.DatasetRecord.describe(dataset, images: images).0
  }

  /// The files beside points.csv that an earlier run has written.
  var earlierFiles: [String] {
    let result = FileManager.default.contents(atPath: "\(folder)/manifest.json").flatMap {
      try? JSONDecoder().decode(Result.self, from: $0)
    }
    return result?.results?.map(\.file).filter { !$0.contains("/") } ?? []
  }
}

/// What a manifest.json says of its results.
private struct Result: Decodable {
  var pointsSHA256: String
  /// nil in manifests that did not tell yet.
  var results: [Manifest.FileRecord]?
  var finished: String

  private enum CodingKeys: String, CodingKey {
    case pointsSHA256 = "points_sha256"
    case finished, results
  }
}
