// The constants of batch normalisation, PyTorch's defaults.

/// S. Ioffe, C. Szegedy, "Batch Normalization", ICML 2015.
enum BatchNormalization {
  /// Added to the variance.
  static let epsilon: Float = 1e-5
  /// Weight of the newest batch in the running statistics.
  static let momentum: Float = 0.1
}

/// Which mean and variance batch normalisation uses in training.
package enum BatchStatistics: Sendable {
  /// The batch's own, which the running ones follow.
  case ofBatch
  /// The running ones, which stay as they are.
  case frozen
}
