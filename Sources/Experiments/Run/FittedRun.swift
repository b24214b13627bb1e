// Runs of schemes that say the same at several lengths: at each deadline the best that fits.

import Core
import Imaging
import Schemes

extension InferenceRun {
  /// The outcome of each point when its sender knows the deadline and takes for each image the best of the ways of
  /// `scheme` that fits; the shortest when none does. Each deadline has a transmission of its own.
  func outcomes(of scheme: any AdjustableScheme, _ images: ImageBatch, range: Range<Int>) throws -> [PointOutcome] {
    let ladder = try (0..<scheme.levels).map { try scheme.encode(images, level: $0) }
    return try points.map { point in
      let budget = try ByteBudget(point.settings)
      var outcome = PointOutcome(deadlines: 0)
      for deadline in point.settings.deadlines?.times ?? [.distantFuture] {
        let room = budget.bytes(by: deadline)
        let levels = (0..<images.count).map { image in
          ladder.lastIndex { $0[image].payloadBytes <= room } ?? 0
        }
        let messages = levels.enumerated().map { ladder[$1][$0] }
        let transmission = Transmission(
          point, messages: messages, range: range, operations: scheme.deviceOperations)
        outcome.append(deadlines: try infer(transmission, deadlines: [deadline], levels: levels))
      }
      return outcome
    }
  }
}
