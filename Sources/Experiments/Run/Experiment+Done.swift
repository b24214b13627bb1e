// Whether a scenario has been run before, just as it would be now.

import Core
import Figures
import Foundation
import Imaging

extension Experiment {
  /// What the results that are there are to a run now.
  package enum Standing: Hashable, Sendable {
    /// They come from this scenario with the same settings, data and weights, were made by the executable that runs now, and
    /// are whole.
    case done
    /// They were made of the same images with more weights than are here, of these names, which a run now would lose, be it
    /// with other settings.
    case irreplaceable(weights: [String])
    case outdated
  }

  /// Compares what is there with what would be made.
  /// - Throws: what reading the data set throws; `data` where results that are damaged may have been made with more weights
  ///   than are here, and the whole ones of them would be lost.
  package func standing() throws -> Standing {
    guard let (earlier, result) = try earlierRun() else {
      let points = "\(folder)/\(Figure.pointsFile)"
      if leftOut.isEmpty || !FileManager.default.fileExists(atPath: points) { return .outdated }
      throw damage("manifest.json", "does not tell what the results beside it were made of")
    }
    let isOfThisExecutable = try result.begun.map { try $0 >= RunIdentity.executableDate() } ?? false
    // Digests of data and weights take their time.
    guard isOfThisExecutable || !leftOut.isEmpty else { return .outdated }
    let now = try identity(earlier.dataset)
    let isDone = isOfThisExecutable && earlier.isSame(as: now)
    let lost = earlier.made(ofMoreThan: now) ? leftOut.filter { !earlier.leftOut.contains($0) } : []
    if let damaged = try damagedFile(result) {
      if lost.isEmpty { return .outdated }
      throw damage(damaged, "is not as its manifest says")
    }
    // The images last: going through all of them takes longest. A run now may be of fewer.
    guard isDone || !lost.isEmpty, earlier.dataset.images <= dataset.count,
      try earlier.dataset == Manifest.DatasetRecord.describe(dataset, images: earlier.dataset.images).0
    else { return .outdated }
    return isDone && earlier.dataset.images == images ? .done : lost.isEmpty ? .outdated : .irreplaceable(weights: lost)
  }

  /// What the manifest says; nil where there is none that can be read.
  private func earlierRun() throws -> (RunIdentity, Result)? {
    guard let text = FileManager.default.contents(atPath: "\(folder)/manifest.json"),
      let earlier = try? JSONDecoder().decode(RunIdentity.self, from: text),
      let result = try? JSONDecoder().decode(Result.self, from: text)
    else { return nil }
    return (earlier, result)
  }

  /// A file of the results that is missing, or not as the manifest says.
  private func damagedFile(_ result: Result) throws -> String? {
    let files = [Manifest.FileRecord(file: Figure.pointsFile, sha256: result.pointsSHA256)] + (result.results ?? [])
    return try files.first { file in
      let content = FileManager.default.contents(atPath: "\(folder)/\(file.file)")
      return try content.map { try MessageDigest.sha256.hexadecimal($0) } != file.sha256
    }?.file
  }

  private func damage(_ file: String, _ what: String) -> AirSliceError {
    AirSliceError.data(
      "\(what), and a run now would lose what weights gave that are not here (\(leftOut.joined(separator: ", "))): bring the "
        + "file back, or take --anew, or another --output", file: "\(folder)/\(file)")
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
  private var finished: String
  private var wallSeconds: Double

  /// When the run began, or up to a second before, for `finished` has whole seconds: an executable that was built meanwhile
  /// has not made it.
  var begun: Date? {
    (try? Date(finished, strategy: .iso8601)).map { $0.addingTimeInterval(-wallSeconds) }
  }

  private enum CodingKeys: String, CodingKey {
    case pointsSHA256 = "points_sha256"
    case wallSeconds = "wall_seconds"
    case finished, results
  }
}
