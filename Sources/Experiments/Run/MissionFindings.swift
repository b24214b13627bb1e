// How long a device goes on before a request fails.

import Core
import Stochastics
import Transport

/// Missions, that is sessions of requests, each watched until its first failure: a request whose most important unit is
/// not whole at its deadline.
///
/// The mean time to first failure is the time watched over the failures seen, which takes account of missions that ended
/// without one. It is the maximum-likelihood estimate for failures at a constant rate: sessions should be long compared
/// with a fade. Each mission begins at a moment of its own, whatever the links' state then.
package struct MissionFindings: Codable, Hashable, Sendable {
  package var missions = 0
  /// Those that failed.
  package var failures = 0
  /// From the beginnings to the first failures, or to the ends [ns]; a request fails at its deadline. In floating point,
  /// exact up to 104 days: thousands of missions may last longer than 64 bits of nanoseconds hold.
  package var watched = 0.0

  /// What consecutive sessions of `session` requests say, the last of which may be cut short; nil for single requests and
  /// without a deadline.
  init?(_ arrivals: [Arrivals], session: Int, deadline: SimTime) {
    guard session > 1, deadline != .distantFuture else { return nil }
    for first in stride(from: 0, to: arrivals.count, by: session) {
      let requests = arrivals[first..<min(first + session, arrivals.count)].sorted { $0.start < $1.start }
      let failure = requests.first { !$0.hasFirstUnit(by: deadline) }
      guard let end = failure ?? requests.last else { continue }
      missions += 1
      failures += failure == nil ? 0 : 1
      watched += Double(end.start + deadline.nanoseconds)
    }
  }

  /// Those of these missions and of others.
  static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.missions += right.missions
    sum.failures += right.failures
    sum.watched += right.watched
    return sum
  }

  /// Columns of points.csv.
  static let columns = ["missions", "mttff_s", "mttff_s_low", "mttff_s_high"]

  /// Values of ``columns``: missions; mean time to first failure with its 95 % interval [s], as far as failures were seen.
  package var values: [Double?] {
    get throws {
      let estimate = try Intervals.exponentialMean(time: watched / 1e9, events: failures)
      return [Double(missions), estimate.mean, estimate.low, estimate.high]
    }
  }
}
