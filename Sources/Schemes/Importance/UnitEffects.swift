// What a unit does to the network's answers: importance measured with images instead of read from weights.

import Core
import Foundation
import Imaging
import Neural

/// Effects of single units on a network's answers.
package struct UnitEffects: Sendable {
  private let network: SplitNetwork
  private let cut: Cut
  private let units: FeatureUnits
  private let normalization: Normalization

  /// Images that are worked on together.
  private static let batch = 100
  /// How much a unit is scaled up and down for a derivative. Errors are of second order in it, about 10⁻⁴; smaller
  /// steps would drown in float32's rounding.
  private static let step: Float = 1 / 64

  /// The effects of units of `unitChannels` channels of `network`'s features at `cut`.
  package init(of network: SplitNetwork, at cut: Cut, unitChannels: Int, normalization: Normalization) {
    (self.network, self.cut, self.normalization) = (network, cut, normalization)
    units = FeatureUnits(shape: network.architecture.featureShape(at: cut), unitChannels: unitChannels)
  }

  /// For each unit the fraction of the first `images` images of `dataset` that are classified correctly with all units
  /// and not without this one, less the fraction for which it is the other way round.
  /// - Throws: what reading images and inference throw; `interrupted`.
  package func dropOne(on dataset: any Dataset, images: Int) throws -> [Double] {
    var lost = [Int](repeating: 0, count: units.count)
    var total = 0
    try forEachBatch(of: dataset, 0..<images) { features, labels in
      let whole = try correct(features, labels)
      for unit in lost.indices { lost[unit] += whole - (try correct(scaled(features, unit: unit, by: 0), labels)) }
      total += labels.count
    }
    return lost.map { Double($0) / Double(total) }
  }

  /// For each unit the mean over the first `images` images of `dataset` of |Σ O · ∂L/∂O| over its elements O, L being the
  /// cross-entropy. The sum is the derivative of L by a factor on the unit, which central differences give without a
  /// backward pass.
  /// - Throws: what reading images and inference throw; `interrupted`.
  package func gradient(on dataset: any Dataset, images: Int) throws -> [Double] {
    var sums = [Double](repeating: 0, count: units.count)
    var total = 0
    try forEachBatch(of: dataset, 0..<images) { features, labels in
      for unit in sums.indices {
        func losses(_ factor: Float) throws -> [Double] {
          Self.losses(try network.scores(of: scaled(features, unit: unit, by: factor), at: cut), labels)
        }
        let (up, down) = try (losses(1 + Self.step), losses(1 - Self.step))
        sums[unit] += zip(up, down).reduce(0) { $0 + abs($1.0 - $1.1) / Double(2 * Self.step) }
      }
      total += labels.count
    }
    return sums.map { $0 / Double(total) }
  }

  /// How many images are classified correctly with parts of the units.
  package struct CorrectImages: Codable, Hashable, Sendable {
    /// With the first 0, 1, … units alone.
    package var leading: [Int]
    /// With all but the first, all but the second, ….
    package var without: [Int]
  }

  /// How many of the images `range` of `dataset` are classified correctly with the first 0, 1, … units alone, in channel
  /// order, and with all but the first, all but the second, …; zeros in the place of what is missing.
  /// - Throws: what reading images and inference throw; `interrupted`.
  package func correct(_ range: Range<Int>, of dataset: any Dataset) throws -> CorrectImages {
    var leading = [Int](repeating: 0, count: units.count + 1)
    var without = [Int](repeating: 0, count: units.count)
    try forEachBatch(of: dataset, range) { features, labels in
      for unit in without.indices { without[unit] += try correct(scaled(features, unit: unit, by: 0), labels) }
      var rest = features
      leading[units.count] += try correct(rest, labels)
      for unit in without.indices.reversed() {
        rest = scaled(rest, unit: unit, by: 0)
        leading[unit] += try correct(rest, labels)
      }
    }
    return CorrectImages(leading: leading, without: without)
  }

  /// How many of the images with these `features` the network's tail classifies correctly.
  private func correct(_ features: Tensor, _ labels: [UInt8]) throws -> Int {
    zip(try network.scores(of: features, at: cut).predictedClasses(), labels).count { $0 == Int($1) }
  }

  private func forEachBatch(
    of dataset: any Dataset, _ range: Range<Int>, _ body: (_ features: Tensor, _ labels: [UInt8]) throws -> Void
  ) throws {
    let range = range.clamped(to: 0..<dataset.count)
    precondition(!range.isEmpty, "effects on no images")
    for first in stride(from: range.lowerBound, to: range.upperBound, by: Self.batch) {
      try Interrupt.check(kept: "the part under way was not kept")
      let batch = try dataset.batch(first..<min(first + Self.batch, range.upperBound))
      let input = Tensor(
        count: batch.count, shape: Architecture.input, values: normalization.channelsLast(batch.pixels))
      try body(network.features(of: input, at: cut), batch.labels)
    }
  }

  /// `features` with all elements of `unit` multiplied by `factor`.
  private func scaled(_ features: Tensor, unit: Int, by factor: Float) -> Tensor {
    var features = features
    let channels = units.channels(ofUnit: unit)
    for pixel in stride(from: 0, to: features.values.count, by: units.shape.channels) {
      for channel in channels { features.values[pixel + channel] *= factor }
    }
    return features
  }

  /// The cross-entropy of each image's `scores` with its label.
  private static func losses(_ scores: Tensor, _ labels: [UInt8]) -> [Double] {
    let classes = scores.shape.count
    return labels.enumerated().map { image, label in
      let row = scores.values[image * classes..<(image + 1) * classes].map(Double.init)
      let greatest = row.max() ?? 0
      let sum = row.reduce(0) { $0 + exp($1 - greatest) }
      return log(sum) + greatest - row[Int(label)]
    }
  }
}
