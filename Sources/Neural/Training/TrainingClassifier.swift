// The end of the network in training: global average pool, then the linear layer, in float32.

internal import COneDNN

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
      layout: .blocked)
    var wideShape = pooledShape
    wideShape.layout = .channelsLast
    let linearShape = ConvolutionShape(input: wideShape, outputChannels: classes)
    let pooling = try Operation.averagePooling(context, shape, precision)
    let pooled = pooling.makeBuffer(AIRSLICE_DNNL_DESTINATION)
    try pooling.bind(AIRSLICE_DNNL_SOURCE, input).bind(AIRSLICE_DNNL_DESTINATION, pooled)
    let widened = Buffer(floats: pooledShape.count)
    let widening = try Operation.convert(context, pooledShape, from: precision, to: .channelsLast, .float32)
      .bind(AIRSLICE_DNNL_SOURCE, pooled).bind(AIRSLICE_DNNL_DESTINATION, widened)
    let linear = try Operation.convolution(context, linearShape, .float32, [.bias, .training])
    scores = linear.makeBuffer(AIRSLICE_DNNL_DESTINATION)
    let weights = linear.makeBuffer(AIRSLICE_DNNL_WEIGHTS)
    try linear.bind(AIRSLICE_DNNL_SOURCE, widened).bind(AIRSLICE_DNNL_WEIGHTS, weights)
      .bind(AIRSLICE_DNNL_BIAS, store.parameter("linear.bias")).bind(AIRSLICE_DNNL_DESTINATION, scores)
    forwardOperations = [pooling, widening, linear]

    gradientOfScores = Buffer(floats: shape.batch * classes)
    let byWeights = try linear.convolutionBackwardWeights(linearShape, .float32, .bias)
    let gradientOfWeights = byWeights.makeBuffer(AIRSLICE_DNNL_GRADIENT_OF_WEIGHTS)
    try byWeights.bind(AIRSLICE_DNNL_SOURCE, widened)
      .bind(AIRSLICE_DNNL_GRADIENT_OF_DESTINATION, gradientOfScores)
      .bind(AIRSLICE_DNNL_GRADIENT_OF_WEIGHTS, gradientOfWeights)
      .bind(AIRSLICE_DNNL_GRADIENT_OF_BIAS, store.gradient("linear.bias"))
    let unpacking = try byWeights.unpacking(AIRSLICE_DNNL_GRADIENT_OF_WEIGHTS)
      .bind(AIRSLICE_DNNL_SOURCE, gradientOfWeights)
      .bind(AIRSLICE_DNNL_DESTINATION, store.gradient("linear.weight"))
    let byData = try linear.convolutionBackwardData(linearShape, .float32)
    let backwardWeights = byData.makeBuffer(AIRSLICE_DNNL_WEIGHTS)
    let gradientOfWidened = Buffer(floats: pooledShape.count)
    try byData.bind(AIRSLICE_DNNL_GRADIENT_OF_DESTINATION, gradientOfScores)
      .bind(AIRSLICE_DNNL_WEIGHTS, backwardWeights).bind(AIRSLICE_DNNL_GRADIENT_OF_SOURCE, gradientOfWidened)
    let gradientOfPooled = pooling.makeBuffer(AIRSLICE_DNNL_DESTINATION)
    let narrowing = try Operation.convert(context, wideShape, from: .float32, to: .blocked, precision)
      .bind(AIRSLICE_DNNL_SOURCE, gradientOfWidened).bind(AIRSLICE_DNNL_DESTINATION, gradientOfPooled)
    let poolingBackward = try pooling.averagePoolingBackward(shape, precision)
      .bind(AIRSLICE_DNNL_GRADIENT_OF_DESTINATION, gradientOfPooled)
      .bind(AIRSLICE_DNNL_GRADIENT_OF_SOURCE, gradientOfInput)
    backwardOperations = [byWeights, unpacking, byData, narrowing, poolingBackward]
    let master = store.parameter("linear.weight")
    packing = [
      try linear.packing(AIRSLICE_DNNL_WEIGHTS).bind(AIRSLICE_DNNL_SOURCE, master)
        .bind(AIRSLICE_DNNL_DESTINATION, weights),
      try byData.packing(AIRSLICE_DNNL_WEIGHTS).bind(AIRSLICE_DNNL_SOURCE, master)
        .bind(AIRSLICE_DNNL_DESTINATION, backwardWeights),
    ]
  }

  func pack() throws { for operation in packing { try operation.run() } }
  func forward() throws { for operation in forwardOperations { try operation.run() } }
  func backward() throws { for operation in backwardOperations { try operation.run() } }
}
