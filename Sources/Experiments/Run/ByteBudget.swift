// What a sender that fits its message to a deadline counts on.

import Core
import Radio
import Stochastics
import Transport

/// How many payload bytes will be there by a deadline if nothing goes wrong.
///
/// Under paper accounting the bits of the fastest link; under full accounting what its frames bring over a channel that
/// harms nothing, each backoff being the mean one, with nobody else on the medium.
struct ByteBudget {
  private let rate: BitRate
  /// The arrivals of one long message by frames; nil where payload bits alone count.
  private let arrivals: Arrivals?

  init(_ scenario: Scenario) throws {
    rate = scenario.group.links.map(\.rate).max { $0.bitsPerSecond < $1.bitsPerSecond } ?? .ieee802154
    guard scenario.transport.accounting == .full, let last = scenario.deadlines?.times.last else {
      arrivals = nil
      return
    }
    var uplink = Uplink(
      links: [Link(rate: rate, channel: IdealChannel())],
      packetizer: Packetizer(payloadBytes: scenario.transport.payloadBytes), frames: scenario.transport.frames)
    (uplink.access, uplink.index, uplink.reception) = (
      scenario.transport.access, scenario.transport.index, scenario.transport.reception
    )
    (uplink.protection, uplink.isInterleaved) = (scenario.transport.protection, scenario.transport.isInterleaved)
    uplink.access?.backoff = .mean
    uplink.reception.keepsParts = true
    let bytes = [UInt8](repeating: 0, count: min(Self.limit, Self.bytes(by: last, rate)))
    arrivals = try uplink.transmit(
      Message(slices: [Slice(unit: 0, payload: bytes)], elementBytes: 1), streams: RandomStreams(seed: 0), image: 0)
  }

  /// No codec makes more of a picture of 32 × 32 pixels.
  private static let limit = 65_536

  private static func bytes(by deadline: SimTime, _ rate: BitRate) -> Int {
    let (high, low) = deadline.nanoseconds.multipliedFullWidth(by: rate.bitsPerSecond)
    // Nanoseconds times bits per second, in bytes.
    return high >= 4_000_000_000 ? .max : Int(Int64(8_000_000_000).dividingFullWidth((high, low)).quotient)
  }

  /// The most bytes that a message may have to be there by `deadline`.
  func bytes(by deadline: SimTime) -> Int {
    guard let arrivals, deadline != .distantFuture else { return Self.bytes(by: deadline, rate) }
    return arrivals.delivery(by: deadline).slices.reduce(0) { $0 + $1.payload.count - $1.erasedElements.count }
  }
}
