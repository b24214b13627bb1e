// Importance measured with images, against what it means: networks whose answer to a unit is known.

import Core
import Foundation
import Imaging
import Neural
import Schemes
import Testing

@Suite struct UnitEffectsTests {
  let images = SyntheticDataset(split: .validation)

  /// A narrow network whose last convolution's units are read by the linear layer with `factors`, unit by unit.
  func network(_ factors: [Float]) throws -> SplitNetwork {
    var weights = try NarrowNetwork.weights()
    var linear = try #require(weights.entries["linear.weight"])
    let channels = linear.shape[1]
    for index in linear.values.indices { linear.values[index] *= factors[index % channels * factors.count / channels] }
    weights.entries["linear.weight"] = linear
    return try SplitNetwork(weights)
  }

  @Test func unitsThatNothingReadsHaveNoEffect() throws {
    // 320 channels behind the last convolution: four units of 80, of which the linear layer reads the second alone.
    let effects = UnitEffects(
      of: try network([0, 8, 0, 0]), at: .last, unitChannels: 80, normalization: .synthetic)
    let gradient = try effects.gradient(on: images, images: 30)
    #expect(gradient[1] > 0.01)
    for unit in [0, 2, 3] { #expect(gradient[unit] < gradient[1] * 1e-3) }
    let lost = try effects.dropOne(on: images, images: 30)
    #expect(lost[0] == 0 && lost[2] == 0 && lost[3] == 0)
  }

  /// Leading units and single ones missing, against features put together here.
  @Test func correctWithPartsOfTheUnits() throws {
    let batch = images.batch(10..<130)
    let input = Tensor(
      count: 120, shape: Architecture.input, values: Normalization.synthetic.channelsLast(batch.pixels))
    // An untrained network has a favourite class, unless all have the same mean score.
    var weights = try NarrowNetwork.weights()
    let scores = try SplitNetwork(weights).scores(of: input, at: .input).values
    for (index, score) in scores.enumerated() { weights.entries["linear.bias"]?.values[index % 10] -= score / 120 }
    let network = try SplitNetwork(weights)
    let effects = UnitEffects(of: network, at: .last, unitChannels: 80, normalization: .synthetic)
    let found = try effects.correct(10..<130, of: images)
    let features = try network.features(of: input, at: .last)
    func correct(_ isKept: (Int) -> Bool) throws -> Int {
      var part = features
      for index in part.values.indices where !isKept(index % 320 / 80) { part.values[index] = 0 }
      return zip(try network.scores(of: part, at: .last).predictedClasses(), batch.labels).count { $0 == Int($1) }
    }
    #expect(found.leading == (try (0...4).map { count in try correct { $0 < count } }))
    #expect(found.without == (try (0..<4).map { unit in try correct { $0 != unit } }))
    #expect(Set(found.leading + found.without).count > 1)
    // What the loss of a unit costs is what fewer images are then right; untrained, some units harm.
    let first = try effects.correct(0..<130, of: images)
    let lost = try effects.dropOne(on: images, images: 130)
    #expect(lost == first.without.map { Double(first.leading[4] - $0) / 130 } && lost.contains { $0 != 0 })
  }

  /// At the last cut scores are linear in the features, so ∂L/∂O has a closed form: (softmax − label) · W / area.
  @Test func gradientAgainstItsClosedForm() throws {
    let network = try network([1, 2, 0.5, 3])
    let effects = UnitEffects(of: network, at: .last, unitChannels: 80, normalization: .synthetic)
    let found = try effects.gradient(on: images, images: 12)
    let batch = images.batch(0..<12)
    let input = Tensor(
      count: 12, shape: Architecture.input, values: Normalization.synthetic.channelsLast(batch.pixels))
    let features = try network.features(of: input, at: .last)
    let zero = try network.scores(of: Tensor(zeros: 1, shape: features.shape), at: .last)
    let whole = try network.scores(of: features, at: .last)
    var expected = [Double](repeating: 0, count: 4)
    for unit in 0..<4 {
      var part = features
      for index in part.values.indices where index % 320 / 80 != unit { part.values[index] = 0 }
      // What the unit adds to each score, by linearity.
      let scores = try network.scores(of: part, at: .last)
      for image in 0..<12 {
        let row = (0..<10).map { Double(whole.values[image * 10 + $0]) }
        let sum = row.reduce(0) { $0 + exp($1) }
        let derivative = (0..<10).reduce(0.0) { total, label in
          let share = exp(row[label]) / sum - (label == Int(batch.labels[image]) ? 1 : 0)
          return total + share * Double(scores.values[image * 10 + label] - zero.values[label])
        }
        expected[unit] += abs(derivative) / 12
      }
    }
    for unit in 0..<4 { #expect(abs(found[unit] - expected[unit]) < 1e-3 * max(expected[unit], 0.1)) }
  }

  @Test func statisticsAgainstTheirDefinition() throws {
    let network = try SplitNetwork(NarrowNetwork.weights())
    let found = try FeatureStatistics(
      of: network, at: .block(13), on: images, images: 130, normalization: .synthetic)
    let input = Tensor(
      count: 130, shape: Architecture.input,
      values: Normalization.synthetic.channelsLast(images.batch(0..<130).pixels))
    let features = try network.features(of: input, at: .block(13))
    let channels = features.shape.channels
    for channel in 0..<channels {
      let values = stride(from: channel, to: features.values.count, by: channels).map { Double(features.values[$0]) }
      let count = Double(values.count)
      #expect(abs(Double(found.mean[channel]) - values.reduce(0, +) / count) < 1e-5)
      #expect(abs(found.energy[channel] - values.reduce(0) { $0 + $1 * $1 } / count) < 1e-5 * found.energy[channel])
      #expect(Double(found.range[channel].lowerBound) == values.min())
      #expect(Double(found.range[channel].upperBound) == values.max())
    }
    let units = FeatureUnits(shape: features.shape, unitChannels: 2)
    #expect(found.ranges(of: units)[1].upperBound == max(found.range[2].upperBound, found.range[3].upperBound))
    #expect(units.sums(found.energy)[1] == found.energy[2] + found.energy[3])
  }
}
