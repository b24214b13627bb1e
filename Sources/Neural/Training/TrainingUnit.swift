// Convolution, batch normalisation and ReLU in training: forward, backward, running statistics.

/// The buffers that the backward pass of a whole network shares, each as large as its largest activation.
struct GradientBuffers {
  /// The gradient by the current layer's output; the layer leaves there the gradient by its input.
  let output: Buffer
  /// The gradient between a unit's convolution and its normalisation.
  let inner: Buffer
  /// The gradient between two units of a layer.
  let between: Buffer
  /// The gradient by a layer's input through its shortcut.
  let shortcut: Buffer

  init(byteCount: Int) {
    (output, inner) = (Buffer(byteCount: byteCount), Buffer(byteCount: byteCount))
    (between, shortcut) = (Buffer(byteCount: byteCount), Buffer(byteCount: byteCount))
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
    precision: Precision, statistics: BatchStatistics, inner: Buffer, gradientOfOutput: Buffer, gradientOfInput: Buffer?
  ) throws {
    (self.shape, self.statistics) = (shape, statistics)
    var flags: Operation.Flags = unit.hasRelu ? [.relu, .training] : .training
    if statistics == .frozen { flags.insert(.globalStatistics) }
    runningMean = store.statistic("\(unit.normalization).running_mean")
    runningVariance = store.statistic("\(unit.normalization).running_var")
    let master = store.parameter("\(unit.convolution).weight")

    // Forward: input → convolution → before → normalisation → output.
    let convolution = try Operation.convolution(context, shape, precision, .training)
    let before = convolution.makeBuffer(.destination)
    let weights = convolution.makeBuffer(.weights)
    try convolution.bind(.source, input).bind(.weights, weights)
      .bind(.destination, before)
    let normalization = try Operation.batchNormalization(context, shape.output, precision, flags)
    output = normalization.makeBuffer(.destination)
    mean = statistics == .frozen ? runningMean : normalization.makeBuffer(.mean)
    variance = statistics == .frozen ? runningVariance : normalization.makeBuffer(.variance)
    let scale = store.parameter("\(unit.normalization).weight")
    let shift = store.parameter("\(unit.normalization).bias")
    let workspace = normalization.makeBuffer(.workspace)
    try normalization.bind(.source, before).bind(.destination, output)
      .bind(.mean, mean).bind(.variance, variance).bind(.scale, scale)
      .bind(.shift, shift)
    if unit.hasRelu { try normalization.bind(.workspace, workspace) }
    forwardOperations = [convolution, normalization]
    var packing = [
      try convolution.packing(.weights).bind(.source, master)
        .bind(.destination, weights)
    ]

    // Backward: gradientOfOutput → normalisation → inner → convolution → gradientOfInput.
    let normalizationBackward = try normalization.batchNormalizationBackward(shape.output, precision, flags)
    try normalizationBackward.bind(.source, before).bind(.mean, mean)
      .bind(.variance, variance).bind(.scale, scale).bind(.shift, shift)
      .bind(.gradientOfDestination, gradientOfOutput).bind(.gradientOfSource, inner)
      .bind(.gradientOfScale, store.gradient("\(unit.normalization).weight"))
      .bind(.gradientOfShift, store.gradient("\(unit.normalization).bias"))
    if unit.hasRelu { try normalizationBackward.bind(.workspace, workspace) }
    let byWeights = try convolution.convolutionBackwardWeights(shape, precision, [])
    let gradientOfWeights = byWeights.makeBuffer(.gradientOfWeights)
    try byWeights.bind(.source, input).bind(.gradientOfDestination, inner)
      .bind(.gradientOfWeights, gradientOfWeights)
    let unpacking = try byWeights.unpacking(.gradientOfWeights)
      .bind(.source, gradientOfWeights)
      .bind(.destination, store.gradient("\(unit.convolution).weight"))
    var backward = [normalizationBackward, byWeights, unpacking]
    if let gradientOfInput {
      let byData = try convolution.convolutionBackwardData(shape, precision)
      let weights = byData.makeBuffer(.weights)
      try byData.bind(.gradientOfDestination, inner).bind(.weights, weights)
        .bind(.gradientOfSource, gradientOfInput)
      backward.append(byData)
      packing.append(
        try byData.packing(.weights).bind(.source, master)
          .bind(.destination, weights))
    }
    backwardOperations = backward
    self.packing = packing
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
