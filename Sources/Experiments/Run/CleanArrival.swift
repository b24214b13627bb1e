// What a sender that fits its message to a deadline counts on.

import Core
import Radio
import Schemes
import Stochastics
import Transport

/// When messages would be there if nothing went wrong: over the fastest link alone, with a channel that harms nothing, each
/// backoff the mean one, with nobody else on the medium.
struct CleanArrival {
  private let uplink: Uplink
  /// By the sizes of a message's slices: what is in them makes no difference.
  private var known: [[Int]: Int64] = [:]

  init(_ scenario: Scenario) {
    var uplink = scenario.uplink
    let rate = uplink.links.map(\.rate).max { $0.bitsPerSecond < $1.bitsPerSecond } ?? .ieee802154
    uplink.links = [Link(rate: rate, channel: IdealChannel())]
    (uplink.policy, uplink.queueing, uplink.traffic) = (ImportanceFirst(), Queueing(), Traffic())
    uplink.access?.backoff = .mean
    // A channel without noise is the same at any power.
    uplink.protection.power = Protection().power
    self.uplink = uplink
  }

  /// How long after it was sent all of `message` is there [ns].
  /// - Throws: `data` when a packet does not fit a frame.
  mutating func time(of message: Message) throws -> Int64 {
    let sizes = message.slices.map(\.payload.count)
    if let time = known[sizes] { return time }
    let time = try uplink.transmit(message, streams: RandomStreams(seed: 0), image: 0).lastArrival?.nanoseconds ?? 0
    known[sizes] = time
    return time
  }
}
