// What one request cost the radio, in whole numbers, so that sums over images do not depend on who added them.

import Core

/// Counts and times of one request's transmission; sums of them are those of many.
package struct TransportStatistics: Codable, Hashable, Sendable {
  /// Packets that were to be sent, however many copies of each.
  package var packets = 0
  /// Packets of which the receiver got an intact copy, counted once: the check sequence was right and, on a channel
  /// that harms elements, none is missing or replaced.
  package var delivered = 0
  /// Payload bytes of those.
  package var deliveredBytes = 0
  /// Packets dropped because their deadline could no longer be met, because a later request superseded theirs, and
  /// because the queue was full; copies each for itself.
  package var expired = 0
  package var superseded = 0
  package var overflowed = 0
  /// Data frames on the air, those among them that were further attempts, and those that met another frame.
  package var frames = 0
  package var retransmissions = 0
  package var collisions = 0
  /// Frames that reached the receiver with a wrong check sequence.
  package var damagedFrames = 0
  /// Frames that the receiver had already had, told by their sequence number.
  package var duplicates = 0
  /// Acknowledgements sent, and those among them that did not arrive.
  package var acknowledgements = 0
  package var lostAcknowledgements = 0
  /// Packets given up because the medium was never free, and because no acknowledgement came.
  package var accessFailures = 0
  package var unacknowledged = 0
  /// Packets that were taken from the queue, copies each for itself, and how long they had waited in it all together:
  /// on an overloaded link more nanoseconds than 64 bits hold.
  package var taken = 0
  package var queueing = Duration.zero
  /// Time spent in backing off, listening, sending and waiting for acknowledgements [ns]; sending by the place of the
  /// frame's power in ``Uplink/powers``. Links that are combined count as one.
  package var backingOff: Int64 = 0
  package var listening: Int64 = 0
  package var sendingByPower: [Int64] = []
  package var awaiting: Int64 = 0
  /// Radio time from the moments at which packets are taken to the ends of their exchanges, the interframe space
  /// included [ns]. A device with several radios spends it on each.
  package var occupied: Int64 = 0
  /// From the request to the end of its last exchange, the interframe space included [ns].
  package var duration: Int64 = 0

  /// Nothing yet.
  package init() {}

  /// Time on the air of data frames [ns].
  package var sending: Int64 { sendingByPower.reduce(0, Self.sum) }

  /// Packets that did not arrive intact, of all; a packet has arrived when one of its copies has.
  package var packetErrorRate: Double { Double(packets - delivered) / Double(max(1, packets)) }
  /// Payload that arrived, over the time that it took [bit/s].
  package var goodput: Double { duration == 0 ? 0 : 8e9 * Double(deliveredBytes) / Double(duration) }
  /// Mean wait in the queue [ms].
  package var meanQueueingDelay: Double {
    let (seconds, attoseconds) = queueing.components
    let nanoseconds = Double(seconds) * 1e9 + Double(attoseconds / 1_000_000_000)
    return nanoseconds / 1e6 / Double(max(1, taken))
  }
  /// Mean number of attempts of the packets that were sent.
  package var meanAttempts: Double { Double(frames) / Double(max(1, frames - retransmissions)) }

  package static func + (left: Self, right: Self) -> Self {
    var sum = left
    func add<Number: AdditiveArithmetic>(_ field: WritableKeyPath<Self, Number>) {
      sum[keyPath: field] += right[keyPath: field]
    }
    for field in Self.counts { add(field) }
    add(\.queueing)
    for field in Self.times { sum[keyPath: field] = Self.sum(left[keyPath: field], right[keyPath: field]) }
    let missing = right.sendingByPower.count - left.sendingByPower.count
    if missing > 0 { sum.sendingByPower += Array(repeating: 0, count: missing) }
    for (place, time) in right.sendingByPower.enumerated() {
      sum.sendingByPower[place] = Self.sum(sum.sendingByPower[place], time)
    }
    return sum
  }

  /// The sum of times that are not negative [ns]; beyond 292 years it stays there, in whatever order they are added.
  private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, isBeyond) = left.addingReportingOverflow(right)
    return isBeyond ? .max : sum
  }

  private static var counts: [WritableKeyPath<Self, Int>] {
    [
      \.packets, \.delivered, \.deliveredBytes, \.expired, \.superseded, \.overflowed, \.frames, \.retransmissions,
      \.collisions, \.damagedFrames, \.duplicates, \.acknowledgements, \.lostAcknowledgements, \.accessFailures,
      \.unacknowledged, \.taken,
    ]
  }

  private static var times: [WritableKeyPath<Self, Int64>] {
    [\.backingOff, \.listening, \.awaiting, \.occupied, \.duration]
  }
}
