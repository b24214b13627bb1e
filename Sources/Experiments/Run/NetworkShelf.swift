// Networks that a run uses, each loaded once, and what the manifest says of them.

import Core
import Foundation
import Neural
import PretrainedModels
import Synchronization

/// Loads networks and keeps them.
package final class NetworkShelf: Sendable {
  /// A network with its weights and where they come from.
  package struct Item: Sendable {
    package let network: SplitNetwork
    package let weights: Weights
    package let record: WeightsRecord
  }

  private let dataset: String
  private let items = Mutex<[String: Item]>([:])

  /// A shelf for runs on the data set of that name.
  package init(dataset: String) { self.dataset = dataset }

  /// The network of the weights file at `path`; nil for the original that comes with AirSlice for the data set.
  /// - Throws: `missingInput` when there is no such file, `data` when it is damaged.
  package func network(_ path: String?) throws -> Item {
    let path = try path ?? PretrainedModels.path(dataset: dataset, model: "original")
    if let item = items.withLock({ $0[path] }) { return item }
    let weights = try Weights(contentsOf: path)
    let content = FileManager.default.contents(atPath: path) ?? Data()
    let record = WeightsRecord(
      file: (path as NSString).lastPathComponent, sha256: try SHA256.hexadecimal(Array(content)),
      architecture: weights.architecture.name, metadata: weights.metadata)
    let item = Item(network: try SplitNetwork(weights), weights: weights, record: record)
    items.withLock { $0[path] = item }
    return item
  }

  /// The weights that were used, in alphabetical order of their paths.
  package var records: [WeightsRecord] {
    items.withLock { items in items.sorted { $0.key < $1.key }.map(\.value.record) }
  }
}

/// A weights file as the manifest names it.
package struct WeightsRecord: Codable, Hashable, Sendable {
  package var file: String
  package var sha256: String
  package var architecture: String
  /// What the file says of itself: command, epochs, seed, accuracy.
  package var metadata: [String: String]
}
