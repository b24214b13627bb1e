// Convolution, batch normalisation and ReLU in training: forward, backward, running statistics.

internal import COneDNN

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

  /// Reads `input`; its backward pass takes the gradient from `gradientOfOutput` and leaves the one by the input in
  /// `gradientOfInput`, none when that is nil.
  init(
    _ unit: ConvolutionUnit, _ context: Context, _ store: ParameterStore, input: Buffer, shape: ConvolutionShape,
    precision: Precision, inner: Buffer, gradientOfOutput: Buffer, gradientOfInput: Buffer?
  ) throws {
    self.shape = shape
    let flags: Operation.Flags = unit.hasRelu ? [.relu, .training] : .training
    let master = store.parameter("\(unit.convolution).weight")

    // Forward: input → convolution → before → normalisation → output.
    let convolution = try Operation.convolution(context, shape, precision, .training)
    let before = convolution.makeBuffer(AIRSLICE_DNNL_DESTINATION)
    let weights = convolution.makeBuffer(AIRSLICE_DNNL_WEIGHTS)
    try convolution.bind(AIRSLICE_DNNL_SOURCE, input).bind(AIRSLICE_DNNL_WEIGHTS, weights)
      .bind(AIRSLICE_DNNL_DESTINATION, before)
    let normalization = try Operation.batchNormalization(context, shape.output, precision, flags)
    output = normalization.makeBuffer(AIRSLICE_DNNL_DESTINATION)
    mean = normalization.makeBuffer(AIRSLICE_DNNL_MEAN)
    variance = normalization.makeBuffer(AIRSLICE_DNNL_VARIANCE)
    let scale = store.parameter("\(unit.normalization).weight")
    let shift = store.parameter("\(unit.normalization).bias")
    let workspace = normalization.makeBuffer(AIRSLICE_DNNL_WORKSPACE)
    try normalization.bind(AIRSLICE_DNNL_SOURCE, before).bind(AIRSLICE_DNNL_DESTINATION, output)
      .bind(AIRSLICE_DNNL_MEAN, mean).bind(AIRSLICE_DNNL_VARIANCE, variance).bind(AIRSLICE_DNNL_SCALE, scale)
      .bind(AIRSLICE_DNNL_SHIFT, shift)
    if unit.hasRelu { try normalization.bind(AIRSLICE_DNNL_WORKSPACE, workspace) }
    forwardOperations = [convolution, normalization]
    var packing = [
      try convolution.packing(AIRSLICE_DNNL_WEIGHTS).bind(AIRSLICE_DNNL_SOURCE, master)
        .bind(AIRSLICE_DNNL_DESTINATION, weights)
    ]

    // Backward: gradientOfOutput → normalisation → inner → convolution → gradientOfInput.
    let normalizationBackward = try normalization.batchNormalizationBackward(shape.output, precision, flags)
    try normalizationBackward.bind(AIRSLICE_DNNL_SOURCE, before).bind(AIRSLICE_DNNL_MEAN, mean)
      .bind(AIRSLICE_DNNL_VARIANCE, variance).bind(AIRSLICE_DNNL_SCALE, scale).bind(AIRSLICE_DNNL_SHIFT, shift)
      .bind(AIRSLICE_DNNL_GRADIENT_OF_DESTINATION, gradientOfOutput).bind(AIRSLICE_DNNL_GRADIENT_OF_SOURCE, inner)
      .bind(AIRSLICE_DNNL_GRADIENT_OF_SCALE, store.gradient("\(unit.normalization).weight"))
      .bind(AIRSLICE_DNNL_GRADIENT_OF_SHIFT, store.gradient("\(unit.normalization).bias"))
    if unit.hasRelu { try normalizationBackward.bind(AIRSLICE_DNNL_WORKSPACE, workspace) }
    let byWeights = try convolution.convolutionBackwardWeights(shape, precision, [])
    let gradientOfWeights = byWeights.makeBuffer(AIRSLICE_DNNL_GRADIENT_OF_WEIGHTS)
    try byWeights.bind(AIRSLICE_DNNL_SOURCE, input).bind(AIRSLICE_DNNL_GRADIENT_OF_DESTINATION, inner)
      .bind(AIRSLICE_DNNL_GRADIENT_OF_WEIGHTS, gradientOfWeights)
    let unpacking = try byWeights.unpacking(AIRSLICE_DNNL_GRADIENT_OF_WEIGHTS)
      .bind(AIRSLICE_DNNL_SOURCE, gradientOfWeights)
      .bind(AIRSLICE_DNNL_DESTINATION, store.gradient("\(unit.convolution).weight"))
    var backward = [normalizationBackward, byWeights, unpacking]
    if let gradientOfInput {
      let byData = try convolution.convolutionBackwardData(shape, precision)
      let weights = byData.makeBuffer(AIRSLICE_DNNL_WEIGHTS)
      try byData.bind(AIRSLICE_DNNL_GRADIENT_OF_DESTINATION, inner).bind(AIRSLICE_DNNL_WEIGHTS, weights)
        .bind(AIRSLICE_DNNL_GRADIENT_OF_SOURCE, gradientOfInput)
      backward.append(byData)
      packing.append(
        try byData.packing(AIRSLICE_DNNL_WEIGHTS).bind(AIRSLICE_DNNL_SOURCE, master)
          .bind(AIRSLICE_DNNL_DESTINATION, weights))
    }
    backwardOperations = backward
    self.packing = packing
    runningMean = store.statistic("\(unit.normalization).running_mean")
    runningVariance = store.statistic("\(unit.normalization).running_var")
  }

  /// Takes over the master weights, as they are now.
  func pack() throws { for operation in packing { try operation.run() } }

  func forward() throws { for operation in forwardOperations { try operation.run() } }

  func backward() throws { for operation in backwardOperations { try operation.run() } }

  /// Moves the running statistics toward those of the last forward pass; the variance as the unbiased one.
  func updateStatistics() {
    let samples = Float(shape.output.count / shape.outputChannels)
    let momentum = BatchNormalization.momentum
    for channel in 0..<shape.outputChannels {
      runningMean.floats[channel] += momentum * (mean.floats[channel] - runningMean.floats[channel])
      let unbiased = variance.floats[channel] * samples / (samples - 1)
      runningVariance.floats[channel] += momentum * (unbiased - runningVariance.floats[channel])
    }
  }
}
