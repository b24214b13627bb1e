// Which unit goes first: importance from the weights alone.
// NAIR (IEEE IoT-J 11(12), 2024), eq. 8 to 10; the filter norm is that of Li et al., ICLR 2017.

import Neural

/// Orders of units by importance.
package enum ImportanceOrder {
  /// Importance of each unit at `cut`, in channel order: the L1 norm of the filters that emit its channels (eq. 8),
  /// summed over the unit's channels. The emitting convolution is conv1 of the stem, conv3 of a block and the last
  /// convolution; batch normalisation behind it and a shortcut beside it are not looked at. All equal at `input`,
  /// which no filter emits.
  package static func filterNorms(_ weights: Weights, at cut: Cut, unitChannels: Int) -> [Double] {
    let units = FeatureUnits(shape: weights.architecture.featureShape(at: cut), unitChannels: unitChannels)
    guard let name = emittingConvolution(of: cut), let filters = weights.entries[name] else {
      return [Double](repeating: 0, count: units.count)
    }
    let filterSize = filters.shape.dropFirst().reduce(1, *)
    return (0..<units.count).map { unit in
      let channels = units.channels(ofUnit: unit)
      let range = channels.lowerBound * filterSize..<channels.upperBound * filterSize
      return filters.values[range].reduce(0) { $0 + Double(abs($1)) }
    }
  }

  /// Unit numbers, the most important first (eq. 10): a stable sort, so that equals keep channel order.
  package static func descending(_ importance: [Double]) -> [Int] {
    importance.indices.sorted { (importance[$0], $1) > (importance[$1], $0) }
  }

  /// The name of the convolution whose filters emit the features at `cut`; nil at the input.
  private static func emittingConvolution(of cut: Cut) -> String? {
    switch cut {
    case .input: nil
    case .stem: "conv1.weight"
    case .block(let number): "layers.\(number - 1).conv3.weight"
    case .last: "conv2.weight"
    }
  }
}
