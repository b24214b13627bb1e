// Which images a scenario runs on, and how many.

import Core
import Imaging

/// The data set by name, or whichever is there.
package enum DatasetChoice: Decodable, Hashable, Sendable {
  /// CIFAR-10 where its files are found, else the synthetic set.
  case auto
  case named(DatasetSource)

  package init(from decoder: any Decoder) throws {
    let name = try decoder.singleValueContainer().decode(String.self)
    if name == "auto" {
      self = .auto
    } else {
      self = .named(try Catalogue.dataset(named: name))
    }
  }

  /// Opens the test images; `folder` is the user's `--data`.
  /// - Throws: `missingInput` when the files of a data set asked for by name or by folder are not there, `data` when
  ///   they are damaged.
  package func open(folder: String?) throws -> any Dataset {
    switch self {
    case .named(let source): return try source.open(.test, folder: folder)
    case .auto:
      do {
        return try DatasetSource.cifar10.open(.test, folder: folder)
      } catch let error as AirSliceError where error.kind == .missingInput && folder == nil {
        return try DatasetSource.synthetic.open(.test)
      }
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
