// The instants at which requests begin.

import Foundation
import Stochastics

extension Traffic {
  /// A request to come.
  struct Start: Hashable {
    /// When [ns].
    var time: Int64
    var device: Int
    /// Its number among all of the session.
    var request: Int
  }

  /// The session's requests 0 ..< `count` in the order of their numbers; request i is of device i mod `devices`.
  ///
  /// Periodic: device d's k-th at φ_d + k T + J with φ_0 = 0, other phases uniform in [0, T), jitter J uniform in
  /// [0, jitter]. Poisson: gaps of each device exponential with mean T.
  func starts(_ count: Int, stream: RandomStream) -> [Start] {
    (0..<devices).flatMap { device -> [Start] in
      let draws = stream.generator(lane: UInt64(device))
      let phase = draws.uniform()
      var time = 0.0
      return stride(from: device, to: count, by: devices).enumerated().map { turn, request in
        let uniform = draws.uniform()
        let late = Int64(draws.uniform() * Double(jitter))
        let start: Int64
        switch pattern {
        case .single: start = 0
        case .periodic(let interval):
          start = (device == 0 ? 0 : Int64(phase * Double(interval))) + Int64(turn) * interval
        case .poisson(let interval):
          time -= log1p(-uniform) * Double(interval)
          start = Int64(time)
        }
        return Start(time: start + late, device: device, request: request)
      }
    }.sorted { $0.request < $1.request }
  }

  /// No request of a session begins later [ns]; nil where none is the last moment.
  package var latestStart: Int64? {
    switch pattern {
    case .single: return 0
    case .periodic(let interval):
      // The phase of a device that is not the first is less than an interval.
      let turns = Int64((session + devices - 1) / devices) - (devices > 1 ? 0 : 1)
      return turns * interval + jitter
    case .poisson: return nil
    }
  }

  /// When each request's data is there, in the order of `starts` [ns]: a device takes its requests in the order in which
  /// they began.
  func readyTimes(_ starts: [Start]) -> [Int64] {
    var ready = starts.map(\.time)
    var free = [Int64](repeating: .min, count: devices)
    for place in starts.indices.sorted(by: { (starts[$0].time, $0) < (starts[$1].time, $1) }) {
      let device = starts[place].device
      ready[place] = max(starts[place].time, free[device]) + deviceTime
      // Nobody gets that far; the sum must not overflow.
      free[device] = min(ready[place], Session.horizon)
    }
    return ready
  }

  /// How long before each request's deadline its data must be there, in the order of `starts` [ns]: the server takes the
  /// requests in the order in which they began and starts each as late as all can still be answered in time.
  ///
  /// With starts s_k in ascending order and the time c for each, that is c − min over j ≥ k of (s_j − s_k − (j − k) c).
  func serverLeads(_ starts: [Start]) -> [Int64] {
    let order = starts.indices.sorted { (starts[$0].time, $0) < (starts[$1].time, $1) }
    var leads = [Int64](repeating: serverTime, count: starts.count)
    var slack: Int64 = 0
    for place in order.indices.dropLast().reversed() {
      let gap = starts[order[place + 1]].time - starts[order[place]].time
      // Beyond the horizon no deadline is met; the sum must not overflow.
      slack = min(0, max(slack, -Session.horizon) + gap - serverTime)
      leads[order[place]] = serverTime - slack
    }
    return leads
  }
}
