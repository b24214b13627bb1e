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

    /// What the network takes images normalised with: what the file says that it was trained with, else `other`.
    /// - Throws: `data` when the file says what cannot be.
    package func normalization(or other: Normalization) throws -> Normalization {
      try Normalization(metadata: weights.metadata, file: file) ?? other
    }

    /// What the file says of its training.
    /// - Throws: `data` when it says nothing or what cannot be.
    package var trainingRecord: TrainingRecord {
      get throws { try TrainingRecord(of: weights, file: file) }
    }
  }

  private let dataset: String
  private let open: @Sendable (Split) throws -> any Dataset
  private let items = Mutex<[String: Item]>([:])
  private let tails = Mutex<[String: (networks: [SplitNetwork], record: WeightsRecord)]>([:])
  private let known = Mutex<[String: FeatureStatistics]>([:])
  private let coefficients = Mutex<[String: CoefficientStatistics]>([:])

  /// A shelf for runs on the data set of that name, whose parts `choice` opens; `dataFolder` is the user's `--data`.
  package init(dataset: String, choice: DatasetChoice? = nil, dataFolder: String? = nil) {
    self.dataset = dataset
    open = { try (choice ?? .named(Catalogue.dataset(named: dataset))).open($0, folder: dataFolder) }
  }

  /// The network for a scheme that needs weights of `training`: those of `model`'s file, or those that come with
  /// AirSlice for the data set.
  /// - Throws: `missingInput` when there is no such file, `data` when it is damaged or was trained for something else.
  package func network(training: String, model: ModelChoice) throws -> Item {
    let item = try network(at: path(training, model))
    try model.check(item.weights.architecture)
    try check(item, isOf: dataset)
    if !SchemePart.isPlain(training) {
      try item.trainingRecord.check(
        training: training, cut: model.cut, unitChannels: model.unitChannels(of: item.weights.architecture),
        file: item.file)
    }
    return item
  }

  /// Weights of one of the two sets that every AirSlice has say nothing about the other; a user's own pictures may be like
  /// either.
  private func check(_ item: Item, isOf dataset: String) throws {
    let sets = [DatasetSource.synthetic, .cifar10].map(\.rawValue)
    guard let trained = item.weights.metadata["dataset"], trained != dataset, sets.contains(trained),
      sets.contains(dataset)
    else { return }
    throw AirSliceError.data("was trained on \(trained), where the scenario's images are \(dataset)", file: item.file)
  }

  /// One network for each number of units from 1 on, the head of `item` with the tail for as many, from the file of tails
  /// beside that of the weights.
  /// - Throws: `missingInput` when there is none, `data` when it is damaged or belongs to another head.
  package func tails(of item: Item, model: ModelChoice) throws -> [SplitNetwork] {
    let path = PretrainedModels.tailsPath(beside: item.file)
    if let known = tails.withLock({ $0[path] }) { return known.networks }
    guard FileManager.default.fileExists(atPath: path) else {
      throw AirSliceError(
        .missingInput, "no file of tails beside the weights: `airslice train clio --tails` writes it",
        at: .init(file: path))
    }
    let units = model.featureUnits(of: item.weights.architecture)
    let set = try TailSet(contentsOf: path)
    try set.check(head: item.weights, cut: model.cut, count: units.count, file: path)
    let record = try Self.record(of: set.networks[0], path)
    let networks = try set.networks.map { try SplitNetwork($0) }
    tails.withLock { $0[path] = (networks, record) }
    return networks
  }

  /// The digests of the weights of `training` for `model`, and of the file of tails beside them.
  /// - Throws: what loading them throws.
  package func digests(training: String, withTails: Bool, model: ModelChoice) throws -> [String] {
    let item = try network(training: training, model: model)
    guard withTails else { return [item.record.sha256] }
    _ = try tails(of: item, model: model)
    let record = tails.withLock { $0[PretrainedModels.tailsPath(beside: item.file)]?.record }
    return [item.record.sha256] + (record.map { [$0.sha256] } ?? [])
  }

  /// Whether weights of `training` for `model`, or the file of tails beside them, would have to come with AirSlice and do
  /// not.
  package func lacks(training: String, withTails: Bool, model: ModelChoice) -> Bool {
    if model.weights.map({ !PretrainedModels.isName($0) }) == true { return false }
    guard let path = try? path(training, model) else { return true }
    return withTails && !FileManager.default.fileExists(atPath: PretrainedModels.tailsPath(beside: path))
  }

  /// The first images of a part of the data set that is not for testing.
  package func images(_ split: Split) throws -> any Dataset {
    try open(split)
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
    let all =
      items.withLock { $0.mapValues(\.record) }.map { ($0, $1) }
      + tails.withLock { $0.mapValues(\.record) }.map { ($0, $1) }
    return all.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// The file of weights of `training` for `model`: its own, by its path or its name among those that come with AirSlice,
  /// or the one of these that belongs there.
  private func path(_ training: String, _ model: ModelChoice) throws -> String {
    guard let given = model.weights else { return try pretrained(training, model) }
    return PretrainedModels.isName(given) ? try PretrainedModels.path(dataset: dataset, model: given) : given
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
    let record = try Self.record(of: weights, path)
    let counts = weights.statisticsByUnits.indices.map { $0 + 1 }
    let item = Item(
      network: try SplitNetwork(weights), tails: try counts.map { try SplitNetwork(weights.forUnits($0)) },
      weights: weights, file: path, record: record)
    items.withLock { $0[path] = item }
    return item
  }

  private static func record(of weights: Weights, _ path: String) throws -> WeightsRecord {
    WeightsRecord(
      file: (path as NSString).lastPathComponent, sha256: try MessageDigest.sha256.hexadecimal(ofFile: path),
      architecture: weights.architecture.name, metadata: weights.metadata)
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
