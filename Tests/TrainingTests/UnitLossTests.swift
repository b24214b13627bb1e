// Training under loss: nothing lost is the plain classifier; leading units are scored as their definition has it.

import Imaging
import Neural
import Schemes
import Stochastics
import Testing
import Training

@Suite struct UnitLossTests {
  private let architecture = Architecture(widthMultiplier: 0.25)
  private let images = FewImages(6)

  private func batch() -> TrainingBatch {
    let pixels = images.batch(0..<6)
    return TrainingBatch(images: images.normalization.channelsLast(pixels.pixels), labels: pixels.labels)
  }

  private func gradients(loss: Double, step: Int) throws -> (loss: Float, gradients: [Float]) {
    let network = try SlicedTrainingNetwork(
      architecture: architecture, cut: .block(3), batch: 6, joint: 1, precision: .float32, threads: 1)
    network.store.load(try architecture.initialWeights(seed: 4))
    let objective = UnitLossObjective(network, unitChannels: 2, probability: loss, seed: 1)
    return (try objective.pass(batch(), step: step).loss, Array(network.store.gradients))
  }

  @Test func withoutLossItIsThePlainClassifier() throws {
    let plain = try TrainingNetwork(architecture: architecture, batch: 6, precision: .float32, threads: 1)
    plain.store.load(try architecture.initialWeights(seed: 4))
    let expected = try plain.step(images: batch().images, labels: batch().labels)
    let found = try gradients(loss: 0, step: 0)
    #expect(abs(found.loss - expected.loss) < 1e-5)
    let scale = plain.store.gradients.map(abs).max()!
    #expect(zip(found.gradients, plain.store.gradients).allSatisfy { abs($0 - $1) < 1e-4 * scale })
  }

  /// Each unit of each image is lost with the probability, whole and on its own: the share of single losses and of those of
  /// two units, and of two images, together; exact intervals, false alarm 3e-5.
  @Test func unitsAreLostIndependently() throws {
    let network = try SlicedTrainingNetwork(
      architecture: architecture, cut: .block(3), batch: 6, joint: 1, precision: .float32, threads: 1)
    let objective = UnitLossObjective(network, unitChannels: 2, probability: 0.3, seed: 2)
    var (single, units, images) = (0, 0, 0)
    for step in 0..<2_000 {
      let masks = objective.masks(step: step, images: 2)
      #expect(masks.allSatisfy { mask in mask.count == 8 && (0..<4).allSatisfy { mask[2 * $0] == mask[2 * $0 + 1] } })
      single += masks[0][0] ? 0 : 1
      units += masks[0][0] || masks[0][2] ? 0 : 1
      images += masks[0][0] || masks[1][0] ? 0 : 1
    }
    for (count, probability) in [(single, 0.3), (units, 0.09), (images, 0.09)] {
      let interval = try Intervals.clopperPearson(successes: count, trials: 2_000, confidence: 1 - 1e-5)
      #expect(interval.low <= probability && probability <= interval.high, "\(count)")
    }
  }

  @Test func lossesAreAFunctionOfTheStep() throws {
    let first = try gradients(loss: 0.5, step: 1)
    #expect(try gradients(loss: 0.5, step: 1).gradients == first.gradients)
    #expect(try gradients(loss: 0.5, step: 2).gradients != first.gradients)
    #expect(try gradients(loss: 0, step: 1).gradients != first.gradients)
  }

  /// The score of the first units is that of features with all other channels set to zero, one by one.
  @Test func leadingUnitsAreScoredAsTheyArrive() throws {
    let network = try SplitNetwork(architecture.initialWeights(seed: 5))
    let order = [2, 0, 3, 1]
    let found = try Evaluation.ofPrefixes(
      { _ in network }, cut: .block(3), unitChannels: 2, order: order, counts: [0, 1, 3, 4], on: FewImages(210),
      normalization: images.normalization, threads: 2)
    let all = FewImages(210).batch(0..<210)
    let input = Tensor(
      count: 210, shape: Architecture.input, values: images.normalization.channelsLast(all.pixels))
    let features = try network.features(of: input, at: .block(3))
    for (count, evaluation) in zip([0, 1, 3, 4], found) {
      var padded = features
      let kept = Set(order.prefix(count).flatMap { [2 * $0, 2 * $0 + 1] })
      for index in padded.values.indices where !kept.contains(index % 8) { padded.values[index] = 0 }
      let classes = try network.scores(of: padded, at: .block(3)).predictedClasses()
      #expect(evaluation.correct == zip(classes, all.labels).count { $0 == Int($1) })
      #expect(evaluation.count == 210)
    }
    let whole = try Evaluation(
      of: network, on: FewImages(210), normalization: images.normalization, threads: 1)
    #expect(found.last?.correct == whole.correct)
  }
}
