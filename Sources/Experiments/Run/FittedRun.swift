// Runs of schemes that say the same at several lengths: at each deadline the best that fits.

import Core
import Schemes

extension InferenceRun {
  /// The outcome of `point` when its sender knows the deadline and takes for each image of `range` the best that fits of
  /// `ladder`, the messages of all images in each of the scheme's ways; the shortest when none does. Each deadline has a
  /// transmission of its own.
  func fitted(_ ladder: [[Message]], to point: Point, range: Range<Int>) throws -> PointOutcome {
    let budget = try ByteBudget(point.settings)
    var outcome = PointOutcome(deadlines: 0)
    for deadline in point.settings.deadlines?.times ?? [.distantFuture] {
      let room = budget.bytes(by: deadline)
      let levels = ladder[0].indices.map { image in ladder.lastIndex { $0[image].payloadBytes <= room } ?? 0 }
      let messages = levels.enumerated().map { ladder[$1][$0] }
      let transmission = Transmission(point, messages: messages, range: range, operations: scheme.deviceOperations)
      outcome.append(deadlines: try infer(transmission, deadlines: [deadline], levels: levels))
    }
    return outcome
  }
}
