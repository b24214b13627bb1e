// From a scheme's line in the catalogue to a scheme: the weights that it needs, and what it is made of.

import Core
import Imaging
import Neural
import Schemes
import Stochastics

/// A scheme of the catalogue.
package struct SchemePart: Sendable {
  /// The training whose weights it runs with, as weights files name it; nil where the section `codec` says.
  private let training: String?
  /// Whether it sends features; all others neither know nor care where the network is cut.
  let sendsFeatures: Bool
  /// Whether what is sent depends on the link, so that points with other links need another encoding.
  package let looksAtLink: Bool
  /// Whether it needs the file of tails beside the weights.
  package let hasTails: Bool
  /// Whether it sends the units in another order than that of their channels.
  let isOrdered: Bool
  /// What it orders the units by when it is made; nil where the order comes with the weights or from nothing.
  let importance: @Sendable (ModelChoice) -> ImportanceMeasure?
  /// Whether it is made for the coefficients of the training images.
  let fitsCoefficients: Bool
  private let make: @Sendable (SchemeSetting) throws -> any Scheme

  init(
    training: String? = SchemePart.plainTraining, sendsFeatures: Bool = true, looksAtLink: Bool = false,
    hasTails: Bool = false, isOrdered: Bool = false,
    importance: @escaping @Sendable (ModelChoice) -> ImportanceMeasure? = { _ in nil },
    fitsCoefficients: Bool = false, _ make: @escaping @Sendable (SchemeSetting) throws -> any Scheme
  ) {
    (self.training, self.sendsFeatures, self.looksAtLink) = (training, sendsFeatures, looksAtLink)
    (self.hasTails, self.isOrdered) = (hasTails, isOrdered)
    (self.importance, self.fitsCoefficients) = (importance, fitsCoefficients)
    self.make = make
  }

  /// A scheme that sends the features of any weights, the most important unit first by `importance`.
  static func ordered(by importance: @escaping @Sendable (ModelChoice) -> ImportanceMeasure) -> SchemePart {
    SchemePart(isOrdered: true, importance: importance) {
      try $0.features(order: $0.importanceOrder(importance($0.model)))
    }
  }

  /// A scheme that sends the features of weights trained as `training`, in the order that they were trained with.
  static func trained(_ training: String) -> SchemePart {
    SchemePart(training: training, isOrdered: true) { try $0.features(order: $0.trainedOrder) }
  }

  /// The training that knows nothing of units; schemes that need no more than that take any weights.
  package static let plainTraining = "original"

  /// Whether `training` is that one, or one like it on other images.
  package static func isPlain(_ training: String) -> Bool {
    training == plainTraining || training.hasPrefix("\(plainTraining)-")
  }

  /// The training whose weights it runs with in front of `codec`'s settings.
  package func training(_ codec: CodecChoice) -> String { training ?? codec.training }

  /// The scheme for one setting.
  /// - Throws: `data` when the weights are not what the scheme needs.
  package func scheme(_ setting: SchemeSetting) throws -> any Scheme { try make(setting) }
}

/// Makes the choice of a sender that looks at its link, whose units have so many bits and whose device spends so many
/// multiply–accumulates before it sends.
package typealias WidthMaker = @Sendable (_ unitBits: Int, _ operations: Int) throws -> WidthChoice

/// What schemes are made from.
package struct SchemeSetting: Sendable {
  /// The scheme's name.
  package let name: String
  package let model: ModelChoice
  package let codec: CodecChoice
  /// What the network takes images normalised with.
  package let normalization: Normalization
  /// Seeds what a scheme draws.
  package let seed: UInt64
  private let item: NetworkShelf.Item
  let shelf: NetworkShelf
  private let width: WidthMaker?

  /// The setting of the scheme `name`, its weights from `shelf`; `normalization` holds where they name none, and `width`
  /// makes the choice of senders that look at their link.
  /// - Throws: `missingInput` and `data` when the weights are not there or not fit.
  package init(
    name: String, model: ModelChoice, codec: CodecChoice = CodecChoice(), seed: UInt64, normalization: Normalization,
    shelf: NetworkShelf,
    width: WidthMaker? = nil
  ) throws {
    (self.name, self.model, self.codec) = (name, model, codec)
    item = try shelf.network(training: Catalogue.scheme(named: name).training(codec), model: model)
    self.normalization = try item.normalization(or: normalization)
    (self.seed, self.shelf, self.width) = (seed, shelf, width)
  }

  package var network: SplitNetwork { item.network }

  private var unitChannels: Int { model.unitChannels(of: network.architecture) }

  private var units: FeatureUnits { model.featureUnits(of: network.architecture) }

  private func statistics() throws -> FeatureStatistics {
    try shelf.statistics(of: item, at: model.cut, normalization: normalization)
  }

  /// Features at the cut, sent in `order`.
  /// - Throws: `data` for weights with statistics for other numbers of units.
  func features(order: SendingOrder = .natural) throws -> FeatureScheme {
    guard [0, units.count].contains(item.tails.count) else {
      throw AirSliceError.data(
        "has statistics for 1 to \(item.tails.count) units, where the features at \(model.cut) have \(units.count)",
        file: item.file)
    }
    return FeatureScheme(
      name: name, network: network, tails: item.tails, cut: model.cut, unitChannels: unitChannels, order: order,
      wire: model.wire, padding: try padding(), ranges: try ranges(), normalization: normalization)
  }

  /// Features in the order of channels for a tail of each number of units.
  func manyTails() throws -> ManyTailScheme {
    ManyTailScheme(
      name: name, head: network, tails: try shelf.tails(of: item, model: model), cut: model.cut,
      unitChannels: unitChannels, wire: model.wire, padding: try padding(), ranges: try ranges(),
      normalization: normalization)
  }

  private func padding() throws -> [Float]? { model.padding == .mean ? try statistics().mean : nil }

  private func ranges() throws -> [ClosedRange<Float>]? {
    model.repair == .clamp ? try statistics().ranges(of: units) : nil
  }

  /// As many units of `base` for each image as its sender thinks will get through in time.
  /// - Throws: `data` when the scenario does not say what the sender goes by, or the channel has no SNR.
  func adaptive(_ base: any Scheme) throws -> AdaptiveScheme {
    guard let width else {
      throw AirSliceError(.data, "the scheme \(name) needs to know its time: write adaptive: {budget_ms: …}")
    }
    let elements = units.channels(ofUnit: 0).count * units.shape.height * units.shape.width
    let choice = try width(8 * (model.wire.headerBytes + elements * model.wire.elementBytes), base.deviceOperations)
    return AdaptiveScheme(name: name, base) { choice.units(ofImage: $0) }
  }

  /// The order that the weights were trained with.
  /// - Throws: `data` when they name none.
  var trainedOrder: SendingOrder {
    get throws {
      guard let order = try item.trainingRecord.order else {
        throw AirSliceError.data("names no order of the units (metadata 'order'), which \(name) needs", file: item.file)
      }
      return .fixed(order)
    }
  }

  /// `count` orders drawn from the seed.
  func randomOrders(_ count: Int) -> SendingOrder {
    .random(count, ofUnits: units.count, streams: RandomStreams(seed: seed))
  }

  /// The most important unit first.
  func importanceOrder(_ measure: ImportanceMeasure) throws -> SendingOrder {
    .fixed(ImportanceOrder.descending(try importance(measure)))
  }

  /// The importance of each unit at the cut, in channel order.
  package func importance(_ measure: ImportanceMeasure) throws -> [Double] {
    try measure.importance(
      of: network, item.weights, at: model.cut, unitChannels: unitChannels, normalization: normalization,
      training: { try shelf.images(.train) }, validation: { try shelf.images(.validation) })
  }

  /// What single units do to the network's answers.
  var effects: UnitEffects {
    UnitEffects(of: network, at: model.cut, unitChannels: unitChannels, normalization: normalization)
  }
}
