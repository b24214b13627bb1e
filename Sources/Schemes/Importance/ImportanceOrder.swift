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
    return units.sums(channelNorms(weights, at: cut))
  }

  /// As ``filterNorms(_:at:unitChannels:)``, each filter's norm times |γ|/√(σ² + ε) of the batch normalisation behind
  /// it: what is left of the filter once the two are one.
  package static func foldedNorms(_ weights: Weights, at cut: Cut, unitChannels: Int) -> [Double] {
    let units = FeatureUnits(shape: weights.architecture.featureShape(at: cut), unitChannels: unitChannels)
    var norms = channelNorms(weights, at: cut)
    if let name = emitter(of: cut)?.normalization, let scale = weights.entries["\(name).weight"]?.values,
      let variance = weights.entries["\(name).running_var"]?.values
    {
      for channel in norms.indices {
        norms[channel] *= Double(abs(scale[channel])) / (Double(max(0, variance[channel])) + 1e-5).squareRoot()
      }
    }
    return units.sums(norms)
  }

  /// Unit numbers, the most important first (eq. 10): a stable sort, so that equals keep channel order.
  package static func descending(_ importance: [Double]) -> [Int] {
    importance.indices.sorted { (importance[$0], $1) > (importance[$1], $0) }
  }

  /// Shares of the whole importance. What is below zero (a unit that does harm) counts as nothing; without any
  /// importance all units are equal.
  package static func shares(_ importance: [Double]) -> [Double] {
    let parts = importance.map { max(0, $0) }
    let whole = parts.reduce(0, +)
    return parts.map { whole > 0 ? $0 / whole : 1 / Double(parts.count) }
  }

  /// The name of the convolution's weights whose filters emit the features at `cut`; nil at the input.
  package static func emittingConvolution(of cut: Cut) -> String? {
    emitter(of: cut).map { "\($0.convolution).weight" }
  }

  /// The L1 norm of the filter that emits each channel; zeros at the input.
  private static func channelNorms(_ weights: Weights, at cut: Cut) -> [Double] {
    let channels = weights.architecture.featureShape(at: cut).channels
    guard let name = emittingConvolution(of: cut), let filters = weights.entries[name] else {
      return [Double](repeating: 0, count: channels)
    }
    let size = filters.shape.dropFirst().reduce(1, *)
    return (0..<channels).map { channel in
      filters.values[channel * size..<(channel + 1) * size].reduce(0) { $0 + Double(abs($1)) }
    }
  }

  /// The names of the convolution whose filters emit the features at `cut`, and of the batch normalisation behind it;
  /// nil at the input.
  private static func emitter(of cut: Cut) -> (convolution: String, normalization: String)? {
    switch cut {
    case .input: nil
    case .stem: ("conv1", "bn1")
    case .block(let number): ("layers.\(number - 1).conv3", "layers.\(number - 1).bn3")
    case .last: ("conv2", "bn2")
    }
  }
}
