// The fast network in training: loss, gradients and running statistics of the reference and of PyTorch.

import Neural
import ReferenceNetwork
import Testing

@Suite struct TrainingNetworkTests {
  /// What one step must leave behind.
  struct Expected {
    var loss: Double
    var scores: [Double]
    var gradients: [String: [Double]]
    var statistics: [String: [Double]]
  }

  /// A fast network after one step on `images`.
  private static func step(
    _ weights: Weights, _ images: Tensor, _ labels: [UInt8], smoothing: Float, _ precision: Precision, threads: Int = 1
  ) throws -> (network: TrainingNetwork, loss: Float) {
    let network = try TrainingNetwork(
      architecture: weights.architecture, batch: images.count, precision: precision, threads: threads)
    network.store.load(weights)
    return (network, try network.step(images: images.values, labels: labels, labelSmoothing: smoothing).loss)
  }

  private static func gradient(_ entry: ParameterStore.Entry, of store: ParameterStore) -> [Double] {
    store.gradients[entry.range].map(Double.init)
  }

  private static func compare(_ network: TrainingNetwork, _ loss: Float, with expected: Expected) throws {
    #expect(abs(Double(loss) - expected.loss) < 1e-4)
    #expect(largestDifference(network.scores.map(Double.init), expected.scores) < 1e-4)
    try compare(network.store, with: expected)
  }

  /// Gradients, each tensor's and the whole, and running statistics.
  static func compare(
    _ store: ParameterStore, with expected: Expected, cosine least: Double = 0.999, norm most: Double = 0.01
  ) throws {
    let globalNorm = norm(expected.gradients.values.map(norm))
    #expect(store.trained.count == expected.gradients.count)
    for entry in store.trained {
      let wanted = try #require(expected.gradients[entry.shape.name])
      let found = gradient(entry, of: store)
      // A convolution's bias before batch normalisation and the like have gradients of rounding noise only.
      guard norm(wanted) > 1e-6 * globalNorm else { continue }
      #expect(cosine(found, wanted) >= least, "\(entry.shape.name)")
      #expect(abs(norm(found) / norm(wanted) - 1) < most, "\(entry.shape.name)")
    }
    let all = store.trained.map { (gradient($0, of: store), expected.gradients[$0.shape.name] ?? []) }
    #expect(cosine(all.flatMap(\.0), all.flatMap(\.1)) >= 0.999)
    let after = try store.weights().entries
    for (name, wanted) in expected.statistics {
      let found = try #require(after[name]).values.map(Double.init)
      #expect(relativeDifference(found, wanted) < 1e-4, "\(name)")
    }
  }

  @Test(arguments: [(0.125, 0), (0.5, 0.1), (1, 0)] as [(Double, Float)])
  func stepOfTheReference(_ width: Double, _ smoothing: Float) throws {
    let weights = try Weights.untrained(Architecture(widthMultiplier: width), seed: 31)
    let labels: [UInt8] = width == 1 ? [3, 7] : [3, 0, 9, 3, 1]
    let images = Tensor.random(labels.count, seed: 32)
    var reference = ReferenceNetwork<Double>(weights)
    let (loss, scores, gradients) = reference.trainingPass(
      Features(images), labels: labels.map(Int.init), smoothing: Double(smoothing))
    let statistics = reference.parameters.filter { gradients[$0.key] == nil }
    let expected = Expected(loss: loss, scores: scores.values, gradients: gradients, statistics: statistics)
    let (network, found) = try Self.step(weights, images, labels, smoothing: smoothing, .float32, threads: 2)
    try Self.compare(network, found, with: expected)
  }

  @Test(arguments: [false, true]) func stepOfPyTorch(_ smoothed: Bool) throws {
    let golden = try NetworkGolden()
    let values = smoothed ? try NetworkGolden("network-float64-smoothed") : golden
    let entries = NetworkGolden.architecture.parameterShapes
    let expected = Expected(
      loss: try values.values("loss")[0], scores: try golden.values("training/scores"),
      gradients: Dictionary(
        uniqueKeysWithValues: try entries.filter { $0.role != .statistic }
          .map { ($0.name, try values.values("gradient/\($0.name)")) }),
      statistics: Dictionary(
        uniqueKeysWithValues: try entries.filter { $0.role == .statistic }
          .map { ($0.name, try golden.values("after/\($0.name)")) }))
    let (network, loss) = try Self.step(
      try golden.weights(), try golden.features("images").tensor, try golden.labels().map { UInt8($0) },
      smoothing: smoothed ? 0.1 : 0, .float32)
    try Self.compare(network, loss, with: expected)
  }

  @Test(.enabled(if: Precision.bfloat16.isSupported, "bfloat16 needs AVX-512"))
  func bfloat16PointsTheSameWay() throws {
    // Eight bits of fraction through fifty normalised layers keep a step's direction, not its digits: PyTorch's
    // autocast has a cosine of 0.77 on such a network. A wrong operator would leave its own tensor with one near 0.
    let weights = try Weights.untrained(Architecture(widthMultiplier: 0.5), seed: 33)
    let labels: [UInt8] = (0..<16).map { $0 % 10 }
    let images = Tensor.random(labels.count, seed: 34)
    let (exact, exactLoss) = try Self.step(weights, images, labels, smoothing: 0, .float32)
    let (half, halfLoss) = try Self.step(weights, images, labels, smoothing: 0, .bfloat16)
    #expect(abs(exactLoss - halfLoss) < 0.02 * exactLoss)
    #expect(cosine(half.store.gradients.map(Double.init), exact.store.gradients.map(Double.init)) > 0.65)
    for entry in exact.store.trained where entry.shape.role == .weight {
      let (found, expected) = (Self.gradient(entry, of: half.store), Self.gradient(entry, of: exact.store))
      #expect(cosine(found, expected) > 0.5, "\(entry.shape.name)")
      #expect((0.7...1.4).contains(norm(found) / norm(expected)), "\(entry.shape.name)")
    }
  }

  @Test(arguments: Precision.allCases.filter(\.isSupported)) func stepsRepeatBitByBit(_ precision: Precision) throws {
    // Resuming relies on it: equal weights, images and threads give equal gradients and statistics.
    let weights = try Weights.untrained(Architecture(widthMultiplier: 0.25), seed: 35)
    let labels: [UInt8] = [0, 1, 2, 3, 4, 5]
    let images = Tensor.random(labels.count, seed: 36)
    let first = try Self.step(weights, images, labels, smoothing: 0.1, precision)
    for _ in 0..<3 {
      let again = try Self.step(weights, images, labels, smoothing: 0.1, precision)
      #expect(again.loss == first.loss)
      #expect(Array(again.network.store.gradients) == Array(first.network.store.gradients))
      #expect(try again.network.store.weights().entries == first.network.store.weights().entries)
    }
    // And a network's second step on the same weights is as its first: nothing of a step is left in its buffers.
    first.network.store.load(weights)
    let before = Array(first.network.store.gradients)
    _ = try first.network.step(images: images.values, labels: labels, labelSmoothing: 0.1)
    #expect(Array(first.network.store.gradients) == before)
  }
}
