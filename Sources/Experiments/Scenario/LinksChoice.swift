// Several links between device and server.

import Core
import Radio
import Transport

/// `links: {count: 3, correlation: 0.2}` for links that are all like `link` and `channel`, or
/// `links: {each: [{rate_kbps: 250, channel: {…}}, …]}` one by one, where what is left out is as in `link` and `channel`.
/// `use` says what becomes of a packet; `first_units` goes with `importance-split`, `switch_snr_db` and `switch_ms` with
/// `switch`, and all of them may stand beside any use, so that uses can be swept.
package struct LinksChoice: Decodable, Sendable {
  /// One link; nil for what is as in the scenario's `link` and `channel`.
  private struct Entry: Decodable, Sendable {
    let link: LinkChoice
    let channel: ChannelChoice?
    let hasRate: Bool

    private enum CodingKeys: String, CodingKey {
      case channel
      case rate = "rate_kbps"
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      hasRate = values.contains(.rate)
      link = try LinkChoice(from: decoder)
      channel = try values.decodeIfPresent(ChannelChoice.self, forKey: .channel)
    }
  }

  /// What several links are used for.
  package enum Use: String, CaseIterable, Sendable {
    /// Each packet on the link that is free first.
    case stripe
    /// Each packet on every link, whenever that is free.
    case duplicate
    /// The first units as `duplicate` has it, the rest as `stripe` has it.
    case importanceSplit = "importance-split"
    /// Each frame on all links at once; the receiver takes the best.
    case selection
    /// Each frame on all links at once; the receiver adds them up.
    case maximalRatio = "maximal-ratio"
    /// Each frame on one link, and on another one after a fade.
    case switching = "switch"
  }

  private let entries: [Entry?]
  private let correlation: BranchCorrelation
  /// nil where the scenario leaves it to `protection`.
  private let use: Use?
  private let firstUnits: Int
  private let switching: Switching

  private enum CodingKeys: String, CodingKey {
    case count, each, correlation, use
    case firstUnits = "first_units"
    case threshold = "switch_snr_db"
    case reaction = "switch_ms"
  }

  /// - Throws: `data` when both or neither of `count` and `each` are given, or there is no link.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let count = try values.decodeIfPresent(Int.self, forKey: .count)
    let each = try values.decodeIfPresent([Entry].self, forKey: .each)
    switch (count, each) {
    case (let count?, nil):
      guard (1...64).contains(count) else {
        throw AirSliceError(.data, "count is \(count); there are 1 to 64 links")
      }
      entries = Array(repeating: nil, count: count)
    case (nil, let each?): entries = each
    default: throw AirSliceError(.data, "links are given by their 'count' or one by one by 'each'")
    }
    correlation = try values.decodeIfPresent(BranchCorrelation.self, forKey: .correlation) ?? .none
    use = try values.decodeIfPresent(OneOf<Use>.self, forKey: .use)?.value
    firstUnits = try values.whole(.firstUnits, 1...1000) ?? 1
    let threshold = try values.decodeIfPresent(Double.self, forKey: .threshold) ?? 3
    guard (-100...100).contains(threshold) else {
      throw AirSliceError(.data, "switch_snr_db is \(threshold); an SNR lies between -100 and 100 dB")
    }
    // A frame of 133 bytes and the wait for its acknowledgement.
    let reaction = try values.decodeIfPresent(Milliseconds.self, forKey: .reaction)?.nanoseconds ?? 5_120_000
    switching = Switching(threshold: Decibels(threshold), reaction: reaction)
  }

  /// Which packets go on which links; nil where the scenario does not say.
  var links: ByImportance<LinkUse>? {
    switch use {
    case .stripe: ByImportance(.one)
    case .duplicate: ByImportance(.all)
    case .importanceSplit: ByImportance(Array(repeating: .all, count: firstUnits) + [.one])
    case .selection, .maximalRatio, .switching, nil: nil
    }
  }

  private var joining: Joining? {
    switch use {
    case .selection: .combined(.selection)
    case .maximalRatio: .combined(.maximalRatio)
    case .switching: .switched(switching)
    case .stripe, .duplicate, .importanceSplit, nil: nil
    }
  }

  /// The links; `link` and `channel` are the scenario's own, `power` [dBm] is the device's where it is given.
  /// - Throws: `data` when there is none, or they cannot be correlated as wished.
  func group(link: LinkChoice, channel: ChannelChoice, power: Double?) throws -> LinkGroup {
    try LinkGroup(
      entries.map { entry in
        let rate = entry.flatMap { $0.hasRate ? $0.link.rate : nil } ?? link.rate
        return Link(rate: rate, channel: try (entry?.channel ?? channel).model.on(rate, power: power))
      }, correlation: correlation, joining: joining)
  }
}
