// The sections `frame` and `access` of a scenario's transport: 802.15.4 as it is counted.

import Core
import Transport

/// Frames: `{addressing: short, index: packet, partial: keep, damaged_frames: drop, preamble_errors: false}`.
struct FrameChoice: Decodable {
  var addressing = Addressing.short
  var index = IndexVector.packet
  var reception = ReceptionRules()

  init() { reception.keepsParts = true }

  private enum CodingKeys: String, CodingKey {
    case addressing, index, partial
    case damagedFrames = "damaged_frames"
    case preambleErrors = "preamble_errors"
  }

  private enum Fate: String, CaseIterable { case keep, drop }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    addressing = try values.decodeIfPresent(OneOf<Addressing>.self, forKey: .addressing)?.value ?? .short
    index = try values.decodeIfPresent(OneOf<IndexVector>.self, forKey: .index)?.value ?? .packet
    reception.keepsParts = try values.decodeIfPresent(OneOf<Fate>.self, forKey: .partial)?.value != .drop
    reception.keepsDamagedFrames =
      try values.decodeIfPresent(OneOf<Fate>.self, forKey: .damagedFrames)?.value == .keep
    reception.exposesSynchronisation = try values.decodeIfPresent(Bool.self, forKey: .preambleErrors) ?? false
  }
}

/// Channel access: `{csma: true, backoff: random, min_be: 3, max_be: 5, max_backoffs: 4, acknowledge: true}`.
struct AccessChoice: Decodable {
  var access = MediumAccess()

  private enum CodingKeys: String, CodingKey {
    case csma, backoff, acknowledge
    case minimumExponent = "min_be"
    case maximumExponent = "max_be"
    case maximumBackoffs = "max_backoffs"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    access.listens = try values.decodeIfPresent(Bool.self, forKey: .csma) ?? true
    // Without CSMA-CA there is nothing to back off from.
    let usual = access.listens ? MediumAccess.Backoff.random : .none
    access.backoff = try values.decodeIfPresent(OneOf<MediumAccess.Backoff>.self, forKey: .backoff)?.value ?? usual
    access.isAcknowledged = try values.decodeIfPresent(Bool.self, forKey: .acknowledge) ?? true
    access.minimumExponent = try values.whole(.minimumExponent, 0...8) ?? access.minimumExponent
    access.maximumExponent =
      try values.whole(.maximumExponent, 0...8) ?? max(access.maximumExponent, access.minimumExponent)
    access.maximumBackoffs = try values.whole(.maximumBackoffs, 0...5) ?? access.maximumBackoffs
    guard access.minimumExponent <= access.maximumExponent else {
      throw AirSliceError(
        .data, "min_be is \(access.minimumExponent), above max_be, which is \(access.maximumExponent)")
    }
  }
}
