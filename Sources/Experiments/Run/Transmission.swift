// The messages of some images on their way, for one point: single requests, or sessions of several.

import Core
import Radio
import Stochastics
import Transport

/// The transmissions of consecutive images.
struct Transmission {
  private let uplink: Uplink
  private let streams: RandomStreams
  let messages: [Message]
  /// The numbers of their images.
  let range: Range<Int>

  /// - Parameter operations: multiply–accumulates of the device for each message.
  /// - Precondition: `range` begins with a session.
  init(_ point: Point, messages: [Message], range: Range<Int>, operations: Int) {
    var uplink = point.settings.uplink
    uplink.traffic.deviceTime = point.settings.device?.computeTime(operations: operations) ?? 0
    self.uplink = uplink
    precondition(range.lowerBound.isMultiple(of: uplink.traffic.session), "sessions are simulated whole")
    streams = RandomStreams(seed: point.settings.seed)
    (self.messages, self.range) = (messages, range)
  }

  /// Whether there is one for each deadline.
  var looksAtDeadline: Bool { uplink.looksAtDeadline }

  /// Requests that are simulated together.
  var session: Int { uplink.traffic.session }

  /// What arrived of each message; `deadline` matters to those who look at it.
  func arrivals(deadline: SimTime) throws -> [Arrivals] {
    let deadline = looksAtDeadline && deadline != .distantFuture ? deadline : nil
    return try stride(from: 0, to: messages.count, by: uplink.traffic.session).flatMap { first in
      try uplink.transmit(
        Array(messages[first..<min(first + uplink.traffic.session, messages.count)]), streams: streams,
        firstImage: range.lowerBound + first, deadline: deadline)
    }
  }
}
