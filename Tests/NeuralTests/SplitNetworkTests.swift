// The fast network for inference: the reference's numbers, at every cut, whatever the batch and the threads.

import Dispatch
import Neural
import ReferenceNetwork
import Synchronization
import Testing

@Suite struct SplitNetworkTests {
  @Test(arguments: [0.125, 0.5, 1]) func featuresAndScoresOfTheReference(_ width: Double) throws {
    let weights = try Weights.untrained(Architecture(widthMultiplier: width, classes: 7), seed: 21)
    let network = try SplitNetwork(weights)
    var reference = ReferenceNetwork<Double>(weights)
    let images = Tensor.random(width == 1 ? 2 : 3, seed: 22)
    var expected = Features<Double>(images)
    var cut = Cut.input
    for next in weights.architecture.cuts.dropFirst() {
      expected = reference.forward(expected, from: cut, to: next, training: false).output
      cut = next
      let found = Features<Double>(try network.features(of: images, at: cut))
      #expect(relativeDifference(found.values, expected.values) < 1e-5, "\(cut)")
    }
    let scores = reference.forward(expected, from: cut, training: false).output
    let found = Features<Double>(try network.scores(of: images, at: .input))
    #expect(largestDifference(found.values, scores.values) < 1e-4)
  }

  @Test func scoresOfPyTorch() throws {
    let golden = try NetworkGolden()
    let network = try SplitNetwork(golden.weights())
    let images = try golden.features("images").tensor
    let scores = try network.scores(of: images, at: .input).values.map(Double.init)
    #expect(largestDifference(scores, try golden.values("inference/scores")) < 1e-4)
  }

  @Test func splitAnywhereIsUncut() throws {
    let weights = try Weights.untrained(Architecture(widthMultiplier: 0.25), seed: 23)
    let network = try SplitNetwork(weights)
    let images = Tensor.random(11, seed: 24)
    let whole = try network.scores(of: images, at: .input)
    #expect(whole.shape == FeatureShape(channels: 10, height: 1, width: 1))
    for cut in weights.architecture.cuts {
      let features = try network.features(of: images, at: cut)
      #expect(features.shape == weights.architecture.featureShape(at: cut))
      #expect(try network.scores(of: features, at: cut) == whole, "\(cut)")
    }
    #expect(try network.features(of: images, at: .input) == images)
  }

  @Test func batchesDoNotMatter() throws {
    let network = try SplitNetwork(.untrained(Architecture(widthMultiplier: 0.25), seed: 25))
    let images = Tensor.random(19, seed: 26)
    let together = try network.scores(of: images, at: .input)
    for size in [1, 3, 8, 16] {
      var values: [Float] = []
      for first in stride(from: 0, to: images.count, by: size) {
        let last = min(first + size, images.count)
        let part = Array(images.values[first * images.shape.count..<last * images.shape.count])
        let batch = Tensor(count: last - first, shape: images.shape, values: part)
        values += try network.scores(of: batch, at: .input).values
      }
      #expect(values == together.values, "\(size) at a time")
    }
    #expect(try network.scores(of: Tensor(zeros: 0, shape: images.shape), at: .input).count == 0)
  }

  /// More classes than the largest features have elements.
  @Test func manyClasses() throws {
    let network = try SplitNetwork(.untrained(Architecture(widthMultiplier: 0.02, classes: 40_000), seed: 3))
    #expect(try network.scores(of: Tensor.random(1, seed: 4), at: .input).values.count == 40_000)
  }

  @Test func threadsDoNotMatter() throws {
    let network = try SplitNetwork(.untrained(Architecture(widthMultiplier: 0.25), seed: 27))
    let batches = (0..<12).map { Tensor.random(5, seed: 100 + $0) }
    let alone = try batches.map { try network.scores(of: $0, at: .input) }
    let together = Mutex([Int: Tensor]())
    DispatchQueue.concurrentPerform(iterations: batches.count) { index in
      let scores = try? network.scores(of: batches[index], at: .input)
      together.withLock { $0[index] = scores }
    }
    #expect(together.withLock { $0 } == Dictionary(uniqueKeysWithValues: alone.enumerated().map { ($0, $1) }))
  }

  @Test func damagedFeaturesStayInTheirImage() throws {
    // What bit errors leave: infinities and NaN in one image must not reach its neighbours in the micro-batch.
    let network = try SplitNetwork(.untrained(Architecture(widthMultiplier: 0.25), seed: 28))
    let shape = network.architecture.featureShape(at: .block(3))
    var features = Tensor.random(3, shape, seed: 29)
    let clean = try network.scores(of: features, at: .block(3))
    for place in shape.count..<2 * shape.count { features.values[place] = place % 2 == 0 ? .nan : .infinity }
    let scores = try network.scores(of: features, at: .block(3))
    #expect(scores.values[0..<10] == clean.values[0..<10])
    #expect(scores.values[20..<30] == clean.values[20..<30])
    // The program is used again: nothing of the damage may be left in it.
    #expect(try network.scores(of: .random(3, shape, seed: 29), at: .block(3)) == clean)
  }
}
