// A convolution in training, in the way that is fastest on this processor.

/// The operations of one convolution's forward and backward pass, bound to their buffers.
struct TrainingConvolution {
  let output: Buffer
  let forward: [Operation]
  let backward: [Operation]
  /// Operations that take over the master weights.
  let packing: [Operation]

  /// Reads `input`; its backward pass takes the gradient from `gradients.inner` and leaves the one by the input in
  /// `gradientOfInput`, none when that is nil.
  init(
    _ name: String, _ context: Context, _ store: ParameterStore, input: Buffer, shape: ConvolutionShape,
    precision: Precision, gradients: GradientBuffers, gradientOfInput: Buffer?
  ) throws {
    let isProduct = shape.kernel == 1 && shape.stride == 1 && shape.input.layout == .blocked
    if isProduct, let tiles = gradients.channelsLast {
      try self.init(
        tiled: name, context, store, input: input, shape: shape, precision: precision, inner: gradients.inner, tiles,
        gradientOfInput: gradientOfInput)
    } else {
      try self.init(
        direct: name, context, store, input: input, shape: shape, precision: precision, inner: gradients.inner,
        gradientOfInput: gradientOfInput)
    }
  }

  /// With oneDNN's convolutions in the layout as it is.
  private init(
    direct name: String, _ context: Context, _ store: ParameterStore, input: Buffer, shape: ConvolutionShape,
    precision: Precision, inner: Buffer, gradientOfInput: Buffer?
  ) throws {
    let convolution = try Operation.convolution(context, shape, precision, .training)
    output = convolution.makeBuffer(.destination)
    try convolution.bind(.source, input).bind(.destination, output)
    let byWeights = try convolution.convolutionBackwardWeights(shape, precision, [])
    let gradientOfWeights = byWeights.makeBuffer(.gradientOfWeights)
    try byWeights.bind(.source, input).bind(.gradientOfDestination, inner).bind(.gradientOfWeights, gradientOfWeights)
    let unpacking = try byWeights.unpacking(.gradientOfWeights)
      .bind(.source, gradientOfWeights).bind(.destination, store.gradient(name))
    let byData = try gradientOfInput.map {
      try convolution.convolutionBackwardData(shape, precision)
        .bind(.gradientOfDestination, inner).bind(.gradientOfSource, $0)
    }
    forward = [convolution]
    backward = [byWeights, unpacking] + (byData.map { [$0] } ?? [])
    packing = try Self.packing(of: [convolution, byData], store.parameter(name))
  }

  /// As products of matrices, a pixel to a row: oneDNN has kernels of tiles for channels last alone, and these are so
  /// much faster that bringing all to that layout and back is worth it. The gradient by weights is a product of our own
  /// asking, because its convolution of that kind is not fast.
  private init(
    tiled name: String, _ context: Context, _ store: ParameterStore, input: Buffer, shape: ConvolutionShape,
    precision: Precision, inner: Buffer, _ wide: GradientBuffers.ChannelsLast, gradientOfInput: Buffer?
  ) throws {
    var product = shape
    (product.input.layout, product.outputLayout) = (.channelsLast, .channelsLast)
    func convert(_ shape: BatchShape, to layout: Layout, _ source: Buffer, _ destination: Buffer) throws -> Operation {
      try Operation.convert(context, shape, from: precision, to: layout, precision)
        .bind(.source, source).bind(.destination, destination)
    }
    let convolution = try Operation.convolution(context, product, precision, .training)
    let rows = convolution.makeBuffer(.source)
    try convolution.bind(.source, rows).bind(.destination, wide.output)
    let back = try Operation.convert(context, product.output, from: precision, to: shape.outputLayout, precision)
    output = back.makeBuffer(.destination)
    forward = [
      try convert(shape.input, to: .channelsLast, input, rows), convolution,
      try back.bind(.source, wide.output).bind(.destination, output),
    ]
    let byWeights = try Operation.productOverRows(
      context, rows: shape.input.count / shape.input.features.channels, left: shape.outputChannels,
      right: shape.input.features.channels, precision
    )
    .bind(.source, wide.output).bind(.weights, rows).bind(.destination, store.gradient(name))
    let byData = try gradientOfInput.map { _ in
      try convolution.convolutionBackwardData(product, precision)
        .bind(.gradientOfDestination, wide.output).bind(.gradientOfSource, wide.input)
    }
    backward =
      [try convert(shape.output, to: .channelsLast, inner, wide.output), byWeights] + (byData.map { [$0] } ?? [])
      + (try gradientOfInput.map { [try convert(product.input, to: shape.input.layout, wide.input, $0)] } ?? [])
    packing = try Self.packing(of: [convolution, byData], store.parameter(name))
  }

  /// Gives each of `operations` weights of its own, which come from `master`.
  private static func packing(of operations: [Operation?], _ master: Buffer) throws -> [Operation] {
    try operations.compactMap { $0 }.map { operation in
      let weights = operation.makeBuffer(.weights)
      try operation.bind(.weights, weights)
      return try operation.packing(.weights).bind(.source, master).bind(.destination, weights)
    }
  }
}
