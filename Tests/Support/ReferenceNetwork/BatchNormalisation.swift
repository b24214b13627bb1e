// Batch normalisation as its paper has it, with PyTorch's conventions for the running statistics.
// S. Ioffe, C. Szegedy, "Batch Normalization", ICML 2015.

import Neural

/// Normalisation of every channel over batch, height and width: y = scale · (x − mean) / √(variance + ε) + shift.
public struct BatchNormalisation<Number: BinaryFloatingPoint> {
  public var scale: [Number]
  public var shift: [Number]
  public var runningMean: [Number]
  public var runningVariance: [Number]

  /// ε, added to the variance; PyTorch's default.
  @inlinable public static var epsilon: Number { Number(1e-5) }
  /// What one batch counts for in the running statistics; PyTorch's default.
  @inlinable public static var momentum: Number { Number(0.1) }

  public init(scale: [Number], shift: [Number], runningMean: [Number], runningVariance: [Number]) {
    (self.scale, self.shift, self.runningMean, self.runningVariance) = (scale, shift, runningMean, runningVariance)
  }

  /// What the backward pass needs of the forward pass, per channel.
  public struct Statistics {
    public var mean: [Number]
    /// 1 / √(variance + ε).
    public var inverseDeviation: [Number]
    /// Whether mean and variance are the batch's, so that the gradient flows through them too.
    public var ofBatch: Bool

    @inlinable
    init(mean: [Number], variance: [Number], ofBatch: Bool) {
      (self.mean, self.ofBatch) = (mean, ofBatch)
      inverseDeviation = variance.map { 1 / ($0 + epsilon).squareRoot() }
    }
  }

  /// Normalises with the batch's statistics (variance over n) and counts them into the running ones (variance over
  /// n − 1) when `training`, else with the running ones.
  @inlinable
  public mutating func forward(
    _ input: Features<Number>, training: Bool
  ) -> (output: Features<Number>, statistics: Statistics) {
    precondition(input.shape.channels == scale.count, "the input has other channels")
    var (mean, variance) = (runningMean, runningVariance)
    if training {
      let elements = Number(input.count * input.shape.height * input.shape.width)
      for channel in scale.indices {
        var sum: Number = 0
        Self.forEachPlace(of: channel, in: input) { sum += input.values[$0] }
        mean[channel] = sum / elements
        var squares: Number = 0
        Self.forEachPlace(of: channel, in: input) {
          let deviation = input.values[$0] - mean[channel]
          squares += deviation * deviation
        }
        variance[channel] = squares / elements
        runningMean[channel] += Self.momentum * (mean[channel] - runningMean[channel])
        runningVariance[channel] += Self.momentum * (squares / (elements - 1) - runningVariance[channel])
      }
    }
    let statistics = Statistics(mean: mean, variance: variance, ofBatch: training)
    var output = input
    for channel in scale.indices {
      Self.forEachPlace(of: channel, in: input) {
        let normalised = (input.values[$0] - statistics.mean[channel]) * statistics.inverseDeviation[channel]
        output.values[$0] = scale[channel] * normalised + shift[channel]
      }
    }
    return (output, statistics)
  }

  /// The gradients by input, scale and shift. With statistics of the batch
  /// ∂L/∂x = scale / σ · (g − mean(g) − x̂ · mean(g · x̂)), g being ∂L/∂y and x̂ the normalised input.
  @inlinable
  public func backward(
    _ outputGradient: Features<Number>, input: Features<Number>, statistics: Statistics
  ) -> (input: Features<Number>, scale: [Number], shift: [Number]) {
    let elements = Number(input.count * input.shape.height * input.shape.width)
    var (inputGradient, scaleGradient, shiftGradient) = (outputGradient, scale, shift)
    for channel in scale.indices {
      let (mean, inverseDeviation) = (statistics.mean[channel], statistics.inverseDeviation[channel])
      var (sum, product): (Number, Number) = (0, 0)
      Self.forEachPlace(of: channel, in: input) {
        sum += outputGradient.values[$0]
        product += outputGradient.values[$0] * (input.values[$0] - mean) * inverseDeviation
      }
      (shiftGradient[channel], scaleGradient[channel]) = (sum, product)
      let (meanGradient, meanProduct) = statistics.ofBatch ? (sum / elements, product / elements) : (0, 0)
      Self.forEachPlace(of: channel, in: input) {
        let normalised = (input.values[$0] - mean) * inverseDeviation
        inputGradient.values[$0] =
          scale[channel] * inverseDeviation * (outputGradient.values[$0] - meanGradient - normalised * meanProduct)
      }
    }
    return (inputGradient, scaleGradient, shiftGradient)
  }

  /// Calls `body` with the place of every element of `channel`.
  @inlinable @inline(__always)
  static func forEachPlace(of channel: Int, in features: Features<Number>, _ body: (Int) -> Void) {
    let area = features.shape.height * features.shape.width
    for image in 0..<features.count {
      let start = (image * features.shape.channels + channel) * area
      for place in start..<start + area { body(place) }
    }
  }
}
