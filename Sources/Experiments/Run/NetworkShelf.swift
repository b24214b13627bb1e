// Networks that a run uses, each loaded once, and what the manifest says of them.

import Core
import Foundation
import Imaging
import Neural
import PretrainedModels
import Schemes
import Synchronization

/// Loads networks, finds out about their features, and keeps both.
package final class NetworkShelf: Sendable {
  /// A network with its weights and where they come from.
  package struct Item: Sendable {
    package let network: SplitNetwork
    /// One network for each number of received units, where the weights have statistics for each; else none.
    package let tails: [SplitNetwork]
    package let weights: Weights
    /// The weights file.
    package let file: String
    package let record: WeightsRecord

    /// What the file says of its training.
    /// - Throws: `data` when it says nothing or what cannot be.
    package var trainingRecord: TrainingRecord {
      get throws { try TrainingRecord(of: weights, file: file) }
    }
  }

  private let dataset: String
  private let dataFolder: String?
  private let items = Mutex<[String: Item]>([:])
  private let known = Mutex<[String: FeatureStatistics]>([:])
  private let coefficients = Mutex<[String: CoefficientStatistics]>([:])

  /// A shelf for runs on the data set of that name; `dataFolder` is the user's `--data`.
  package init(dataset: String, dataFolder: String? = nil) { (self.dataset, self.dataFolder) = (dataset, dataFolder) }

  /// The network for a scheme that needs weights of `training`: those of `model`'s file, or those that come with
  /// AirSlice for the data set.
  /// - Throws: `missingInput` when there is no such file, `data` when it is damaged or was trained for something else.
  package func network(training: String, model: ModelChoice) throws -> Item {
    let item = try network(at: model.weights ?? pretrained(training, model))
    if !SchemePart.isPlain(training) {
      try item.trainingRecord.check(
        training: training, cut: model.cut, unitChannels: model.unitChannels, file: item.file)
    }
    return item
  }

  /// Whether weights of `training` for `model` would have to come with AirSlice and do not.
  package func lacks(training: String, model: ModelChoice) -> Bool {
    model.weights == nil && (try? pretrained(training, model)) == nil
  }

  /// The first images of a part of the data set that is not for testing.
  package func images(_ split: Split) throws -> any Dataset {
    try Catalogue.dataset(named: dataset).open(split, folder: dataFolder)
  }

  /// The statistics of the features of `item` at `cut` over training images.
  package func statistics(of item: Item, at cut: Cut, normalization: Normalization) throws -> FeatureStatistics {
    let key = "\(cut) \(item.file)"
    if let found = known.withLock({ $0[key] }) { return found }
    let statistics = try FeatureStatistics(
      of: item.network, at: cut, on: images(.train), images: ImportanceMeasure.images, normalization: normalization)
    known.withLock { $0[key] = statistics }
    return statistics
  }

  /// The statistics of JPEG's coefficients over the first training images.
  package func coefficients(images: Int, chroma: JPEGSettings.Chroma) throws -> CoefficientStatistics {
    let key = "\(images) \(chroma)"
    if let found = coefficients.withLock({ $0[key] }) { return found }
    let statistics = try CoefficientStatistics(of: self.images(.train), images: images, chroma: chroma)
    coefficients.withLock { $0[key] = statistics }
    return statistics
  }

  /// The weights that were used, in alphabetical order of their paths.
  package var records: [WeightsRecord] {
    items.withLock { items in items.sorted { $0.key < $1.key }.map(\.value.record) }
  }

  private func pretrained(_ training: String, _ model: ModelChoice) throws -> String {
    // A training that knows nothing of units serves every cut.
    let cut = SchemePart.isPlain(training) ? nil : model.cut.description
    return try PretrainedModels.path(
      dataset: dataset,
      model: PretrainedModels.name(training: training, cut: cut, seed: model.trainingSeed))
  }

  private func network(at path: String) throws -> Item {
    if let item = items.withLock({ $0[path] }) { return item }
    let weights = try Weights(contentsOf: path)
    let content = FileManager.default.contents(atPath: path) ?? Data()
    let record = WeightsRecord(
      file: (path as NSString).lastPathComponent, sha256: try SHA256.hexadecimal(Array(content)),
      architecture: weights.architecture.name, metadata: weights.metadata)
    let counts = weights.statisticsByUnits.indices.map { $0 + 1 }
    let item = Item(
      network: try SplitNetwork(weights), tails: try counts.map { try SplitNetwork(weights.forUnits($0)) },
      weights: weights, file: path, record: record)
    items.withLock { $0[path] = item }
    return item
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
