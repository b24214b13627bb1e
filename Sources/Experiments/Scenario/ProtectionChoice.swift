// The sections `protection` and `queue` of a scenario's transport.

import Core
import Radio
import Transport

/// By importance, one value or a list whose last one holds for all that follow:
/// `{retries: [5, 3, 1], copies: 1, code: [golay-24-12, none], interleave: true, power_db: [3, 0],
/// links: [all, one]}`.
struct ProtectionChoice: Decodable {
  var protection = Protection()
  var isInterleaved = false
  /// nil when the scenario does not say.
  var retries: ByImportance<Int>?

  private enum CodingKeys: String, CodingKey {
    case retries, copies, code, interleave, links
    case power = "power_db"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    retries = try values.decodeIfPresent(OneOrMore<Retries>.self, forKey: .retries)?.map(\.value)
    protection.retries = retries ?? protection.retries
    protection.copies =
      try values.decodeIfPresent(OneOrMore<Copies>.self, forKey: .copies)?.map(\.value) ?? protection.copies
    protection.codes =
      try values.decodeIfPresent(OneOrMore<OneOf<ErrorCorrection>>.self, forKey: .code)?.map(\.value)
      ?? protection.codes
    protection.power =
      try values.decodeIfPresent(OneOrMore<Offset>.self, forKey: .power)?.map(\.value) ?? protection.power
    protection.links =
      try values.decodeIfPresent(OneOrMore<OneOf<LinkUse>>.self, forKey: .links)?.map(\.value) ?? protection.links
    isInterleaved = try values.decodeIfPresent(Bool.self, forKey: .interleave) ?? false
  }

  private struct Retries: Decodable {
    let value: Int
    init(from decoder: any Decoder) throws { value = try wholeNumber(0...100, from: decoder) }
  }

  private struct Offset: Decodable {
    let value: Double

    init(from decoder: any Decoder) throws {
      value = try decoder.singleValueContainer().decode(Double.self)
      guard (-60...60).contains(value) else {
        throw AirSliceError(.data, "\(value) does not fit here: between -60 and 60 dB are needed")
      }
    }
  }

  private struct Copies: Decodable {
    let value: Int
    init(from decoder: any Decoder) throws { value = try wholeNumber(1...16, from: decoder) }
  }
}

/// The device's queue: `{packets: 100, superseded: drop, expired: drop}`.
struct QueueChoice: Decodable {
  var queueing = Queueing()

  private enum CodingKeys: String, CodingKey { case packets, superseded, expired }
  private enum Fate: String, CaseIterable { case keep, drop }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    queueing.capacity = try values.whole(.packets, 1...1_000_000)
    queueing.dropsSuperseded = try values.decodeIfPresent(OneOf<Fate>.self, forKey: .superseded)?.value == .drop
    queueing.dropsExpired = try values.decodeIfPresent(OneOf<Fate>.self, forKey: .expired)?.value == .drop
  }
}
