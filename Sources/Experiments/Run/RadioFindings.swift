// What the radio did for a point's images, at one deadline.

import Core
import Transport

/// Sums over images; nothing where the accounting keeps no count.
package struct RadioFindings: Codable, Hashable, Sendable {
  /// Of all images' transmissions.
  package var statistics: TransportStatistics
  /// Images whose most important unit was not whole at the deadline.
  package var lateFirstUnits: Int
  package var images: Int
  /// How long sessions go on without a late first unit; nil where requests are single.
  package var missions: MissionFindings?

  /// What `arrivals`, of sessions of `session` requests, say at `deadline`; nil when they keep no statistics.
  init?(_ arrivals: [Arrivals], session: Int, deadline: SimTime) {
    guard let first = arrivals.first, first.hasStatistics else { return nil }
    statistics = arrivals.reduce(TransportStatistics()) { $0 + $1.statistics }
    lateFirstUnits = arrivals.count { !$0.hasFirstUnit(by: deadline) }
    images = arrivals.count
    missions = MissionFindings(arrivals, session: session, deadline: deadline)
  }

  /// Those of these images and of others.
  static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.statistics = left.statistics + right.statistics
    sum.lateFirstUnits += right.lateFirstUnits
    sum.images += right.images
    if let more = right.missions { sum.missions = sum.missions.map { $0 + more } ?? more }
    return sum
  }

  /// Columns of points.csv: what they are called, and what they hold.
  static let columns = [
    "goodput_kbps", "queueing_ms", "first_unit_late", "packet_error_rate", "frames", "attempts",
  ]

  /// Values of ``columns``: goodput while a request lasts [kbit/s]; mean wait of a packet [ms]; share of images whose
  /// first unit is late; share of packets that did not arrive intact; frames of an image; attempts of a packet sent.
  var values: [Double] {
    [
      statistics.goodput / 1000, statistics.meanQueueingDelay, Double(lateFirstUnits) / Double(max(1, images)),
      statistics.packetErrorRate, Double(statistics.frames) / Double(max(1, images)), statistics.meanAttempts,
    ]
  }
}
