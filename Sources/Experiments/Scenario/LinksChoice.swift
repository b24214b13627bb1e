// Several links between device and server.

import Core
import Radio

/// `links: {count: 3, correlation: 0.2}` for links that are all like `link` and `channel`, or
/// `links: {each: [{rate_kbps: 250, channel: {…}}, …]}` one by one, where what is left out is as in `link` and `channel`.
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

  private let entries: [Entry?]
  private let correlation: BranchCorrelation

  private enum CodingKeys: String, CodingKey { case count, each, correlation }

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
  }

  /// The links; `link` and `channel` are the scenario's own.
  /// - Throws: `data` when there is none, or they cannot be correlated as wished.
  func group(link: LinkChoice, channel: ChannelChoice) throws -> LinkGroup {
    try LinkGroup(
      entries.map { entry in
        Link(
          rate: entry.flatMap { $0.hasRate ? $0.link.rate : nil } ?? link.rate,
          channel: entry?.channel?.model ?? channel.model)
      }, correlation: correlation)
  }
}

extension Located<LinksChoice> {
  /// The links; what cannot be is told with the place of `links`.
  func group(link: LinkChoice, channel: ChannelChoice) throws -> LinkGroup {
    do {
      return try value.group(link: link, channel: channel)
    } catch let error as AirSliceError where error.location == nil {
      throw AirSliceError(error.kind, error.message, at: location)
    }
  }
}
