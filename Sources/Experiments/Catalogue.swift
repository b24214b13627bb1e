// The parts that scenarios can name. A new scheme, channel or policy is one line here.

import Core
import Imaging
import Neural
import Radio
import Schemes
import Stochastics
import Transport

/// What there is to choose from, by the names used in files.
package enum Catalogue {
  /// A part by name.
  package struct Named<Part: Sendable>: Sendable {
    package let name: String
    package let part: Part

    init(_ name: String, _ part: Part) { (self.name, self.part) = (name, part) }
  }

  static let schemes: [Named<SchemePart>] = [
    // Weights trained without any thought of units.
    Named("original", SchemePart { try $0.features() }),
    Named("sorted", .ordered { $0.importance }),
    Named("energy-order", .ordered { _ in .energy }),
    Named("random-order", SchemePart(isOrdered: true) { try $0.features(order: $0.randomOrders(50)) }),
    Named("raw", SchemePart(sendsFeatures: false) { RawScheme(network: $0.network, normalization: $0.normalization) }),
    Named(
      "on-device",
      SchemePart(sendsFeatures: false) { OnDeviceScheme(network: $0.network, normalization: $0.normalization) }),
    // Codecs in front of the same network; those that fit choose their quality by the deadline.
    Named("png", SchemePart(training: nil, sendsFeatures: false) { $0.png() }),
    Named("jpeg", SchemePart(training: nil, sendsFeatures: false) { try $0.jpeg() }),
    Named("jpeg-fit", SchemePart(training: nil, sendsFeatures: false) { try $0.jpeg(fits: true) }),
    Named(
      "deepn-jpeg", SchemePart(training: nil, sendsFeatures: false, fitsCoefficients: true) { try $0.deepNJPEG() }),
    Named(
      "deepn-jpeg-fit",
      SchemePart(training: nil, sendsFeatures: false, fitsCoefficients: true) { try $0.deepNJPEG(fits: true) }),
    // Weights trained for it, in the order that the training went by.
    Named("nair", .trained("nair")),
    Named("nair-neither", .trained("nair-neither")),
    Named("nair-penalty", .trained("nair-penalty")),
    Named("nair-weights", .trained("nair-weights")),
    // Weights trained for it, in the order of channels: CLIO's single tail, and training with losses.
    Named("clio-n-st", SchemePart(training: "clio-n") { try $0.features() }),
    Named("clio-l-st", SchemePart(training: "clio-l") { try $0.features() }),
    Named("clio-uniform-st", SchemePart(training: "clio-uniform") { try $0.features() }),
    Named("clio-random-st", SchemePart(training: "clio-random") { try $0.features() }),
    Named("clio-list-st", SchemePart(training: "clio-list") { try $0.features() }),
    // CLIO with a tail for each number of units.
    Named("clio-n-mt", SchemePart(training: "clio-n", hasTails: true) { try $0.manyTails() }),
    Named("clio-l-mt", SchemePart(training: "clio-l", hasTails: true) { try $0.manyTails() }),
    Named("clio-uniform-mt", SchemePart(training: "clio-uniform", hasTails: true) { try $0.manyTails() }),
    Named("clio-random-mt", SchemePart(training: "clio-random", hasTails: true) { try $0.manyTails() }),
    Named("clio-list-mt", SchemePart(training: "clio-list", hasTails: true) { try $0.manyTails() }),
    // As many units as the sender thinks will get through, for the one tail or for the tail of just as many.
    Named("adaptive", SchemePart(training: "clio-uniform", looksAtLink: true) { try $0.adaptive($0.features()) }),
    Named(
      "adaptive-mt",
      SchemePart(training: "clio-uniform", looksAtLink: true, hasTails: true) { try $0.adaptive($0.manyTails()) }),
    Named("dropout", SchemePart(training: "dropout") { try $0.features() }),
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
    Named("earliest-deadline-first", EarliestDeadlineFirst()),
    Named("newest-first", NewestFirst()),
  ]

  static let radios = RadioPreset.all.map { Named($0.name, $0) }
  static let processors = DevicePreset.all.map { Named($0.name, $0) }

  /// What `airslice validate` checks.
  package static let validations: [Named<ValidationSuite>] = [
    Named("noise", RadioValidation.noise), Named("fading-errors", RadioValidation.fadingErrors),
    Named("packets", RadioValidation.packets), Named("bursts", RadioValidation.bursts),
    Named("crossings", FadingValidation.crossings), Named("memory", FadingValidation.memory),
    Named("missions", FadingValidation.missions), Named("codes", CodingValidation.codes),
    Named("access", AccessValidation.access), Named("retransmissions", AccessValidation.retransmissions),
  ]

  static let datasets = DatasetSource.allCases.map { Named($0.rawValue, $0) }

  /// The scheme called `name`.
  package static func scheme(named name: String) throws -> SchemePart { try find(name, in: schemes, kind: "scheme") }

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
