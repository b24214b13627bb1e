// The data sets by the names that commands and scenarios give them.

import Core
import Foundation

/// A data set's name, and how to open it.
public enum DatasetSource: String, CaseIterable, Codable, Sendable {
  case synthetic
  case cifar10
  case imageFolder = "image-folder"

  /// Opens `split`. `folder` is the user's `--data`; without it CIFAR-10 is looked for where ``CIFAR10Folder`` says.
  /// `holdOut` parts a user's own pictures, where folders do not.
  /// - Throws: `missingInput` when files are not there, `data` when they are damaged, `usage` for pictures without a folder.
  public func open(
    _ split: Split, folder: String? = nil, holdOut: HoldOut = .standard,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> any Dataset {
    switch self {
    case .synthetic: return SyntheticDataset(split: split)
    case .cifar10:
      let candidates = CIFAR10Folder.candidates(option: folder, environment: environment)
      return try CIFAR10Dataset(folder: CIFAR10Folder.locate(in: candidates), split: split)
    case .imageFolder:
      guard let folder else {
        throw AirSliceError(
          .usage, "which pictures? Name their folder with --data, or dataset: {kind: image-folder, folder: …}")
      }
      return try ImageFolderDataset(folder: folder, split: split, holdOut: holdOut)
    }
  }
}
