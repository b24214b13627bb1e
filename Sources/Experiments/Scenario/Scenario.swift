// One experiment, typed: what a scenario file says once its sweep has been resolved to single values.

import Core
import Radio
import Transport

/// The settings of one point; every key of a scenario file but `sweep` and `figure`.
package struct Scenario: Decodable, Sendable {
  /// The names of the schemes that are compared.
  package var schemes: [SchemeName]
  package var measure: Measure
  /// The scheme that all others are compared with, image by image; nil for no comparison.
  package var reference: String?
  package var dataset: DatasetChoice
  package var images: ImageLimit
  /// Seeds everything random: channels, policies.
  package var seed: UInt64
  package var model: ModelChoice
  /// How the schemes that are codecs make their streams.
  package var codec: CodecChoice
  package var link: LinkChoice
  package var channel: ChannelChoice
  /// The links: one of `link` and `channel`, or several.
  package let group: LinkGroup
  package private(set) var transport: TransportChoice
  /// The device whose compute and energy are counted; nil where nothing but payload is.
  package var device: DeviceSettings?
  /// What senders that adapt to their link go by; nil where there are none.
  package var adaptive: AdaptiveChoice?
  /// When the server must answer; nil to wait for all that arrives.
  package var deadlines: Deadlines?
  /// What to do about a scheme whose weights do not come with AirSlice for the data set.
  package var missingWeights: MissingWeights

  /// What a scenario finds out.
  package enum Measure: String, CaseIterable, Sendable {
    /// How often the server is right, by deadline.
    case accuracy
    /// What arrives by each deadline, and what that takes of the radio and the device's supply; the server is not asked.
    case link
    /// How importance is spread over the units of each scheme's weights; nothing is sent.
    case shares
    /// How often the server is right with the first units alone and with all but one; nothing is sent.
    case units
  }

  /// The answers to weights that are not there.
  package enum MissingWeights: String, CaseIterable, Sendable {
    /// The scenario is refused.
    case refuse
    /// The scheme is left out, and the results say so.
    case skip
  }

  private enum CodingKeys: String, CodingKey {
    case schemes, measure, reference, dataset, images, seed, model, codec, link, links, channel, transport, device
    case adaptive
    case deadlines = "deadlines_ms"
    case missingWeights = "missing_weights"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    schemes = try values.decode([SchemeName].self, forKey: .schemes)
    dataset = try values.decodeIfPresent(DatasetChoice.self, forKey: .dataset) ?? .auto
    images = try values.decodeIfPresent(ImageLimit.self, forKey: .images) ?? .all
    seed = try values.decodeIfPresent(UInt64.self, forKey: .seed) ?? 1
    model = try values.decodeIfPresent(ModelChoice.self, forKey: .model) ?? ModelChoice()
    codec = try values.decodeIfPresent(CodecChoice.self, forKey: .codec) ?? CodecChoice()
    link = try values.decodeIfPresent(LinkChoice.self, forKey: .link) ?? LinkChoice()
    channel = try values.decodeIfPresent(ChannelChoice.self, forKey: .channel) ?? ChannelChoice.ideal
    let deviceChoice = try values.decodeIfPresent(DeviceChoice.self, forKey: .device)
    let links = try values.decodeIfPresent(Located<LinksChoice>.self, forKey: .links)
    group = try values.placing(links == nil ? .channel : .links) { [link, channel] in
      func group(_ power: Double?) throws -> LinkGroup {
        try links?.value.group(link: link, channel: channel, power: power)
          ?? LinkGroup(independent: [Link(rate: link.rate, channel: channel.model.on(link.rate, power: power))])
      }
      // One device sends on all links: a power that one of them names is that of the others.
      let given = try group(deviceChoice?.transmit)
      guard deviceChoice?.transmit == nil, let own = given.transmitPowers.first else { return given }
      guard given.transmitPowers.count == 1 else {
        let list = given.transmitPowers.map { "\($0)" }.joined(separator: " and ")
        throw AirSliceError(
          .data,
          "path_loss sends at transmit_dbm: \(list) on different links: one device sends at one power, and "
            + "power_db counts from it")
      }
      return try group(own)
    }
    transport = try values.decodeIfPresent(TransportChoice.self, forKey: .transport) ?? TransportChoice()
    if let use = links?.value.links {
      guard transport.protection.links == Protection().links else {
        throw AirSliceError(
          .data, "'links: use' and 'protection: links' both say which links take a packet: leave one out",
          at: links?.location)
      }
      transport.protection.links = use
    }
    device = deviceChoice?.settings
    adaptive = try values.decodeIfPresent(AdaptiveChoice.self, forKey: .adaptive)
    deadlines = try values.decodeIfPresent(Deadlines.self, forKey: .deadlines)
    missingWeights =
      try values.decodeCase(MissingWeights.self, "answer to missing weights", forKey: .missingWeights) ?? .refuse
    measure = try values.decodeCase(Measure.self, "measure", forKey: .measure) ?? .accuracy
    reference = try values.decodeIfPresent(Located<String>.self, forKey: .reference).map {
      [schemes, measure] reference in
      guard measure == .accuracy else {
        throw AirSliceError(
          .data, "a reference is compared by its answers, which 'measure: \(measure.rawValue)' does not look at",
          at: reference.location)
      }
      guard schemes.contains(where: { $0.name == reference.value }) else {
        throw AirSliceError(
          .data, "the reference '\(reference.value)' is none of the scenario's schemes", at: reference.location)
      }
      return reference.value
    }
    try values.placing(.schemes) {
      guard !schemes.isEmpty else { throw AirSliceError(.data, "'schemes' is empty; name one at least") }
      guard Set(schemes.map(\.name)).count == schemes.count else {
        throw AirSliceError(.data, "'schemes' names a scheme twice")
      }
    }
    try values.placing(.channel) { try checkHorizon() }
    device = try values.placing(.device) { try checkedDevice(deviceChoice) }
    try values.placing(.transport) { try checkPower() }
  }
}

extension Scenario {
  /// Paths of the files that it names, weights and images aside.
  var files: [String] { group.members.flatMap(\.channel.files) + (codec.tablesFile.map { [$0] } ?? []) }

  /// The device under full accounting, which sends at the power that path loss begins with, if nobody else says.
  private func checkedDevice(_ choice: DeviceChoice?) throws -> DeviceSettings? {
    guard transport.accounting == .full else {
      guard choice == nil else {
        throw AirSliceError(.data, "'device' needs compute and energy that are counted: write accounting: full")
      }
      return nil
    }
    var choice = choice ?? DeviceChoice()
    try choice.send(at: group.transmitPowers.first)
    return choice.settings
  }

  /// The device can send as the protection wants it to, and more power means something to the channel.
  private func checkPower() throws {
    let offsets = transport.protection.power.values
    try device?.check(offsets: offsets)
    guard offsets.allSatisfy({ $0 == 0 }) || group.hasPowerControl else {
      throw AirSliceError(
        .data, "power_db needs a channel with an SNR: awgn, rayleigh, rician, nakagami or a trace of SNR")
    }
  }

  /// A channel that is known for a time only must be known up to the last deadline.
  private func checkHorizon() throws {
    let horizon = group.horizon
    if horizon == .distantFuture { return }
    guard let last = deadlines?.times.last else {
      throw AirSliceError(
        .data, "the trace ends at \(horizon): give deadlines_ms, the last of which it reaches")
    }
    guard let begin = transport.traffic.latestStart else {
      throw AirSliceError(
        .data, "a trace ends, and requests at random may come at any time: write pattern: periodic, or single")
    }
    guard last.nanoseconds <= horizon.nanoseconds - begin else {
      let end = SimTime(nanoseconds: begin + last.nanoseconds)
      throw AirSliceError(.data, "the trace ends too early: at \(horizon), before the last deadline at \(end)")
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
    guard let bits = number.value.exactInteger(timesTenTo: 3), (100...10_000_000_000).contains(bits) else {
      throw AirSliceError(
        .data, "\(number.value.text) kbit/s does not fit: a rate in whole bit/s from 0.1 to 10000000 kbit/s is needed",
        at: number.location)
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
