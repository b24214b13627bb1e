// A data set and a scheme whose every result can be worked out on paper: no network, no floating-point arithmetic that
// differs between machines.

import Core
import Experiments
import Foundation
import Imaging
import Neural
import Schemes
import Synchronization

/// Images whose first pixel is their label: 0, 1, 2, 0, 1, 2, …
struct FakeDataset: Dataset {
  var count = 12
  let name = "fake"
  let classNames = ["a", "b", "c"]
  let normalization = Normalization.cifar10

  func batch(_ range: Range<Int>) throws -> ImageBatch {
    var pixels = [UInt8](repeating: 0, count: range.count * ImageBatch.imageBytes)
    for (place, image) in range.enumerated() { pixels[place * ImageBatch.imageBytes] = UInt8(image % 3) }
    return ImageBatch(pixels: pixels, labels: range.map { UInt8($0 % 3) })
  }
}

/// Sends four units of eight bytes, each byte a vote for the label; the first unit of label 2 votes for 1. The class
/// with the most votes wins, the lower of equals; with nothing received that is class 0.
struct VotingScheme: Scheme {
  let name = "voting"
  static let units = 4
  static let unitBytes = 8

  func encode(_ images: ImageBatch, from first: Int) throws -> [Message] {
    (0..<images.count).map { image in
      let label = images.pixels[image * ImageBatch.imageBytes]
      let slices = (0..<Self.units).map { unit in
        Slice(
          unit: unit, payload: [UInt8](repeating: (unit == 0 && label == 2 ? 1 : label) + 1, count: Self.unitBytes))
      }
      return Message(slices: slices, elementBytes: 1)
    }
  }

  func infer(_ deliveries: [Delivery]) throws -> Tensor {
    var votes = [Float](repeating: 0, count: deliveries.count * 3)
    for (image, delivery) in deliveries.enumerated() {
      for byte in delivery.slices.flatMap(\.payload) where (1...3).contains(byte) {
        votes[image * 3 + Int(byte) - 1] += 1
      }
    }
    return Tensor(count: deliveries.count, shape: FeatureShape(channels: 3, height: 1, width: 1), values: votes)
  }
}

/// Says it in 8, 100 or 230 bytes: that it is class 0, the label except that 2 is taken for 1, or the label. What comes
/// first decides.
struct LadderScheme: AdjustableScheme {
  let name = "ladder"
  var pieceBytes: Int?
  static let sizes = [8, 100, 230]
  var levels: Int { Self.sizes.count }

  func encode(_ images: ImageBatch, from first: Int) throws -> [Message] { try encode(images, level: 2) }

  func encode(_ images: ImageBatch, level: Int) throws -> [Message] {
    (0..<images.count).map { image in
      let label = [0, min(1, images.labels[image]), images.labels[image]][level]
      let stream = [UInt8](repeating: label + 1, count: Self.sizes[level])
      return Message(slices: StreamPieces(bytes: pieceBytes).slices(of: stream), elementBytes: 1)
    }
  }

  func infer(_ deliveries: [Delivery]) throws -> Tensor { try VotingScheme().infer(deliveries) }
}

/// A scheme that counts the deliveries that it is asked about.
struct Counted: Scheme {
  /// How many.
  final class Count: Sendable {
    private let asked = Mutex(0)
    var value: Int { asked.withLock { $0 } }
    func add(_ number: Int) { asked.withLock { $0 += number } }
  }

  let base: any Scheme
  let count: Count
  var name: String { base.name }

  func encode(_ images: ImageBatch, from first: Int) throws -> [Message] { try base.encode(images, from: first) }

  func infer(_ deliveries: [Delivery]) throws -> Tensor {
    count.add(deliveries.count)
    return try base.infer(deliveries)
  }
}

/// Fails at the first image; all others wait for that, and then take 20 ms each.
struct FailingScheme: Scheme {
  let name = "failing"
  /// The images that were begun.
  let count: Counted.Count
  private let hasFailed = Counted.Count()

  init(count: Counted.Count) { self.count = count }

  func encode(_ images: ImageBatch, from first: Int) throws -> [Message] {
    count.add(images.count)
    if first == 0 {
      hasFailed.add(1)
      throw AirSliceError(.internal, "the first image fails")
    }
    while hasFailed.value == 0 { Thread.sleep(forTimeInterval: 0.001) }
    Thread.sleep(forTimeInterval: 0.02)
    return try VotingScheme().encode(images, from: first)
  }

  func infer(_ deliveries: [Delivery]) throws -> Tensor { try VotingScheme().infer(deliveries) }
}

extension ResultRow {
  /// Of the answers, or a number that equals none where there are none.
  var correct: Int { answers?.correct ?? -1 }
  var agreeing: Int { answers?.agreeing ?? -2 }
}

/// Runs the scenario `text` with the fakes.
func runFakes(
  _ text: String, images: Int = 12, threads: Int = 1, batch: Int = 128, scheme: any Scheme = VotingScheme(),
  known: KnownAnswers = KnownAnswers(), weights: [String] = [], journal: PartJournal? = nil
) async throws -> (plan: Plan, outcomes: [PointOutcome], rows: [ResultRow]) {
  let plan = try Plan(ScenarioFile(text, path: "fake.yaml"))
  let dataset = FakeDataset(count: images)
  var runner = Runner(threads: threads, batch: batch, known: known)
  runner.journal = journal
  let outcomes = try await runner.outcomes(
    of: plan, images: images, dataset: dataset, makeScheme: { _ in scheme }, weights: { _ in weights })
  let labels = try dataset.batch(0..<images).labels
  return (plan, outcomes, zip(plan.points, outcomes).flatMap { $1.rows(of: $0, labels: labels) })
}
