// A network in training: one step's forward and backward pass over a batch of fixed size.

import Core

/// The whole network for batches of one size. Belongs to one thread at a time.
package final class TrainingNetwork {
  /// Parameters, gradients and running statistics.
  package let store: ParameterStore
  /// Images in a batch.
  package let batch: Int
  private let layers: [TrainingLayer]
  private let classifier: TrainingClassifier
  private let images: Buffer
  private let conversion: Operation

  /// Prepares the operations; weights are zero until ``ParameterStore/load(_:)``.
  /// - Throws: `usage` for bfloat16 on a processor without AVX-512.
  package init(architecture: Architecture, batch: Int, precision: Precision, threads: Int) throws {
    guard precision.isSupported else {
      throw AirSliceError(.usage, "this processor has no kernels for \(precision.rawValue) (AVX-512): choose float32")
    }
    let context = try Context(threads: threads)
    let store = ParameterStore(architecture)
    let imageShape = BatchShape(batch: batch, features: Architecture.input)
    let inputShape = BatchShape(batch: batch, features: Architecture.input, layout: Layout.forTraining.ofImages)
    images = Buffer(floats: imageShape.count)
    let input = Buffer(byteCount: inputShape.count * precision.byteCount)
    conversion = try Operation.convert(context, imageShape, from: .float32, to: inputShape.layout, precision)
      .bind(.source, images).bind(.destination, input)

    let largest = architecture.largestActivation * batch * precision.byteCount
    let gradients = GradientBuffers(
      output: Buffer(byteCount: largest), inner: Buffer(byteCount: largest), between: Buffer(byteCount: largest),
      shortcut: Buffer(byteCount: largest))
    var layers: [TrainingLayer] = []
    var (source, shape) = (input, inputShape)
    for layer in architecture.layers(from: .input, to: .last) {
      guard case .units(let units, let shortcut) = layer else { preconditionFailure("the classifier comes last") }
      let made = try TrainingLayer(
        units, shortcut: shortcut, context, store, input: source, shape: shape, precision: precision,
        gradients: gradients, needsInputGradient: !layers.isEmpty)
      layers.append(made)
      (source, shape) = (made.output, made.outputShape)
    }
    classifier = try TrainingClassifier(
      classes: architecture.classes, context, store, input: source, shape: shape, precision: precision,
      gradientOfInput: gradients.output)
    (self.store, self.batch, self.layers) = (store, batch, layers)
  }

  /// Forward and backward over one batch: fills the gradients and moves the running statistics.
  /// - Parameter images: normalised, channels last, [batch, 32, 32, 3].
  /// - Returns: the mean loss and the number of images classified correctly.
  package func step(
    images: [Float], labels: [UInt8], labelSmoothing: Float = 0
  ) throws -> (loss: Float, correct: Int) {
    precondition(labels.count == batch && images.count == self.images.floats.count, "a whole batch")
    _ = self.images.floats.update(fromContentsOf: images)
    for layer in layers { try layer.pack() }
    try classifier.pack()
    try conversion.run()
    for layer in layers { try layer.forward() }
    try classifier.forward()
    let result = CrossEntropy.evaluate(
      scores: classifier.scores.floats, labels: labels, labelSmoothing: labelSmoothing,
      gradient: classifier.gradientOfScores.floats)
    try classifier.backward()
    for layer in layers.reversed() { try layer.backward() }
    for layer in layers { layer.updateStatistics() }
    return result
  }

  /// Scores [batch, classes] of the last step, row-major.
  package var scores: [Float] { Array(classifier.scores.floats) }
}

extension Architecture {
  /// Elements of the largest activation of one image, its channels filled up to blocks of 16.
  var largestActivation: Int {
    func blocked(_ channels: Int) -> Int { (channels + 15) / 16 * 16 }
    var largest = blocked(stemChannels) * 1024
    var area = 1024
    for block in blocks {
      largest = max(largest, area * blocked(block.hiddenChannels), area * blocked(block.outputChannels))
      area /= block.stride * block.stride
    }
    return max(largest, area * blocked(lastChannels))
  }
}
