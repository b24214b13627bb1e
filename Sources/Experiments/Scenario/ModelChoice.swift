// The network of a scenario: where it is cut, whose weights it has, and how its features go on the air.

import Core
import Neural
import Schemes

/// The network, where it is cut, and what is sent of its features.
package struct ModelChoice: Decodable, Hashable, Sendable {
  /// What the server does about damaged elements.
  package enum Repair: String, CaseIterable, Sendable {
    /// Nothing: an infinity or NaN goes into the network, as with a naive receiver.
    case none
    /// Elements are clipped to their unit's range over training images.
    case clamp
  }

  /// The cut; the paper's "layer three" is `block3`.
  package var cut = Cut.block(3)
  /// Channels of one unit, where ``units`` does not say how many units there are.
  package var unitChannels = 2
  /// The number of units, for networks of several widths; nil for as many as ``unitChannels`` make.
  package var units: Int?
  /// Weights for all schemes: a file, or the name of weights that come with AirSlice; nil for those of these that belong
  /// to data set, scheme and cut.
  package var weights: String?
  /// Which of several trainings of the same kind: the weights that come with AirSlice have numbers from 1 on.
  package var trainingSeed = 1
  /// The features' form on the air.
  package var wire = WireFormat.float32
  package var repair = Repair.none
  /// What stands where no features have arrived.
  package var padding = Padding.zero
  /// What `sorted` goes by.
  package var importance = ImportanceMeasure.conv

  package init() {}

  private enum CodingKeys: String, CodingKey {
    case cut, units, weights, wire, repair, padding, importance
    case unitChannels = "unit_channels"
    case trainingSeed = "training_seed"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    cut = try values.decodeIfPresent(CutName.self, forKey: .cut)?.cut ?? cut
    unitChannels = try values.decodeIfPresent(PositiveInteger.self, forKey: .unitChannels)?.value ?? unitChannels
    if let number = try values.decodeIfPresent(Located<PositiveInteger>.self, forKey: .units) {
      guard !values.contains(.unitChannels) else {
        throw AirSliceError(
          .data, "'units' and 'unit_channels' both divide the features: name one", at: number.location)
      }
      units = number.value.value
    }
    weights = try values.decodeIfPresent(String.self, forKey: .weights)
    if weights == "auto" { weights = nil }
    trainingSeed = try values.decodeIfPresent(PositiveInteger.self, forKey: .trainingSeed)?.value ?? trainingSeed
    wire = try values.decodeCase(WireFormat.self, "wire format", forKey: .wire) ?? wire
    repair = try values.decodeCase(Repair.self, "repair", forKey: .repair) ?? repair
    padding = try values.decodeCase(Padding.self, "padding", forKey: .padding) ?? padding
    importance =
      try values.decodeCase(ImportanceMeasure.self, "measure of importance", forKey: .importance) ?? importance
  }
}

extension ModelChoice {
  /// The weights alone, for schemes that send no features.
  var withoutFeatures: ModelChoice {
    var choice = ModelChoice()
    (choice.weights, choice.trainingSeed) = (weights, trainingSeed)
    return choice
  }

  /// Channels of one unit of the features that `architecture` has at the cut.
  package func unitChannels(of architecture: Architecture) -> Int {
    guard let units else { return unitChannels }
    return max(1, architecture.featureShape(at: cut).channels / units)
  }

  /// The units of the features that `architecture` has at the cut.
  package func featureUnits(of architecture: Architecture) -> FeatureUnits {
    FeatureUnits(
      shape: architecture.featureShape(at: cut), unitChannels: unitChannels(of: architecture), wire: wire)
  }

  /// Checks that the features of `architecture` can be divided as they should.
  /// - Throws: `data` when ``units`` does not divide the channels.
  package func check(_ architecture: Architecture) throws {
    let channels = architecture.featureShape(at: cut).channels
    guard let units, !channels.isMultiple(of: units) else { return }
    throw AirSliceError(
      .data,
      "model.units is \(units), but the \(channels) channels at \(cut) of \(architecture.name) do not make as many")
  }
}

/// A cut by name.
private struct CutName: Decodable {
  let cut: Cut

  init(from decoder: any Decoder) throws {
    let name = try decoder.singleValueContainer().decode(String.self)
    // The number of blocks is the same at every width.
    guard let cut = Cut(name: name), Architecture().cuts.contains(cut) else {
      throw AirSliceError(.data, "'\(name)' is no cut; known: input, stem, block1 to block17, last")
    }
    self.cut = cut
  }
}

extension KeyedDecodingContainer {
  /// The case of an enumeration that is named under `key`, nil when nothing stands there; `kind` says in errors what the
  /// cases are.
  func decodeCase<Value: RawRepresentable & CaseIterable & Sendable>(
    _ type: Value.Type, _ kind: String, forKey key: Key
  ) throws -> Value? where Value.RawValue == String {
    guard let node = try decodeIfPresent(ConfigurationNode.self, forKey: key) else { return nil }
    let parts = Value.allCases.map { Catalogue.Named($0.rawValue, $0) }
    let name = try node.string()
    do {
      return try Catalogue.find(name, in: parts, kind: kind)
    } catch let error as AirSliceError {
      throw node.error(error.message)
    }
  }
}
