// Stochastic gradient descent over flat parameters.

/// Gradient descent with momentum and weight decay, as PyTorch's `torch.optim.SGD` defines them (dampening 0):
/// d = g + λ p; v = μ v + d; p −= r v, or with Nesterov's momentum p −= r (d + μ v).
package struct SGD: Sendable {
  /// What does not change from step to step.
  package struct Options: Hashable, Sendable {
    /// μ.
    package var momentum: Float
    /// Whether the step looks ahead.
    package var nesterov: Bool
    /// λ.
    package var weightDecay: Float

    package init(momentum: Float, nesterov: Bool = false, weightDecay: Float = 0) {
      (self.momentum, self.nesterov, self.weightDecay) = (momentum, nesterov, weightDecay)
    }
  }

  private let options: Options
  /// Ranges of parameters that decay; no others do.
  private let decayed: [Range<Int>]
  /// v, one for each parameter; zero before the first step.
  package var velocity: [Float]

  /// An optimiser of `count` parameters.
  /// - Parameter decayed: the ranges under weight decay, ascending and disjoint; nil for all parameters.
  package init(count: Int, options: Options, decayed: [Range<Int>]? = nil) {
    self.options = options
    self.decayed = options.weightDecay == 0 ? [] : decayed ?? [0..<count]
    velocity = [Float](repeating: 0, count: count)
  }

  /// One step at rate `rate`.
  /// - Precondition: as many parameters and gradients as the optimiser was made for.
  package mutating func step(
    _ parameters: UnsafeMutableBufferPointer<Float>, gradients: UnsafeMutableBufferPointer<Float>, rate: Double
  ) {
    precondition(parameters.count == velocity.count && gradients.count == velocity.count, "one of each")
    let (options, decayed) = (options, decayed)
    velocity.withUnsafeMutableBufferPointer { velocity in
      func update(_ range: Range<Int>, decay: Float) {
        Self.update(
          UnsafeMutableBufferPointer(rebasing: parameters[range]), UnsafeBufferPointer(rebasing: gradients[range]),
          UnsafeMutableBufferPointer(rebasing: velocity[range]), options, decay: decay, rate: Float(rate))
      }
      var next = 0
      for range in decayed {
        update(next..<range.lowerBound, decay: 0)
        update(range, decay: options.weightDecay)
        next = range.upperBound
      }
      update(next..<velocity.count, decay: 0)
    }
  }

  /// One pass over the memory; both loops are simple enough to become vector code.
  private static func update(
    _ parameters: UnsafeMutableBufferPointer<Float>, _ gradients: UnsafeBufferPointer<Float>,
    _ velocity: UnsafeMutableBufferPointer<Float>, _ options: Options, decay: Float, rate: Float
  ) {
    guard let p = parameters.baseAddress, let g = gradients.baseAddress, let v = velocity.baseAddress else { return }
    let momentum = options.momentum
    if options.nesterov {
      for index in 0..<parameters.count {
        let d = g[index] + decay * p[index]
        let moved = momentum * v[index] + d
        v[index] = moved
        p[index] -= rate * (d + momentum * moved)
      }
    } else {
      for index in 0..<parameters.count {
        let moved = momentum * v[index] + (g[index] + decay * p[index])
        v[index] = moved
        p[index] -= rate * moved
      }
    }
  }
}
