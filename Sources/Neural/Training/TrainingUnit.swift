// Convolution, batch normalisation and ReLU in training: forward, backward, running statistics.

/// The buffers that the backward pass of a whole network shares, each as large as its largest activation.
struct GradientBuffers {
  /// Activations on their way into a convolution of another layout, and out of it.
  struct ChannelsLast {
    let input: Buffer
    let output: Buffer
  }

  /// The gradient by the current layer's output; the layer leaves there the gradient by its input.
  let output: Buffer
  /// The gradient between a unit's convolution and its normalisation.
  let inner: Buffer
  /// The gradient between two units of a layer.
  let between: Buffer
  /// The gradient by a layer's input through its shortcut.
  let shortcut: Buffer
  /// Where convolutions are done in tiles.
  let channelsLast: ChannelsLast?

  /// - Parameter elements: of the largest activation.
  init(elements: Int, _ precision: Precision) {
    func buffer() -> Buffer { Buffer(byteCount: elements * precision.byteCount) }
    (output, inner, between, shortcut) = (buffer(), buffer(), buffer(), buffer())
    channelsLast = precision.hasTiles ? ChannelsLast(input: buffer(), output: buffer()) : nil
  }
}

/// One ``ConvolutionUnit`` with everything bound.
final class TrainingUnit {
  let shape: ConvolutionShape
  let output: Buffer
  private let forwardOperations: [Operation]
  private let backwardOperations: [Operation]
  private let packing: [Operation]
  private let mean: Buffer
  private let variance: Buffer
  private let runningMean: Buffer
  private let runningVariance: Buffer
  private let statistics: BatchStatistics

  /// Reads `input`; its backward pass takes the gradient from `gradientOfOutput` and leaves the one by the input in
  /// `gradientOfInput`, none when that is nil.
  init(
    _ unit: ConvolutionUnit, _ context: Context, _ store: ParameterStore, input: Buffer, shape: ConvolutionShape,
    precision: Precision, statistics: BatchStatistics, gradients: GradientBuffers, gradientOfOutput: Buffer,
    gradientOfInput: Buffer?
  ) throws {
    (self.shape, self.statistics) = (shape, statistics)
    var flags: Operation.Flags = unit.hasRelu ? [.relu, .training] : .training
    if statistics == .frozen { flags.insert(.globalStatistics) }
    runningMean = store.statistic("\(unit.normalization).running_mean")
    runningVariance = store.statistic("\(unit.normalization).running_var")

    // Forward: input → convolution → normalisation → output; backward the other way round, gradients.inner between them.
    let convolution = try TrainingConvolution(
      "\(unit.convolution).weight", context, store, input: input, shape: shape, precision: precision,
      gradients: gradients, gradientOfInput: gradientOfInput)
    let normalization = try Operation.batchNormalization(context, shape.output, precision, flags)
    output = normalization.makeBuffer(.destination)
    mean = statistics == .frozen ? runningMean : normalization.makeBuffer(.mean)
    variance = statistics == .frozen ? runningVariance : normalization.makeBuffer(.variance)
    let scale = store.parameter("\(unit.normalization).weight")
    let shift = store.parameter("\(unit.normalization).bias")
    let workspace = normalization.makeBuffer(.workspace)
    try normalization.bind(.source, convolution.output).bind(.destination, output)
      .bind(.mean, mean).bind(.variance, variance).bind(.scale, scale)
      .bind(.shift, shift)
    if unit.hasRelu { try normalization.bind(.workspace, workspace) }
    let normalizationBackward = try normalization.batchNormalizationBackward(shape.output, precision, flags)
    try normalizationBackward.bind(.source, convolution.output).bind(.mean, mean)
      .bind(.variance, variance).bind(.scale, scale).bind(.shift, shift)
      .bind(.gradientOfDestination, gradientOfOutput).bind(.gradientOfSource, gradients.inner)
      .bind(.gradientOfScale, store.gradient("\(unit.normalization).weight"))
      .bind(.gradientOfShift, store.gradient("\(unit.normalization).bias"))
    if unit.hasRelu { try normalizationBackward.bind(.workspace, workspace) }
    forwardOperations = convolution.forward + [normalization]
    backwardOperations = [normalizationBackward] + convolution.backward
    packing = convolution.packing
  }

  /// Takes over the master weights, as they are now.
  func pack() throws { for operation in packing { try operation.run() } }

  func forward() throws { for operation in forwardOperations { try operation.run() } }

  func backward() throws { for operation in backwardOperations { try operation.run() } }

  /// Moves the running statistics toward those of the last forward pass; the variance as the unbiased one.
  func updateStatistics(momentum: Float) {
    if statistics == .frozen { return }
    let samples = Float(shape.output.count / shape.outputChannels)
    for channel in 0..<shape.outputChannels {
      runningMean.floats[channel] += momentum * (mean.floats[channel] - runningMean.floats[channel])
      let unbiased = variance.floats[channel] * samples / (samples - 1)
      runningVariance.floats[channel] += momentum * (unbiased - runningVariance.floats[channel])
    }
  }
}
