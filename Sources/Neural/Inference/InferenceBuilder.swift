// Makes the operations of an inference program out of a network's layers and weights.

import Core

/// Folds, packs and binds. Buffers 0 and 1 hold features between layers, two more those within a layer.
struct InferenceBuilder {
  private let weights: Weights
  private let context: Context
  private let between: [Buffer]
  private let within: [Buffer]

  init(weights: Weights, context: Context, microBatch: Int) {
    (self.weights, self.context) = (weights, context)
    let architecture = weights.architecture
    let largest = max(architecture.largestActivation(from: .input, to: .last), architecture.classes) * microBatch
    between = [Buffer(floats: largest), Buffer(floats: largest)]
    within = [Buffer(floats: largest), Buffer(floats: largest)]
  }

  func buffer(_ index: Int) -> Buffer { between[index] }

  /// The operations of one layer, which reads `source` and leaves its result in `target`: the same buffer when the
  /// shortcut is the identity, another one otherwise.
  func operations(
    _ units: [ConvolutionUnit], shortcut: Layer.Shortcut, from source: Buffer, to target: Buffer, _ shape: BatchShape
  ) throws -> ([Operation], BatchShape) {
    var operations: [Operation] = []
    var accumulates = true
    switch shortcut {
    case .none: accumulates = false
    case .identity: break
    case .projection(let unit):
      operations.append(try convolution(unit, from: source, to: target, unit.shape(for: shape, .channelsLast)))
    }
    var (input, inputShape) = (source, shape)
    for (index, unit) in units.enumerated() {
      let isLast = index == units.count - 1
      let output = isLast ? target : within[index % 2]
      let unitShape = unit.shape(for: inputShape, .channelsLast)
      operations.append(
        try convolution(unit, from: input, to: output, unitShape, accumulates: isLast && accumulates))
      (input, inputShape) = (output, unitShape.output)
    }
    return (operations, inputShape)
  }

  /// Pooling and the linear layer.
  func classifier(
    classes: Int, from source: Buffer, to target: Buffer, _ shape: BatchShape
  ) throws -> ([Operation], BatchShape) {
    let pooled = BatchShape(
      batch: shape.batch, features: FeatureShape(channels: shape.features.channels, height: 1, width: 1))
    let pooling = try Operation.averagePooling(context, shape, .float32)
    try pooling.bind(.source, source).bind(.destination, within[0])
    let linearShape = ConvolutionShape(input: pooled, outputChannels: classes)
    let linear = try bound(
      linearShape, [.bias], weights: values("linear.weight"), bias: values("linear.bias"), from: within[0], to: target)
    return ([pooling, linear], linearShape.output)
  }

  private func convolution(
    _ unit: ConvolutionUnit, from source: Buffer, to target: Buffer, _ shape: ConvolutionShape,
    accumulates: Bool = false
  ) throws -> Operation {
    var flags: Operation.Flags = .bias
    if unit.hasRelu { flags.insert(.relu) }
    if accumulates { flags.insert(.accumulate) }
    let (weights, bias) = folded(unit)
    return try bound(shape, flags, weights: weights, bias: bias, from: source, to: target)
  }

  private func bound(
    _ shape: ConvolutionShape, _ flags: Operation.Flags, weights: [Float], bias: [Float], from source: Buffer,
    to target: Buffer
  ) throws -> Operation {
    let operation = try Operation.convolution(context, shape, .float32, flags)
    let packed = operation.makeBuffer(.weights)
    try operation.packing(.weights).bind(.source, Buffer(copying: weights))
      .bind(.destination, packed).run()
    return try operation.bind(.source, source).bind(.weights, packed)
      .bind(.bias, Buffer(copying: bias)).bind(.destination, target)
  }

  /// Weights and bias of the convolution that does what convolution and batch normalisation did:
  /// w·γ/√(σ² + ε) and β − μ·γ/√(σ² + ε).
  private func folded(_ unit: ConvolutionUnit) -> (weights: [Float], bias: [Float]) {
    var weights = values("\(unit.convolution).weight")
    var bias = values("\(unit.normalization).bias")
    let scale = values("\(unit.normalization).weight")
    let mean = values("\(unit.normalization).running_mean")
    let variance = values("\(unit.normalization).running_var")
    let filter = weights.count / bias.count
    for channel in bias.indices {
      let factor = scale[channel] / (variance[channel] + BatchNormalization.epsilon).squareRoot()
      for index in channel * filter..<(channel + 1) * filter { weights[index] *= factor }
      bias[channel] -= mean[channel] * factor
    }
    return (weights, bias)
  }

  private func values(_ name: String) -> [Float] {
    guard let entry = weights.entries[name] else { preconditionFailure("weights without \(name)") }
    return entry.values
  }
}
