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

/// Packets, their order, their frames, and what counts as sent.
package struct TransportChoice: Decodable, Sendable {
  /// What is counted against time.
  package enum Accounting: String, CaseIterable, Sendable {
    /// Payload bits alone, and whole units alone: the axis of the NAIR paper.
    case paper
    /// IEEE 802.15.4: frames, headers, the units' numbers, channel access, acknowledgements; parts of units count. The
    /// device's compute takes its time, and energy is counted.
    case full
  }

  /// What figures say of the accounting of `choices`.
  package static func explanation(_ choices: [TransportChoice]) -> String {
    let full = choices.filter { $0.accounting == .full }
    let paper = "paper accounting: payload bits and whole units alone"
    if full.isEmpty { return paper }
    let acknowledged = Set(full.map { $0.access?.isAcknowledged == true })
    // Where some are and some are not, the figure tells which.
    let words = acknowledged.count > 1 ? "" : acknowledged == [true] ? ", acknowledgements" : ", no acknowledgements"
    let rest = full.count == choices.count ? "" : "\(paper); "
    return rest + "full accounting: 802.15.4 frames, channel access\(words), device compute"
  }

  package var accounting = Accounting.paper
  package var policy: any SchedulerPolicy = ImportanceFirst()
  /// The most payload bytes of one packet; nil for one packet a unit, and under full accounting as many as fit.
  package var payloadBytes: Int?
  package var frames = FrameFormat.ideal
  package var access: MediumAccess?
  package var index = IndexVector.provisioned
  package var reception = ReceptionRules()
  package var protection = Protection()
  package var isInterleaved = false
  package var queueing = Queueing()
  package var traffic = Traffic()

  package init() {}

  private enum CodingKeys: String, CodingKey {
    case accounting, policy, frame, access, protection, queue, requests, background
    case payloadBytes = "payload_bytes"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    accounting = try values.decodeIfPresent(OneOf<Accounting>.self, forKey: .accounting)?.value ?? accounting
    policy = try values.decodeIfPresent(PolicyName.self, forKey: .policy)?.policy ?? policy
    let isFull = accounting == .full
    for key in [CodingKeys.frame, .access, .background] where !isFull && values.contains(key) {
      throw AirSliceError(.data, "'\(key.rawValue)' needs frames that are counted: write accounting: full")
    }
    if isFull {
      let frame = try values.decodeIfPresent(FrameChoice.self, forKey: .frame) ?? FrameChoice()
      (frames, index, reception) = (.ieee802154(frame.addressing), frame.index, frame.reception)
      access = try values.decodeIfPresent(AccessChoice.self, forKey: .access)?.access ?? MediumAccess()
    }
    let size = try values.decodeIfPresent(Located<PayloadSize>.self, forKey: .payloadBytes)
    payloadBytes = size?.value.bytes
    if let room = frames.maximumPayload.map({ $0 - index.bytesPerPacket }) {
      if let bytes = payloadBytes, bytes > room {
        throw AirSliceError(
          .data, "a packet of \(bytes) bytes does not fit: frames of 127 bytes leave \(room) for payload",
          at: size?.location)
      }
      if size == nil { payloadBytes = room }
    }
    if let choice = try values.decodeIfPresent(ProtectionChoice.self, forKey: .protection) {
      (protection, isInterleaved) = (choice.protection, choice.isInterleaved)
      guard isFull || choice.retries == nil else {
        throw AirSliceError(.data, "'retries' needs acknowledgements: write accounting: full")
      }
    }
    queueing = try values.decodeIfPresent(QueueChoice.self, forKey: .queue)?.queueing ?? queueing
    traffic = try values.decodeIfPresent(RequestsChoice.self, forKey: .requests)?.traffic ?? traffic
    traffic.background = try values.decodeIfPresent(BackgroundChoice.self, forKey: .background)?.background ?? .init()
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
    var uplink = Uplink(
      links: group.links, policy: transport.policy,
      packetizer: Packetizer(payloadBytes: transport.payloadBytes), frames: transport.frames)
    uplink.group = group
    (uplink.access, uplink.index, uplink.reception) = (transport.access, transport.index, transport.reception)
    (uplink.protection, uplink.isInterleaved) = (transport.protection, transport.isInterleaved)
    (uplink.queueing, uplink.traffic) = (transport.queueing, transport.traffic)
    return uplink
  }
}
