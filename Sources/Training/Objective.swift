// What a step minimises. A scheme with losses of its own adds an objective; the trainer stays as it is.

import Core
import Neural

/// A loss over a batch, with the networks that compute it.
package protocol Objective {
  /// The name in checkpoints.
  var name: String { get }
  /// The parameters and where their gradients go.
  var store: ParameterStore { get }
  /// The network that the training is for, as it is now.
  /// - Throws: `data` when training has left a number that is not finite.
  func weights() throws -> Weights
  /// Tails that were trained for one prefix each; 0 where a single one serves all.
  var tailCount: Int { get }
  /// The whole network with the tail of the first `units` units, 1 … ``tailCount``.
  func weights(tail units: Int) throws -> Weights
  /// Rounds every number to the nearest float16, what weights files hold.
  func roundToFloat16()
  /// What a checkpoint must hold beside the store: empty for most.
  var state: [String: NamedArray] { get }
  /// Takes back the ``state`` of a checkpoint.
  /// - Throws: `data` when it is not of this objective; `source` names the file.
  func restore(_ state: [String: NamedArray], source: String) throws
  /// Called before the pass of a step, for parameters that take turns in the store.
  /// - Parameter velocity: the optimiser's, place by place as the store's parameters.
  func prepare(step: Int, velocity: inout [Float])
  /// Forward and backward passes, one or several, over `batch`: leaves the gradient of the loss in ``store`` and moves
  /// the running statistics.
  /// - Parameter step: the step's number; what is drawn at random is a function of it.
  /// - Returns: the loss, and the number of images classified correctly.
  func pass(_ batch: TrainingBatch, step: Int) throws -> (loss: Float, correct: Int)
}

extension Objective {
  package func weights() throws -> Weights { try store.weights() }
  package var tailCount: Int { 0 }
  package func weights(tail units: Int) throws -> Weights { preconditionFailure("a single tail") }
  package func roundToFloat16() { store.roundToFloat16() }
  package var state: [String: NamedArray] { [:] }
  package func restore(_ state: [String: NamedArray], source: String) throws {
    if let name = state.keys.min() {
      throw AirSliceError.data("unknown state '\(name)': the checkpoint is of another training", file: source)
    }
  }
  package func prepare(step: Int, velocity: inout [Float]) {}
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
