// What a network's features look like over many images: for paddings, ranges and one of the importance measures.

import Core
import Imaging
import Neural

/// Means, energies and ranges of the features at a cut, by channel.
package struct FeatureStatistics: Sendable, Hashable {
  /// The mean over images and positions.
  package let mean: [Float]
  /// The mean square of an element.
  package let energy: [Double]
  /// The least and the greatest value met.
  package let range: [ClosedRange<Float>]

  /// Images that are worked on together.
  private static let batch = 100

  /// The statistics of `network` at `cut` over the first `images` images of `dataset`.
  /// - Throws: what reading images and inference throw; `interrupted`.
  package init(
    of network: SplitNetwork, at cut: Cut, on dataset: any Dataset, images: Int, normalization: Normalization
  ) throws {
    let channels = network.architecture.featureShape(at: cut).channels
    var sums = [Double](repeating: 0, count: channels)
    var squares = sums
    var lows = [Float](repeating: .infinity, count: channels)
    var highs = [Float](repeating: -.infinity, count: channels)
    var elements = 0
    let limit = min(images, dataset.count)
    for first in stride(from: 0, to: limit, by: Self.batch) {
      try Interrupt.check(kept: "the part under way was not kept")
      let batch = try dataset.batch(first..<min(first + Self.batch, limit))
      let input = Tensor(
        count: batch.count, shape: Architecture.input, values: normalization.channelsLast(batch.pixels))
      let features = try network.features(of: input, at: cut)
      elements += features.values.count / channels
      features.values.withUnsafeBufferPointer { values in
        for start in stride(from: 0, to: values.count, by: channels) {
          for channel in 0..<channels {
            let value = values[start + channel]
            sums[channel] += Double(value)
            squares[channel] += Double(value) * Double(value)
            lows[channel] = min(lows[channel], value)
            highs[channel] = max(highs[channel], value)
          }
        }
      }
    }
    precondition(elements > 0, "statistics of no images")
    mean = sums.map { Float($0 / Double(elements)) }
    energy = squares.map { $0 / Double(elements) }
    range = zip(lows, highs).map { $0...max($0, $1) }
  }

  /// The range of each of `units`.
  package func ranges(of units: FeatureUnits) -> [ClosedRange<Float>] {
    (0..<units.count).map { unit in
      let channels = range[units.channels(ofUnit: unit)]
      return (channels.map(\.lowerBound).min() ?? 0)...(channels.map(\.upperBound).max() ?? 0)
    }
  }
}
