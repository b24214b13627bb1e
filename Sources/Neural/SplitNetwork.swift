// A trained network for inference that can be entered and left at any cut.

import Core

/// A network that runs as head and tail; safe to use from several threads at once.
public final class SplitNetwork: Sendable {
  public let architecture: Architecture

  /// Folds batch normalisation into the convolutions and prepares the kernels.
  public init(_ weights: Weights) throws {
    architecture = weights.architecture
    fatalError("in work")
  }

  /// The features at `cut` of normalised images [N, 32, 32, 3]: the device's part.
  public func features(of images: Tensor, at cut: Cut) throws -> Tensor {
    fatalError("in work")
  }

  /// Class scores (logits) [N, 1, 1, classes] from features at `cut`: the server's part. With `.input` the whole network.
  public func scores(of features: Tensor, at cut: Cut) throws -> Tensor {
    fatalError("in work")
  }
}
