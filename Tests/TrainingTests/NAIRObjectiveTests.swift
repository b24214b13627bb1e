// NAIR's loss: against PyTorch, against finite differences, and the sampled sum against the exact one.

import Core
import Imaging
import Neural
import Schemes
import Stochastics
import TemporaryFolder
import Testing
import Training

@Suite struct NAIRObjectiveTests {
  private static let architecture = Architecture(widthMultiplier: 0.5)  // 12 channels at block3
  private static let cut = Cut.block(3)

  private func objective(
    _ network: SlicedTrainingNetwork, _ start: Weights, _ sampling: SliceSampling, penalty: NormPenalty.Form = .share,
    coefficient: Double = 1, unitChannels: Int = 2
  ) -> NAIRObjective {
    NAIRObjective(
      network, unitChannels: unitChannels,
      importance: ImportanceOrder.filterNorms(start, at: network.cut, unitChannels: unitChannels),
      penalty: NormPenalty(penalty, coefficient: coefficient), sampling: sampling, seed: 5)
  }

  @Test func stepOfPyTorch() throws {
    let golden = try StepGolden("nair-step-float64")
    let start = try golden.weights()
    let labels = try golden.labels()
    let network = try SlicedTrainingNetwork(
      architecture: StepGolden.architecture, cut: StepGolden.cut, batch: labels.count, joint: 4, precision: .float32,
      threads: 1)
    network.store.load(start)
    let importance = ImportanceOrder.filterNorms(start, at: StepGolden.cut, unitChannels: 1)
    let order = ImportanceOrder.descending(importance)
    #expect(order == (try golden.values("order").map { Int($0) }))
    let weights = SliceWeights.cumulative.values(importance: order.map { importance[$0] }, exponent: 2)
    for (weight, wanted) in zip(weights, try golden.values("weights")) { #expect(abs(weight - wanted) < 1e-6) }
    let objective = objective(network, start, .exact, unitChannels: 1)
    #expect(objective.order == order)
    let found = try objective.pass(TrainingBatch(images: golden.images(), labels: labels), step: 0)
    #expect(abs(Double(found.loss) - (try golden.values("loss")[0])) < 1e-4)
    try golden.compare(network.store) { $1 }
    // The sum's parts, each by itself.
    network.store.load(start)
    let units = FeatureUnits(shape: StepGolden.architecture.featureShape(at: StepGolden.cut), unitChannels: 1)
    let slices = (1...order.count).map {
      SlicedTrainingNetwork.Slice(kept: [units.mask(of: order.prefix($0))], weight: 1)
    }
    let losses = try network.step(images: golden.images(), labels: labels, slices: slices).map { Double($0.loss) }
    for (loss, wanted) in zip(losses, try golden.values("losses")) { #expect(abs(loss - wanted) < 1e-4) }
    #expect(losses.count == 4)
  }

  /// With statistics frozen, the mean over every draw of three slices, each as often as it is drawn, is the exact gradient.
  @Test(arguments: SliceSampling.Draws.allCases)
  func theSampledGradientIsTheExactOneInTheMean(_ draws: SliceSampling.Draws) throws {
    let start = try Self.architecture.initialWeights(seed: 8)
    let images = FewImages(4)
    let pixels = images.batch(0..<4)
    let batch = TrainingBatch(
      images: images.normalization.channelsLast(pixels.pixels), labels: pixels.labels)
    func gradient(_ sampling: SliceSampling, joint: Int, step: Int) throws -> [Double] {
      let network = try SlicedTrainingNetwork(
        architecture: Self.architecture, cut: Self.cut, batch: 4, joint: joint, statistics: .frozen,
        precision: .float32, threads: 1)
      network.store.load(start)
      _ = try objective(network, start, sampling).pass(batch, step: step)
      return network.store.gradients.map(Double.init)
    }
    let exact = try gradient(.exact, joint: 6, step: 0)
    // The exact sum in one batch, and one slice after the other: frozen statistics know no batch.
    let sequential = try gradient(.exact, joint: 1, step: 0)
    let scale = exact.map(abs).max()!
    #expect(zip(exact, sequential).allSatisfy { abs($0 - $1) < 1e-4 * scale })

    // Steps until each of the four middle slices has been drawn: their mean is the mean over all draws.
    let sampling = SliceSampling.sampled(slices: 3, draws)
    let streams = RandomStreams(seed: 5)
    let importance = ImportanceOrder.filterNorms(start, at: Self.cut, unitChannels: 2).sorted(by: >)
    let weights = SliceWeights.cumulative.values(importance: importance, exponent: 2)
    let between = weights[1..<5].reduce(0, +)
    var byDraw: [Int: [Double]] = [:]
    var step = 0
    while byDraw.count < 4 {
      let drawn = sampling.choose(weights: weights, step: step, streams: streams)[1].units
      if byDraw[drawn] == nil { byDraw[drawn] = try gradient(sampling, joint: 3, step: step) }
      step += 1
      try #require(step < 2_000)
    }
    let mean = exact.indices.map { index in
      byDraw.reduce(0) { $0 + $1.value[index] * (draws == .uniform ? 0.25 : weights[$1.key - 1] / between) }
    }
    #expect(zip(exact, mean).allSatisfy { abs($0 - $1) < 1e-4 * scale })
    // And single draws do differ, so that the test could fail.
    #expect(byDraw.values.allSatisfy { draw in zip(exact, draw).contains { abs($0 - $1) > 1e-3 * scale } })
  }

  private func ones(_ units: Int) -> [Double] { [Double](repeating: 1, count: units) }

  /// Two draws in each of 4,000 steps, each slice as often as it weighs, within five standard deviations; whichever are
  /// drawn, a step's weights add up to the same.
  @Test func weightedDraws() {
    let weights = SliceWeights.cumulative.values(importance: [5, 4, 3, 2, 1, 1], exponent: 2)
    let (streams, between) = (RandomStreams(seed: 7), weights[1..<5].reduce(0, +))
    var counts = [Double](repeating: 0, count: 7)
    for step in 0..<4_000 {
      let chosen = SliceSampling.sampled(slices: 4, .weighted).choose(weights: weights, step: step, streams: streams)
      #expect(chosen.map(\.units) == chosen.map(\.units).sorted() && chosen.count == 4)
      #expect(chosen[0].units == 1 && chosen[0].factor == 1 && chosen[3].units == 6 && chosen[3].factor == 1)
      let sum = chosen.reduce(0) { $0 + $1.factor * weights[$1.units - 1] }
      #expect(abs(sum - weights.reduce(0, +)) < 1e-12)
      for slice in chosen[1...2] { counts[slice.units] += 1 }
    }
    for units in 2...5 {
      let share = weights[units - 1] / between
      #expect(abs(counts[units] - 8_000 * share) < 5 * (8_000 * share * (1 - share)).squareRoot(), "\(units)")
    }
    // Without any weight between them no draw matters.
    let none = SliceSampling.sampled(slices: 3, .weighted).choose(weights: [1, 0, 0, 1], step: 0, streams: streams)
    #expect(none.count == 3)
  }

  /// 12 units, 4 slices: two of ten drawn in each step. Each is drawn with probability 0.2; over 4,000 steps the count
  /// is within five standard deviations (25.3) of 800: a right program fails once in 170,000 seeds.
  @Test func everySliceIsDrawnEquallyOften() {
    let streams = RandomStreams(seed: 6)
    var counts = [Int](repeating: 0, count: 13)
    for step in 0..<4_000 {
      let chosen = SliceSampling.sampled(slices: 4).choose(weights: ones(12), step: step, streams: streams)
      #expect(chosen.map(\.units) == chosen.map(\.units).sorted() && Set(chosen.map(\.units)).count == 4)
      #expect(chosen.first?.units == 1 && chosen.first?.factor == 1)
      #expect(chosen.last?.units == 12 && chosen.last?.factor == 1)
      for slice in chosen[1...2] {
        #expect(slice.factor == 5)
        counts[slice.units] += 1
      }
    }
    for units in 2...11 { #expect(abs(counts[units] - 800) < 127, "\(units)") }
    #expect(SliceSampling.sampled(slices: 4).choose(weights: ones(1), step: 0, streams: streams).map(\.units) == [1])
    let both = SliceSampling.sampled(slices: 3).choose(weights: ones(2), step: 0, streams: streams)
    #expect(both.map(\.units) == [1, 2])
    #expect(SliceSampling.exact.choose(weights: ones(3), step: 9, streams: streams).map(\.units) == [1, 2, 3])
  }

  /// Statistics for every number of units survive a stop, and files.
  @Test(arguments: [NAIRTraining.Statistics.perSlice, .recalibrated])
  func statisticsByUnitsGoOnAfterAStop(_ statistics: NAIRTraining.Statistics) throws {
    let folder = try TemporaryFolder()
    var recipe = Recipe(.paper)
    (recipe.epochs, recipe.batch) = (2, 8)
    var method = NAIRTraining(SplitPoint(cut: .block(3), unitChannels: 2))
    method.statistics = statistics
    let start = try Self.architecture.initialWeights(seed: 11)
    func training(_ checkpoint: String?) throws -> (objective: any Objective, trainer: Trainer) {
      let objective = try method.objective(
        TrainingContext(
          architecture: Self.architecture, start: start, training: FewImages(24), validation: nil,
          normalization: .synthetic, batch: 8, labelSmoothing: 0, seed: 7, precision: .float32, threads: 1))
      let images = try TrainingImages(FewImages(24), batch: 8, augmentation: recipe.augmentation, seed: 7)
      return (
        objective, Trainer(objective, images: images, recipe: recipe, identity: [:], checkpointPath: checkpoint)
      )
    }
    let whole = try training(nil)
    try whole.trainer.run(shouldStop: { false })
    let path = Checkpoint.path(in: folder.path)
    let first = try training(path)
    #expect(throws: AirSliceError.self) { try first.trainer.run(shouldStop: { first.trainer.step == 4 }) }
    let second = try training(path)
    try second.trainer.resume()
    try second.trainer.run(shouldStop: { false })
    let (expected, found) = (try whole.objective.weights(), try second.objective.weights())
    #expect(found.entries == expected.entries && found.statisticsByUnits == expected.statisticsByUnits)
    #expect(found.statisticsByUnits.count == 6 && Set(found.statisticsByUnits).count > 1)

    let file = "\(folder.path)/w.safetensors"
    try found.write(to: file, as: .float32)
    let read = try Weights(contentsOf: file)
    #expect(read.entries == found.entries && read.statisticsByUnits == found.statisticsByUnits)
    #expect(read.forUnits(2).entries["bn2.running_mean"] == found.statisticsByUnits[1]["bn2.running_mean"])
    #expect(read.forUnits(6).entries == read.entries)
    #expect(read.forUnits(2).entries["bn1.running_mean"] == read.entries["bn1.running_mean"])
    // A set without its like, and one of another shape.
    var (arrays, metadata) = try SafetensorsFile.read(file)
    metadata["format"] = nil
    for damage in [
      { arrays["units3/bn2.running_mean"] = nil },
      { arrays["units3/bn2.running_mean"] = NamedArray(shape: [1], values: [0]) },
      { arrays["units3/bn2.weight"] = arrays["bn2.weight"] },
    ] {
      let kept = arrays
      damage()
      try SafetensorsFile.write(arrays, metadata: metadata, as: .float32, to: file)
      #expect { try Weights(contentsOf: file) } throws: { ($0 as? AirSliceError)?.kind == .data }
      arrays = kept
    }
  }

  /// The penalty's gradient in the step is that of its value: by finite differences of P itself, for both forms.
  @Test(arguments: [(NormPenalty.Form.rawSum, 1), (.share, 1), (.share, 0.3)] as [(NormPenalty.Form, Double)])
  func thePenaltyAddsItsOwnGradient(_ form: NormPenalty.Form, _ coefficient: Double) throws {
    let start = try Self.architecture.initialWeights(seed: 9)
    let images = FewImages(3)
    let pixels = images.batch(0..<3)
    let batch = TrainingBatch(images: images.normalization.channelsLast(pixels.pixels), labels: pixels.labels)
    func step(_ form: NormPenalty.Form) throws -> (loss: Double, store: ParameterStore) {
      let network = try SlicedTrainingNetwork(
        architecture: Self.architecture, cut: Self.cut, batch: 3, joint: 3, precision: .float32, threads: 1)
      network.store.load(start)
      let loss = try objective(network, start, .sampled(slices: 3), penalty: form, coefficient: coefficient)
        .pass(batch, step: 0).loss
      return (Double(loss), network.store)
    }
    let plain = try step(.none)
    let penalised = try step(form)
    let entry = try #require(plain.store.trained.first { $0.shape.name == "layers.2.conv3.weight" })
    let filters = try #require(start.entries["layers.2.conv3.weight"]).values.map(Double.init)
    let importance = ImportanceOrder.filterNorms(start, at: Self.cut, unitChannels: 2)
    let top = ImportanceOrder.descending(importance)[0]
    func penalty(_ filters: [Double]) -> Double {
      let norms = (0..<6).map { unit in
        filters[unit * filters.count / 6..<(unit + 1) * filters.count / 6].reduce(0) { $0 + abs($1) }
      }
      let all = norms.reduce(0, +)
      return coefficient * (form == .share ? (all - norms[top]) / all : all - norms[top])
    }
    #expect(abs(penalised.loss - plain.loss - penalty(filters)) < 1e-5 * max(1, penalty(filters)))
    for index in stride(from: 0, to: filters.count, by: 17) {
      var (up, down) = (filters, filters)
      up[index] += 1e-6
      down[index] -= 1e-6
      let wanted = (penalty(up) - penalty(down)) / 2e-6
      let found =
        Double(penalised.store.gradients[entry.range.lowerBound + index])
        - Double(plain.store.gradients[entry.range.lowerBound + index])
      #expect(abs(found - wanted) < 1e-5 * max(1, abs(wanted)), "\(index)")
    }
    // Nothing else changes.
    for other in plain.store.trained where other.shape.name != entry.shape.name {
      #expect(Array(plain.store.gradients[other.range]) == Array(penalised.store.gradients[other.range]))
    }
  }
}
