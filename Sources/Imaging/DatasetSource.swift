// The data sets by the names that commands and scenarios give them.

import Core
import Foundation

/// A data set's name, and how to open it.
public enum DatasetSource: String, CaseIterable, Codable, Sendable {
  case synthetic
  case cifar10

  /// Opens `split`. `folder` is the user's `--data`; without it CIFAR-10 is looked for where ``CIFAR10Folder`` says.
  /// - Throws: `missingInput` when files are not there, `data` when they are damaged.
  public func open(
    _ split: Split, folder: String? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> any Dataset {
    switch self {
    case .synthetic: return SyntheticDataset(split: split)
    case .cifar10:
      let candidates = CIFAR10Folder.candidates(option: folder, environment: environment)
      return try CIFAR10Dataset(folder: CIFAR10Folder.locate(in: candidates), split: split)
    }
  }
}
