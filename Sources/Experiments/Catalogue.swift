// The parts that scenarios can name. A new scheme, channel, policy or data set is one line here.

import Core
import Imaging
import Neural
import Radio
import Schemes
import Transport

/// What there is to choose from, by the names used in files.
package enum Catalogue {
  /// A part by name.
  package struct Named<Part: Sendable>: Sendable {
    package let name: String
    package let part: Part

    init(_ name: String, _ part: Part) { (self.name, self.part) = (name, part) }
  }

  /// Makes a scheme from the network and the settings of a point.
  package typealias SchemeMaker = @Sendable (SchemeSetting) throws -> any Scheme

  static let schemes: [Named<SchemeMaker>] = [
    Named("original") { $0.features(name: "original", order: nil) },
    Named("sorted") { $0.features(name: "sorted", order: ImportanceOrder.descending($0.filterNorms)) },
    Named("raw") { RawScheme(network: $0.network, normalization: $0.normalization) },
  ]

  /// Reads a channel's settings.
  package typealias ChannelMaker = @Sendable (any Decoder) throws -> any ChannelModel

  static let channels: [Named<ChannelMaker>] = [
    Named("ideal") { _ in IdealChannel() },
    Named("erasure") { try ErasureChannel(from: $0) },
    Named("replace") { try ReplaceChannel(from: $0) },
    Named("bit-flip") { try BitFlipChannel(from: $0) },
    Named("packet-loss") { try PacketLossChannel(from: $0) },
    Named("gilbert-elliott") { try GilbertElliottChannel(from: $0) },
    Named("awgn") { try AWGNChannel(from: $0) },
    Named("rayleigh") { try RayleighChannel(from: $0) },
    Named("rician") { try RicianChannel(from: $0) },
    Named("nakagami") { try NakagamiChannel(from: $0) },
    Named("trace") { try TraceChannel(from: $0) },
  ]

  static let policies: [Named<any SchedulerPolicy>] = [
    Named("importance-first", ImportanceFirst()),
    Named("first-in-first-out", FirstInFirstOut()),
    Named("random", RandomOrder()),
  ]

  static let datasets = DatasetSource.allCases.map { Named($0.rawValue, $0) }

  /// Makes the scheme called `name`.
  package static func scheme(named name: String) throws -> SchemeMaker { try find(name, in: schemes, kind: "scheme") }

  package static func channel(named name: String) throws -> ChannelMaker {
    try find(name, in: channels, kind: "channel")
  }

  package static func policy(named name: String) throws -> any SchedulerPolicy {
    try find(name, in: policies, kind: "policy")
  }

  package static func dataset(named name: String) throws -> DatasetSource {
    try find(name, in: datasets, kind: "data set")
  }

  /// The part called `name`; a `kind` of part, for the error that names those there are.
  static func find<Part>(_ name: String, in parts: [Named<Part>], kind: String) throws -> Part {
    if let found = parts.first(where: { $0.name == name }) { return found.part }
    let names = parts.map(\.name)
    let advice = KeyAdvice.nearest(to: name, among: names).map { "did you mean \($0)?" }
    throw AirSliceError(.data, "unknown \(kind) '\(name)': \(advice ?? "known: \(names.joined(separator: ", "))")")
  }
}

/// What schemes are made from.
package struct SchemeSetting: Sendable {
  package let network: SplitNetwork
  package let weights: Weights
  package let model: ModelChoice
  package let normalization: Normalization

  package init(network: SplitNetwork, weights: Weights, model: ModelChoice, normalization: Normalization) {
    (self.network, self.weights, self.model, self.normalization) = (network, weights, model, normalization)
  }

  /// The importance of each unit at the cut.
  var filterNorms: [Double] {
    ImportanceOrder.filterNorms(weights, at: model.cut, unitChannels: model.unitChannels)
  }

  /// Features at the cut, in `order`; nil for channel order.
  func features(name: String, order: [Int]?) -> FeatureScheme {
    FeatureScheme(
      name: name, network: network, cut: model.cut, unitChannels: model.unitChannels, order: order,
      normalization: normalization)
  }
}
