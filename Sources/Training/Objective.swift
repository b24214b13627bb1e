// What a step minimises. A scheme with losses of its own adds an objective; the trainer stays as it is.

import Neural

/// A loss over a batch, with the networks that compute it.
package protocol Objective {
  /// The name in checkpoints.
  var name: String { get }
  /// The parameters and where their gradients go.
  var store: ParameterStore { get }
  /// Forward and backward passes, one or several, over `batch`: leaves the gradient of the loss in ``store`` and moves
  /// the running statistics.
  /// - Parameter step: the step's number; what is drawn at random is a function of it.
  /// - Returns: the mean loss, and the number of images classified correctly.
  func pass(_ batch: TrainingBatch, step: Int) throws -> (loss: Float, correct: Int)
}

/// Cross-entropy of the whole network against the labels.
package struct CrossEntropyObjective: Objective {
  private let network: TrainingNetwork
  private let labelSmoothing: Float

  package init(_ network: TrainingNetwork, labelSmoothing: Double) {
    (self.network, self.labelSmoothing) = (network, Float(labelSmoothing))
  }

  package var name: String { "cross-entropy" }
  package var store: ParameterStore { network.store }

  package func pass(_ batch: TrainingBatch, step: Int) throws -> (loss: Float, correct: Int) {
    try network.step(images: batch.images, labels: batch.labels, labelSmoothing: labelSmoothing)
  }
}
