// A network in training: one step's forward and backward pass over a batch of fixed size.

import Core

/// The whole network for batches of one size. Belongs to one thread at a time.
package final class TrainingNetwork {
  /// Parameters, gradients and running statistics.
  package let store: ParameterStore
  /// Images in a batch.
  package let batch: Int
  private let input: TrainingImageInput
  private let layers: TrainingSegment
  private let classifier: TrainingClassifier

  /// Prepares the operations; weights are zero until ``ParameterStore/load(_:)``.
  /// - Throws: `usage` for bfloat16 on a processor without AVX-512.
  package init(architecture: Architecture, batch: Int, precision: Precision, threads: Int) throws {
    try precision.requireSupport()
    let context = try Context(threads: threads)
    let store = ParameterStore(architecture)
    input = try TrainingImageInput(context, batch: batch, precision: precision)
    let gradients = GradientBuffers(
      elements: architecture.largestActivation(from: .input, to: .last) * batch, precision)
    layers = try TrainingSegment(
      architecture, from: .input, to: .last, context, store, input: input.output, shape: input.shape,
      precision: precision, statistics: .ofBatch, gradients: gradients)
    classifier = try TrainingClassifier(
      classes: architecture.classes, context, store, input: layers.output, shape: layers.outputShape,
      precision: precision, gradientOfInput: gradients.output)
    (self.store, self.batch) = (store, batch)
  }

  /// Forward and backward over one batch: fills the gradients and moves the running statistics.
  /// - Parameter images: normalised, channels last, [batch, 32, 32, 3].
  /// - Returns: the mean loss and the number of images classified correctly.
  package func step(
    images: [Float], labels: [UInt8], labelSmoothing: Float = 0
  ) throws -> (loss: Float, correct: Int) {
    precondition(labels.count == batch, "a whole batch")
    try layers.pack()
    try classifier.pack()
    try input.load(images)
    try layers.forward()
    try classifier.forward()
    let rows = CrossEntropy.evaluate(
      scores: classifier.scores.floats, labels: labels, labelSmoothing: labelSmoothing,
      weights: [Float](repeating: 1 / Float(batch), count: batch), gradient: classifier.gradientOfScores.floats)
    try classifier.backward()
    try layers.backward()
    layers.updateStatistics()
    return (Float(rows.reduce(0) { $0 + $1.loss } / Double(batch)), rows.count { $0.isCorrect })
  }

  /// Scores [batch, classes] of the last step, row-major.
  package var scores: [Float] { Array(classifier.scores.floats) }
}

extension Architecture {
  /// Elements of the largest activation of one image from the features at `start` to those at `end`, its channels filled
  /// up to blocks of 16.
  /// - Precondition: both are ``cuts``, and `end` is not before `start`.
  func largestActivation(from start: Cut, to end: Cut) -> Int {
    guard let first = cuts.firstIndex(of: start), let last = cuts.firstIndex(of: end), first <= last else {
      preconditionFailure("no such cut")
    }
    let channels = [Self.input.channels, stemChannels] + blocks.map(\.outputChannels) + [lastChannels]
    func elements(_ channels: Int, _ place: Int) -> Int {
      let shape = featureShape(at: cuts[place])
      return (channels + 15) / 16 * 16 * shape.height * shape.width
    }
    let between = (first...last).map { elements(channels[$0], $0) }
    // Block n leads from cut n to the next, and is widest where it begins.
    let within = blocks.indices.filter { $0 + 1 >= first && $0 + 2 <= last }
      .map { elements(blocks[$0].hiddenChannels, $0 + 1) }
    return (between + within).reduce(0, max)
  }
}
