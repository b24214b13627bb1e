// A trained network for inference that can be entered and left at any cut.

import Core
import Synchronization

/// A network that runs as head and tail, in float32; safe to use from several threads at once, each call on one core.
///
/// Results do not depend on how many images a call holds or on the number of threads: every call runs in micro-batches
/// of one fixed size.
public final class SplitNetwork: Sendable {
  public let architecture: Architecture
  private let weights: Weights
  private let idle = Mutex<[Lent]>([])

  /// Images that run together: few enough that the features between two layers stay in a core's cache.
  private static let microBatch = 8

  /// A program on its way between threads; one thread at a time has it.
  private struct Lent: @unchecked Sendable { let program: InferenceProgram }

  /// Folds batch normalisation into the convolutions and prepares the kernels for one thread; further threads'
  /// kernels are prepared when they first call.
  public init(_ weights: Weights) throws {
    (architecture, self.weights) = (weights.architecture, weights)
    let first = Lent(program: try InferenceProgram(weights, microBatch: Self.microBatch))
    idle.withLock { $0.append(first) }
  }

  /// The features at `cut` of normalised images [N, 32, 32, 3]: the device's part.
  /// - Precondition: `cut` is one of the architecture's.
  public func features(of images: Tensor, at cut: Cut) throws -> Tensor {
    try run(images, from: .input, to: cut)
  }

  /// Class scores (logits) [N, 1, 1, classes] from features at `cut`: the server's part. With `.input` the whole network.
  /// - Precondition: `features` have the shape of that cut.
  public func scores(of features: Tensor, at cut: Cut) throws -> Tensor {
    try run(features, from: cut, to: nil)
  }

  private func run(_ tensor: Tensor, from start: Cut, to end: Cut?) throws -> Tensor {
    let lent =
      try idle.withLock { $0.popLast() }
      ?? Lent(program: InferenceProgram(weights, microBatch: Self.microBatch))
    defer { idle.withLock { $0.append(lent) } }
    return try lent.program.run(tensor, from: start, to: end)
  }
}
