// Prepares the next batch while the current step computes.

import Dispatch
import Synchronization

/// One batch ahead, on a thread of its own.
final class BatchPipeline: Sendable {
  private let images: TrainingImages
  private let queue = DispatchQueue(label: "batches", qos: .userInitiated)
  private let prepared = Mutex<Result<TrainingBatch, any Error>?>(nil)
  private let ready = DispatchSemaphore(value: 0)

  init(_ images: TrainingImages) { self.images = images }

  /// Starts to prepare the batch of `step`. One request at a time, each followed by one ``take()``.
  func request(_ step: Int) {
    queue.async { [self] in
      let batch = Result { try images.batch(at: step) }
      prepared.withLock { $0 = batch }
      ready.signal()
    }
  }

  /// Waits for the requested batch.
  /// - Throws: what preparing it threw.
  func take() throws -> TrainingBatch {
    ready.wait()
    return try prepared.withLock { slot in
      guard let batch = slot.take() else { preconditionFailure("nothing was requested") }
      return try batch.get()
    }
  }
}
