// Where CIFAR-10's files are looked for.

import Core
import Foundation

/// The search for CIFAR-10's folder.
public enum CIFAR10Folder {
  /// The folder's name in the official archive.
  public static let name = "cifar-10-batches-bin"

  /// The folders to look in, best first. A folder named by the user (`--data`, else the environment's `AIRSLICE_DATA`) is
  /// the only one; else there is `.cache/airslice` at home.
  public static func candidates(option: String?, environment: [String: String]) -> [String] {
    if let option { return [option] }
    if let data = environment["AIRSLICE_DATA"], !data.isEmpty { return [data] }
    guard let home = environment["HOME"], !home.isEmpty else { return [] }
    return ["\(home)/.cache/airslice"]
  }

  /// Whether the user has named a folder, so that data that are not there are a mistake.
  public static func isNamed(
    _ option: String?, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Bool {
    option != nil || environment["AIRSLICE_DATA"]?.isEmpty == false
  }

  /// The first folder among `candidates` that holds CIFAR-10's binary files, itself or in `cifar-10-batches-bin`; nil
  /// when none does. Holding any one of the six files counts: what is missing is then reported by name.
  public static func find(in candidates: [String]) -> String? {
    for candidate in candidates {
      for folder in ["\(candidate)/\(name)", candidate] {
        let files = [CIFAR10Dataset.testFile] + CIFAR10Dataset.trainingFiles
        if files.contains(where: { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }) { return folder }
      }
    }
    return nil
  }

  /// As ``find(in:)``, for when the data set is needed.
  /// - Throws: `missingInput` when it is nowhere.
  public static func locate(in candidates: [String]) throws -> String {
    if let folder = find(in: candidates) { return folder }
    let places = candidates.isEmpty ? "nowhere" : candidates.joined(separator: ", ")
    throw AirSliceError(
      .missingInput,
      "CIFAR-10 not found (looked in \(places)): airslice data fetch cifar10, or put \(name) into a folder and name "
        + "it with --data or AIRSLICE_DATA, or take the synthetic set")
  }
}
