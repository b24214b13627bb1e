// How messages are cut, ordered and counted, and what the channel does to them.

import Core
import Radio
import Transport

/// The channel: `{kind: erasure, rate: 0.1}`.
package struct ChannelChoice: Decodable, Sendable {
  package let model: any ChannelModel

  /// The channel that harms nothing.
  package static let ideal = ChannelChoice(model: IdealChannel())

  init(model: any ChannelModel) { self.model = model }

  package init(from decoder: any Decoder) throws {
    // The rest of the keys belongs to the kind of channel, which reads them itself.
    let kind = try decoder.container(keyedBy: KindKey.self).decode(Kind.self, forKey: .kind)
    model = try kind.part(decoder)
  }

  private enum KindKey: String, CodingKey { case kind }

  private struct Kind: Decodable {
    let part: Catalogue.ChannelMaker

    init(from decoder: any Decoder) throws {
      part = try Catalogue.channel(named: decoder.singleValueContainer().decode(String.self))
    }
  }
}

/// Packets, their order, and what counts as sent.
package struct TransportChoice: Decodable, Sendable {
  /// What is counted against time.
  package enum Accounting: String, CaseIterable, Sendable {
    /// Payload bits alone, and whole units alone: the axis of the NAIR paper.
    case paper

    /// What figures say of it.
    package var explanation: String {
      switch self {
      case .paper: "paper accounting: payload bits and whole units alone"
      }
    }
  }

  package var accounting = Accounting.paper
  package var policy: any SchedulerPolicy = ImportanceFirst()
  /// The most payload bytes of one packet; nil for one packet a unit.
  package var payloadBytes: Int?

  package init() {}

  private enum CodingKeys: String, CodingKey {
    case accounting, policy
    case payloadBytes = "payload_bytes"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    accounting = try values.decodeIfPresent(AccountingName.self, forKey: .accounting)?.accounting ?? accounting
    policy = try values.decodeIfPresent(PolicyName.self, forKey: .policy)?.policy ?? policy
    payloadBytes = try values.decodeIfPresent(PayloadSize.self, forKey: .payloadBytes)?.bytes
  }

  private struct AccountingName: Decodable {
    let accounting: Accounting

    init(from decoder: any Decoder) throws {
      let parts = Accounting.allCases.map { Catalogue.Named($0.rawValue, $0) }
      accounting = try Catalogue.find(
        decoder.singleValueContainer().decode(String.self), in: parts, kind: "accounting")
    }
  }

  private struct PolicyName: Decodable {
    let policy: any SchedulerPolicy

    init(from decoder: any Decoder) throws {
      policy = try Catalogue.policy(named: decoder.singleValueContainer().decode(String.self))
    }
  }

  /// `unit` or a number of bytes.
  private struct PayloadSize: Decodable {
    let bytes: Int?

    init(from decoder: any Decoder) throws {
      let node = try ConfigurationNode(from: decoder)
      if case .scalar("unit", _) = node.content {
        bytes = nil
      } else {
        bytes = try ConfigurationDecoder.decode(PositiveInteger.self, from: node).value
      }
    }
  }
}

extension Scenario {
  /// The way from the device to the server.
  var uplink: Uplink {
    let frames: FrameFormat =
      switch transport.accounting {
      case .paper: .ideal
      }
    return Uplink(
      links: [Link(rate: link.rate, channel: channel.model)], policy: transport.policy,
      packetizer: Packetizer(payloadBytes: transport.payloadBytes), frames: frames)
  }
}
