// One experiment, typed: what a scenario file says once its sweep has been resolved to single values.

import Core
import Neural

/// The settings of one point; every key of a scenario file but `sweep` and `figure`.
package struct Scenario: Decodable, Sendable {
  /// The names of the schemes that are compared.
  package var schemes: [SchemeName]
  package var dataset: DatasetChoice
  package var images: ImageLimit
  /// Seeds everything random: channels, policies.
  package var seed: UInt64
  package var model: ModelChoice
  package var link: LinkChoice
  package var channel: ChannelChoice
  package var transport: TransportChoice
  /// When the server must answer; nil to wait for all that arrives.
  package var deadlines: Deadlines?

  private enum CodingKeys: String, CodingKey {
    case schemes, dataset, images, seed, model, link, channel, transport
    case deadlines = "deadlines_ms"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    schemes = try values.decode([SchemeName].self, forKey: .schemes)
    dataset = try values.decodeIfPresent(DatasetChoice.self, forKey: .dataset) ?? .auto
    images = try values.decodeIfPresent(ImageLimit.self, forKey: .images) ?? .all
    seed = try values.decodeIfPresent(UInt64.self, forKey: .seed) ?? 1
    model = try values.decodeIfPresent(ModelChoice.self, forKey: .model) ?? ModelChoice()
    link = try values.decodeIfPresent(LinkChoice.self, forKey: .link) ?? LinkChoice()
    channel = try values.decodeIfPresent(ChannelChoice.self, forKey: .channel) ?? ChannelChoice.ideal
    transport = try values.decodeIfPresent(TransportChoice.self, forKey: .transport) ?? TransportChoice()
    deadlines = try values.decodeIfPresent(Deadlines.self, forKey: .deadlines)
    try checkHorizon()
    guard !schemes.isEmpty else { throw AirSliceError(.data, "'schemes' is empty; name one at least") }
    guard Set(schemes.map(\.name)).count == schemes.count else {
      throw AirSliceError(.data, "'schemes' names a scheme twice")
    }
  }
}

extension Scenario {
  /// A channel that is known for a time only must be known up to the last deadline.
  private func checkHorizon() throws {
    let horizon = channel.model.horizon
    if horizon == .distantFuture { return }
    guard let last = deadlines?.times.last else {
      throw AirSliceError(
        .data, "the trace ends at \(horizon): give deadlines_ms, the last of which it reaches")
    }
    guard last <= horizon else {
      throw AirSliceError(.data, "the trace ends too early: at \(horizon), before the last deadline at \(last)")
    }
  }
}

/// A scheme of the catalogue, by name.
package struct SchemeName: Decodable, Hashable, Sendable {
  package let name: String

  package init(from decoder: any Decoder) throws {
    name = try decoder.singleValueContainer().decode(String.self)
    _ = try Catalogue.scheme(named: name)
  }
}

/// The network and where it is cut.
package struct ModelChoice: Decodable, Hashable, Sendable {
  /// The cut; the paper's "layer three" is `block3`.
  package var cut = Cut.block(3)
  /// Channels of one unit.
  package var unitChannels = 2
  /// A weights file; nil for the weights that come with AirSlice for the data set.
  package var weights: String?

  package init() {}

  private enum CodingKeys: String, CodingKey {
    case cut, weights
    case unitChannels = "unit_channels"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    cut = try values.decodeIfPresent(CutName.self, forKey: .cut)?.cut ?? cut
    unitChannels = try values.decodeIfPresent(PositiveInteger.self, forKey: .unitChannels)?.value ?? unitChannels
    weights = try values.decodeIfPresent(String.self, forKey: .weights)
    if weights == "auto" { weights = nil }
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

/// A whole number above zero.
struct PositiveInteger: Decodable {
  let value: Int

  init(from decoder: any Decoder) throws {
    value = try decoder.singleValueContainer().decode(Int.self)
    guard value > 0 else { throw AirSliceError(.data, "\(value) does not fit here: a whole number above 0 is needed") }
  }
}

/// The link.
package struct LinkChoice: Decodable, Hashable, Sendable {
  /// Bits per second.
  package var rate = BitRate.ieee802154

  package init() {}

  private enum CodingKeys: String, CodingKey { case rate = "rate_kbps" }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    guard let number = try values.decodeIfPresent(Located<NumberText>.self, forKey: .rate) else { return }
    guard let bits = number.value.exactInteger(timesTenTo: 3), bits > 0 else {
      throw AirSliceError(
        .data, "\(number.value.text) kbit/s does not fit: a positive rate in whole bit/s is needed", at: number.location
      )
    }
    rate = BitRate(bitsPerSecond: bits)
  }
}

/// A value and where it was written.
struct Located<Value: Decodable>: Decodable {
  let value: Value
  let location: AirSliceError.Location

  init(from decoder: any Decoder) throws {
    let node = try ConfigurationNode(from: decoder)
    (value, location) = (try ConfigurationDecoder.decode(Value.self, from: node), node.location)
  }
}
