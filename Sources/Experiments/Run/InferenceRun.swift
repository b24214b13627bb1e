// One image's way through the house, for a few hundred images at a time: encode, send, and at each deadline infer from
// what has arrived, where the scenario wants to know.

import Core
import EventKernel
import Imaging
import Schemes
import Transport

/// A part of a run that can be done on its own: some images, for all points that share their encoding.
struct InferenceRun: Sendable {
  /// The points, which send the same messages.
  let points: [Point]
  let scheme: any Scheme
  /// What the server has answered before to the same messages.
  private let known: AnswerTable
  /// The class that the server sees in the padding, when nothing has arrived; nil where the server is not asked.
  private let paddingClass: UInt16?

  /// Prepares `scheme` for `points`; the server is asked what it makes of what arrives if `asksServer`.
  init(points: [Point], scheme: any Scheme, known: AnswerTable, asksServer: Bool) throws {
    (self.points, self.scheme, self.known) = (points, scheme, known)
    paddingClass = asksServer ? try Self.classes(scheme, [Delivery()])[0] : nil
  }

  private var asksServer: Bool { paddingClass != nil }

  /// Runs the images `range` of `dataset`: the outcome of each point.
  func outcomes(_ range: Range<Int>, of dataset: any Dataset) throws -> [PointOutcome] {
    let images = try dataset.batch(range)
    if let scheme = scheme as? any AdjustableScheme, scheme.levels > 1 {
      let ladder = try (0..<scheme.levels).map { try scheme.encode(images, level: $0) }
      return try outcomes { try fitted(ladder, to: $0, range: range) }
    }
    let messages = try scheme.encode(images, from: range.lowerBound)
    return try outcomes { point in
      let transmission = Transmission(
        point, messages: messages, range: range, operations: scheme.deviceOperations)
      return try infer(transmission, deadlines: point.settings.deadlines?.times ?? [.distantFuture])
    }
  }

  /// The outcome of each point, found once for those that cannot differ.
  private func outcomes(_ outcome: (Point) throws -> PointOutcome) rethrows -> [PointOutcome] {
    var found: [[SweptValue]: PointOutcome] = [:]
    return try points.map { point in
      let key = point.sweptBesideEncoding
      if let known = found[key] { return known }
      let new = try outcome(point)
      found[key] = new
      return new
    }
  }

  /// What the server answers at each of `deadlines`, in ascending order, when the images arrive as `transmission` says.
  /// Only an image of which more has arrived since the last deadline is inferred anew, and only if the same was never
  /// asked before.
  /// - Parameter levels: the way of an adjustable scheme that each message is in; empty for all others.
  func infer(
    _ transmission: Transmission, deadlines: [SimTime], levels: [Int] = []
  ) throws -> PointOutcome {
    let messages = transmission.messages
    func answers(_ images: [Int], _ deliveries: [Delivery]) throws -> [UInt16] {
      let questions = zip(images, deliveries).map { image, delivery in
        AnswerTable.Question(
          image: transmission.range.lowerBound + image, level: levels.isEmpty ? 0 : levels[image],
          message: messages[image], delivery: delivery)
      }
      return try known.classes(of: deliveries, questions) { try Self.classes(scheme, $0) }
    }
    var outcome = PointOutcome(deadlines: deadlines.count)
    if asksServer {
      let lossFree = try answers(Array(messages.indices), messages.map(\.whole))
      outcome.lossFree = Array(repeating: lossFree, count: deadlines.count)
    }
    outcome.deviceOperations = scheme.deviceOperations
    var classes = paddingClass.map { [UInt16](repeating: $0, count: messages.count) } ?? []
    var arrived = [Int](repeating: 0, count: messages.count)
    var bytes = arrived
    var arrivals: [Arrivals] = []
    for (index, deadline) in deadlines.enumerated() {
      let isNew = index == 0 || transmission.looksAtDeadline
      if isNew {
        arrivals = try transmission.arrivals(deadline: deadline)
        outcome.lastArrival = max(outcome.lastArrival, arrivals.compactMap(\.lastArrival).max() ?? .zero)
        if index == 0 { outcome.traces = arrivals.map(\.trace) }
        for image in arrivals.indices where index > 0 { outcome.traces[image].record(arrivals[image].trace) }
      }
      let counts = arrivals.map { $0.count(by: deadline) }
      // What another transmission has brought may be the same number of other things.
      let changed = counts.indices.filter { counts[$0] != arrived[$0] || isNew && index > 0 }
      let deliveries = changed.map { arrivals[$0].delivery(by: deadline) }
      if asksServer {
        for (image, answer) in zip(changed, try answers(changed, deliveries)) { classes[image] = answer }
      }
      for (image, delivery) in zip(changed, deliveries) {
        arrived[image] = counts[image]
        bytes[image] = delivery.deliveredBytes(ofElements: messages[image].elementBytes)
      }
      outcome.predictions[index] = classes
      outcome.deliveredBytes[index] = bytes.reduce(0, +)
      outcome.radio[index] = RadioFindings(arrivals, session: transmission.session, deadline: deadline)
    }
    let payloadBytes = messages.reduce(0) { $0 + $1.payloadBytes }
    outcome.payloadBytes = Array(repeating: payloadBytes, count: deadlines.count)
    return outcome
  }

  private static func classes(_ scheme: any Scheme, _ deliveries: [Delivery]) throws -> [UInt16] {
    try scheme.infer(deliveries).predictedClasses().map { UInt16($0) }
  }
}

extension Message {
  /// What the server holds when all has arrived as it was sent.
  var whole: Delivery {
    Delivery(slices: slices.map { ReceivedSlice(unit: $0.unit, payload: $0.payload) })
  }
}

extension Delivery {
  /// Payload bytes that are there, erased elements of `elementBytes` bytes not counted.
  fileprivate func deliveredBytes(ofElements elementBytes: Int) -> Int {
    slices.reduce(0) { $0 + $1.payload.count - $1.erasedElements.count * elementBytes }
  }
}
