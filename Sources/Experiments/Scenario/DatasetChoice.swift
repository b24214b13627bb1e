// Which images a scenario runs on, and how many.

import Core
import Foundation
import Imaging

/// The data set by name, or whichever is there.
package enum DatasetChoice: Decodable, Hashable, Sendable {
  /// CIFAR-10 where any of its files is found or a folder of them is named, else the synthetic set.
  case auto
  case named(DatasetSource)
  /// A user's own pictures: `{kind: image-folder, folder: pets, test: 0.2, validation: 0.1}`; the folder may come from
  /// `--data`, the shares are those of ``HoldOut/standard`` when left out.
  case pictures(folder: String?, HoldOut)

  private enum CodingKeys: String, CodingKey { case kind, folder, test, validation }

  package init(from decoder: any Decoder) throws {
    let node = try ConfigurationNode(from: decoder)
    if node.entries != nil {
      self = try Self.pictures(node, decoder.container(keyedBy: CodingKeys.self))
      return
    }
    let name = try decoder.singleValueContainer().decode(String.self)
    if name == "auto" {
      self = .auto
    } else {
      self = .named(try Catalogue.dataset(named: name))
    }
  }

  private static func pictures(
    _ node: ConfigurationNode, _ values: KeyedDecodingContainer<CodingKeys>
  ) throws -> DatasetChoice {
    let kind = try values.decode(String.self, forKey: .kind)
    guard kind == DatasetSource.imageFolder.rawValue else {
      throw node.error("kind: \(DatasetSource.imageFolder.rawValue) is needed here; other data sets are named alone")
    }
    let test = try values.decodeIfPresent(Double.self, forKey: .test) ?? HoldOut.standard.test
    let validation = try values.decodeIfPresent(Double.self, forKey: .validation) ?? HoldOut.standard.validation
    guard let holdOut = HoldOut(test: test, validation: validation) else {
      throw node.error("shares of \(test) for testing and \(validation) for validation: 0 or more, below 1 together")
    }
    return .pictures(folder: try values.decodeIfPresent(String.self, forKey: .folder), holdOut)
  }

  /// Opens a part of the data set; `folder` is the user's `--data`.
  /// - Throws: `missingInput` when the files of a data set asked for by name or by folder are not there, or some of one that
  ///   was found, `data` when they are damaged.
  package func open(
    _ split: Split = .test, folder: String?, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> any Dataset {
    switch self {
    case .named(let source): return try source.open(split, folder: folder, environment: environment)
    case .pictures(let own, let holdOut):
      return try DatasetSource.imageFolder.open(split, folder: own ?? folder, holdOut: holdOut)
    case .auto:
      // The same for each part, so that no network meets images of both.
      let places = CIFAR10Folder.candidates(option: folder, environment: environment)
      let isWanted = CIFAR10Folder.isNamed(folder, environment: environment) || CIFAR10Folder.find(in: places) != nil
      let source = isWanted ? DatasetSource.cifar10 : .synthetic
      return try source.open(split, folder: folder, environment: environment)
    }
  }
}

/// How many test images a scenario looks at, the first of the set.
package enum ImageLimit: Decodable, Hashable, Sendable {
  case all
  case first(Int)
  /// By the data set's name; all of those that are not named.
  case byDataset([String: Int])

  package init(from decoder: any Decoder) throws {
    let node = try ConfigurationNode(from: decoder)
    guard let entries = node.entries else {
      self = .first(try ConfigurationDecoder.decode(PositiveInteger.self, from: node).value)
      return
    }
    var limits: [String: Int] = [:]
    for entry in entries {
      do { _ = try Catalogue.dataset(named: entry.key) } catch let error as AirSliceError {
        throw AirSliceError(error.kind, error.message, at: entry.keyLocation)
      }
      limits[entry.key] = try ConfigurationDecoder.decode(PositiveInteger.self, from: entry.value).value
    }
    self = .byDataset(limits)
  }

  /// The number of images of `dataset` to look at.
  package func count(of dataset: any Dataset) -> Int {
    switch self {
    case .all: dataset.count
    case .first(let limit): min(limit, dataset.count)
    case .byDataset(let limits): min(limits[dataset.name] ?? .max, dataset.count)
    }
  }
}
