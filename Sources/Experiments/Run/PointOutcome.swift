// What a run finds out about one point: whole numbers and per-image predictions, so that sums do not depend on who
// added them when, and schemes can later be compared image by image.

import Core
import EventKernel

/// One point's findings over a range of images.
package struct PointOutcome: Codable, Hashable, Sendable {
  /// The predicted class of each image, by deadline; none where the server is not asked.
  package var predictions: [[UInt16]]
  /// The class that each image has when nothing of what is sent for the deadline is lost, late or damaged; likewise.
  package var lossFree: [[UInt16]]
  /// Payload bytes that had arrived, over all images, by deadline.
  package var deliveredBytes: [Int]
  /// Payload bytes of all messages that are sent for the deadline.
  package var payloadBytes: [Int]
  /// Multiply–accumulates of the device for each image.
  package var deviceOperations = 0
  /// When the last packet of all images arrived.
  package var lastArrival = SimTime.zero
  /// What it took of the radio, by deadline; nil where that is not counted.
  package var radio: [RadioFindings?]
  /// What happened on the way of each image, at all deadlines together where each has a transmission of its own.
  package var traces: [EventTrace] = []

  /// Nothing yet, at `deadlines` deadlines.
  package init(deadlines: Int) {
    predictions = Array(repeating: [], count: deadlines)
    lossFree = predictions
    deliveredBytes = Array(repeating: 0, count: deadlines)
    payloadBytes = deliveredBytes
    radio = Array(repeating: nil, count: deadlines)
  }

  /// Appends what was found for the images that follow.
  package mutating func append(_ next: PointOutcome) {
    precondition(predictions.count == next.predictions.count, "the same deadlines")
    for deadline in predictions.indices {
      predictions[deadline] += next.predictions[deadline]
      lossFree[deadline] += next.lossFree[deadline]
      deliveredBytes[deadline] += next.deliveredBytes[deadline]
      payloadBytes[deadline] += next.payloadBytes[deadline]
      if let more = next.radio[deadline] { radio[deadline] = radio[deadline].map { $0 + more } ?? more }
    }
    deviceOperations = next.deviceOperations
    lastArrival = max(lastArrival, next.lastArrival)
    traces += next.traces
  }

  /// Appends what was found for the same images with transmissions of their own for further deadlines.
  mutating func append(deadlines next: PointOutcome) {
    predictions += next.predictions
    lossFree += next.lossFree
    deliveredBytes += next.deliveredBytes
    payloadBytes += next.payloadBytes
    radio += next.radio
    deviceOperations = next.deviceOperations
    lastArrival = max(lastArrival, next.lastArrival)
    if traces.isEmpty {
      traces = next.traces
    } else {
      for image in traces.indices { traces[image].record(next.traces[image]) }
    }
  }

  /// The instants of the predictions. Without deadlines there is one, where everything had arrived.
  package func times(of point: Point) -> [SimTime] { point.settings.deadlines?.times ?? [lastArrival] }

  /// The rows of points.csv for `point`; `labels` are the true classes.
  package func rows(of point: Point, labels: [UInt8]) -> [ResultRow] {
    zip(times(of: point), predictions.indices).map { time, deadline in
      let energy = radio[deadline].flatMap {
        EnergyFindings($0, of: point.settings, operations: deviceOperations)
      }
      return ResultRow(
        scheme: point.scheme, swept: point.swept, latency: time, images: labels.count,
        answers: answers(deadline, labels: labels),
        sessions: point.sessions(of: zip(predictions[deadline], labels).map { $0 == UInt16($1) ? 1 : 0 }),
        deliveredBytes: deliveredBytes[deadline], payloadBytes: payloadBytes[deadline], radio: radio[deadline],
        energy: energy)
    }
  }

  private func answers(_ deadline: Int, labels: [UInt8]) -> ResultRow.Answers? {
    if predictions[deadline].isEmpty { return nil }
    return .init(
      correct: zip(predictions[deadline], labels).count { $0 == UInt16($1) },
      agreeing: zip(predictions[deadline], lossFree[deadline]).count { $0 == $1 })
  }
}
