// The end of the network in training: global average pool in the training's precision, then the linear
// layer in float32.

/// Mean over the picture and linear layer; the latter as a 1 × 1 convolution of a 1 × 1 picture.
final class TrainingClassifier {
  /// Scores [N, classes], float32.
  let scores: Buffer
  /// The loss's gradient by ``scores``, to be filled in before the backward pass.
  let gradientOfScores: Buffer
  private let forwardOperations: [Operation]
  private let backwardOperations: [Operation]
  private let packing: [Operation]

  init(
    classes: Int, _ context: Context, _ store: ParameterStore, input: Buffer, shape: BatchShape, precision: Precision,
    gradientOfInput: Buffer
  ) throws {
    let pooledShape = BatchShape(
      batch: shape.batch, features: FeatureShape(channels: shape.features.channels, height: 1, width: 1),
      layout: shape.layout)
    var wideShape = pooledShape
    wideShape.layout = .channelsLast
    let linearShape = ConvolutionShape(input: wideShape, outputChannels: classes)
    let pooling = try Operation.averagePooling(context, shape, precision)
    let pooled = pooling.makeBuffer(.destination)
    try pooling.bind(.source, input).bind(.destination, pooled)
    let widened = Buffer(floats: pooledShape.count)
    let widening = try Operation.convert(context, pooledShape, from: precision, to: .channelsLast, .float32)
      .bind(.source, pooled).bind(.destination, widened)
    let linear = try Operation.convolution(context, linearShape, .float32, [.bias, .training])
    scores = linear.makeBuffer(.destination)
    let weights = linear.makeBuffer(.weights)
    try linear.bind(.source, widened).bind(.weights, weights)
      .bind(.bias, store.parameter("linear.bias")).bind(.destination, scores)
    forwardOperations = [pooling, widening, linear]

    gradientOfScores = Buffer(floats: shape.batch * classes)
    let byWeights = try linear.convolutionBackwardWeights(linearShape, .float32, .bias)
    let gradientOfWeights = byWeights.makeBuffer(.gradientOfWeights)
    try byWeights.bind(.source, widened)
      .bind(.gradientOfDestination, gradientOfScores)
      .bind(.gradientOfWeights, gradientOfWeights)
      .bind(.gradientOfBias, store.gradient("linear.bias"))
    let unpacking = try byWeights.unpacking(.gradientOfWeights)
      .bind(.source, gradientOfWeights)
      .bind(.destination, store.gradient("linear.weight"))
    let byData = try linear.convolutionBackwardData(linearShape, .float32)
    let backwardWeights = byData.makeBuffer(.weights)
    let gradientOfWidened = Buffer(floats: pooledShape.count)
    try byData.bind(.gradientOfDestination, gradientOfScores)
      .bind(.weights, backwardWeights).bind(.gradientOfSource, gradientOfWidened)
    let gradientOfPooled = pooling.makeBuffer(.destination)
    let narrowing = try Operation.convert(context, wideShape, from: .float32, to: shape.layout, precision)
      .bind(.source, gradientOfWidened).bind(.destination, gradientOfPooled)
    let poolingBackward = try pooling.averagePoolingBackward(shape, precision)
      .bind(.gradientOfDestination, gradientOfPooled)
      .bind(.gradientOfSource, gradientOfInput)
    backwardOperations = [byWeights, unpacking, byData, narrowing, poolingBackward]
    let master = store.parameter("linear.weight")
    packing = [
      try linear.packing(.weights).bind(.source, master)
        .bind(.destination, weights),
      try byData.packing(.weights).bind(.source, master)
        .bind(.destination, backwardWeights),
    ]
  }

  func pack() throws { for operation in packing { try operation.run() } }
  func forward() throws { for operation in forwardOperations { try operation.run() } }
  func backward() throws { for operation in backwardOperations { try operation.run() } }
}
