// The layers between two cuts in training: the whole network without its classifier, or head and tail apart.

/// Layers one after the other over batches of one size.
final class TrainingSegment {
  /// The features at the end; the input where there are no layers.
  let output: Buffer
  let outputShape: BatchShape
  private let layers: [TrainingLayer]

  /// Reads `input` of `shape` at the cut `start`. The backward pass takes the gradient by the output from
  /// `gradients.output` and leaves there the one by the input, except at the cut `input`, where nobody asks for it.
  /// - Precondition: `end` is not before `start`.
  init(
    _ architecture: Architecture, from start: Cut, to end: Cut, _ context: Context, _ store: ParameterStore,
    input: Buffer, shape: BatchShape, precision: Precision, statistics: BatchStatistics, gradients: GradientBuffers
  ) throws {
    var layers: [TrainingLayer] = []
    var (source, shape) = (input, shape)
    for layer in architecture.layers(from: start, to: end) {
      guard case .units(let units, let shortcut) = layer else { preconditionFailure("the classifier comes last") }
      let made = try TrainingLayer(
        units, shortcut: shortcut, context, store, input: source, shape: shape, precision: precision,
        statistics: statistics, gradients: gradients, needsInputGradient: !(layers.isEmpty && start == .input))
      layers.append(made)
      (source, shape) = (made.output, made.outputShape)
    }
    (output, outputShape, self.layers) = (source, shape, layers)
  }

  func pack() throws { for layer in layers { try layer.pack() } }
  func forward() throws { for layer in layers { try layer.forward() } }
  func backward() throws { for layer in layers.reversed() { try layer.backward() } }
  /// - Parameter momentum: what the last forward pass counts for in the running statistics.
  func updateStatistics(momentum: Float = BatchNormalization.momentum) {
    for layer in layers { layer.updateStatistics(momentum: momentum) }
  }
}

/// The images of a batch on their way into the first layer.
struct TrainingImageInput {
  /// What the first layer reads.
  let output: Buffer
  let shape: BatchShape
  private let images: Buffer
  private let conversion: Operation

  init(_ context: Context, batch: Int, precision: Precision) throws {
    let imageShape = BatchShape(batch: batch, features: Architecture.input)
    shape = BatchShape(batch: batch, features: Architecture.input, layout: Layout.forTraining.ofImages)
    images = Buffer(floats: imageShape.count)
    output = Buffer(byteCount: shape.count * precision.byteCount)
    conversion = try Operation.convert(context, imageShape, from: .float32, to: shape.layout, precision)
      .bind(.source, images).bind(.destination, output)
  }

  /// Takes over normalised images, channels last.
  /// - Precondition: a whole batch.
  func load(_ values: [Float]) throws {
    precondition(values.count == images.floats.count, "a whole batch")
    _ = images.floats.update(fromContentsOf: values)
    try conversion.run()
  }
}
