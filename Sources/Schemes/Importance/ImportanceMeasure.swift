// The measures of importance, by name: what NAIR sorts by and what that norm does not see.

import Imaging
import Neural

/// How much a unit matters. Batch normalisation behind a convolution undoes any scaling of its filters, and a shortcut
/// adds features that no filter of the block emits: the paper's measure sees neither, the others do.
package enum ImportanceMeasure: String, CaseIterable, Sendable, Hashable {
  /// The L1 norm of the filters that emit the unit (NAIR, eq. 8).
  case conv
  /// The same, each filter scaled as batch normalisation scales its output: |γ/σ| · ‖F‖₁.
  case folded
  /// The mean square of the unit's elements over training images, shortcut included.
  case energy
  /// The mean over training images of |Σ O · ∂L/∂O| over the unit's elements: how the loss answers, to first order, when
  /// the unit is taken away (P. Molchanov et al., ICLR 2017, eq. 8).
  case gradient
  /// The accuracy on validation images that is lost when the unit alone is missing.
  case dropOne = "drop-one"
}

extension ImportanceMeasure {
  /// Images that the measures with images look at.
  package static let images = 1_000

  /// The importance of each unit at `cut`, in channel order.
  /// - Parameters:
  ///   - network: that of `weights`.
  ///   - training: gives training images, for ``energy`` and ``gradient``.
  ///   - validation: gives images that the network was not fitted to, for ``dropOne``.
  /// - Throws: what reading images and inference throw; `interrupted`.
  package func importance(
    of network: SplitNetwork, _ weights: Weights, at cut: Cut, unitChannels: Int, normalization: Normalization,
    training: () throws -> any Dataset, validation: () throws -> any Dataset
  ) throws -> [Double] {
    let effects = UnitEffects(of: network, at: cut, unitChannels: unitChannels, normalization: normalization)
    switch self {
    case .conv: return ImportanceOrder.filterNorms(weights, at: cut, unitChannels: unitChannels)
    case .folded: return ImportanceOrder.foldedNorms(weights, at: cut, unitChannels: unitChannels)
    case .energy:
      let statistics = try FeatureStatistics(
        of: network, at: cut, on: training(), images: Self.images, normalization: normalization)
      return FeatureUnits(shape: weights.architecture.featureShape(at: cut), unitChannels: unitChannels)
        .sums(statistics.energy)
    case .gradient: return try effects.gradient(on: training(), images: Self.images)
    case .dropOne: return try effects.dropOne(on: validation(), images: Self.images)
    }
  }
}
