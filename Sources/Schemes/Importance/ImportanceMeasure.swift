// The measures of importance, by name: what NAIR sorts by and what that norm does not see.

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
