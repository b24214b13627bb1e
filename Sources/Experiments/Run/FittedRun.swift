// Runs of schemes that say the same at several lengths: at each deadline the best that fits.

import Core
import Schemes
import Transport

extension InferenceRun {
  /// The outcome of `point` when its sender knows the deadline and takes for each image of `range` the best that fits of
  /// `ladder`, the messages of all images in each of the scheme's ways; the shortest when none does. The server's own time
  /// is left to it. Each deadline has a transmission of its own.
  func fitted(_ ladder: [[Message]], to point: Point, range: Range<Int>) throws -> PointOutcome {
    var clean = CleanArrival(point.settings)
    let times = try ladder.map { try $0.map { try clean.time(of: $0) } }
    var outcome = PointOutcome(deadlines: 0)
    for deadline in point.settings.deadlines?.times ?? [.distantFuture] {
      let room = deadline.nanoseconds - point.settings.transport.traffic.serverTime
      let levels = ladder[0].indices.map { image in times.lastIndex { $0[image] <= room } ?? 0 }
      let messages = levels.enumerated().map { ladder[$1][$0] }
      let transmission = Transmission(point, messages: messages, range: range, operations: scheme.deviceOperations)
      outcome.append(deadlines: try infer(transmission, deadlines: [deadline], levels: levels))
    }
    return outcome
  }
}
