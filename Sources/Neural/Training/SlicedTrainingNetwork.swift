// A network in training whose tail sees several slices of the head's features in one step: what NAIR, CLIO and training
// under loss have in common. NAIR (IEEE IoT-J 11(12), 2024), eq. 13 to 15.

import Core

/// Head and tail for batches of one size. Belongs to one thread at a time.
///
/// A step runs the head once, and the tail once for every group of `joint` slices. The slices of a group are one batch
/// to the tail, so that its batch statistics are joint.
package final class SlicedTrainingNetwork {
  /// What of the features the tail gets to see, and how much the loss on it counts.
  package struct Slice: Sendable {
    /// Which channels arrive, zeros taking the others' place: one mask for all images, or one for each.
    package var kept: [[Bool]]
    /// The factor of this slice's mean loss.
    package var weight: Float
    /// The number of a set of running statistics that this slice alone moves, in ``statisticSets``; nil for the store's.
    package var statistics: Int?

    package init(kept: [[Bool]], weight: Float, statistics: Int? = nil) {
      (self.kept, self.weight, self.statistics) = (kept, weight, statistics)
    }
  }

  /// What a slice gave: the mean loss, not weighted, and the number of images classified correctly.
  package struct Outcome: Sendable {
    package var loss: Float
    package var correct: Int
  }

  /// Parameters, gradients and running statistics.
  package let store: ParameterStore
  /// Running statistics of the tail for slices that have their own, each as the store's behind the cut.
  package var statisticSets: [[Float]] = []
  /// Images in a batch.
  package let batch: Int
  /// Where head and tail part.
  package let cut: Cut
  private let joint: Int
  private let input: TrainingImageInput
  private let head: TrainingSegment
  private let tail: TrainingSegment
  private let classifier: TrainingClassifier
  private let masking: ChannelMasking
  /// The tail's input: slice after slice, image after image.
  private let slices: Buffer
  private let gradients: GradientBuffers
  /// The gradient by the head's features, summed over the slices in float32.
  private let sums: Buffer

  /// Prepares the operations; weights are zero until ``ParameterStore/load(_:)``.
  /// - Parameters:
  ///   - joint: slices in one batch of the tail.
  ///   - statistics: those of the batch, or frozen ones.
  /// - Precondition: `cut` is one of the architecture's, but not `input`, and `joint` is positive.
  /// - Throws: `usage` for bfloat16 on a processor without AVX-512.
  package init(
    architecture: Architecture, cut: Cut, batch: Int, joint: Int, statistics: BatchStatistics = .ofBatch,
    precision: Precision, threads: Int
  ) throws {
    precondition(cut != .input && joint > 0, "something to train on both sides")
    try precision.requireSupport()
    let context = try Context(threads: threads)
    let store = ParameterStore(architecture)
    let rows = batch * joint
    // The tail alone sees all slices, and behind a deep cut its activations are small.
    gradients = GradientBuffers(
      elements: max(
        architecture.largestActivation(from: .input, to: cut) * batch,
        architecture.largestActivation(from: cut, to: .last) * rows), precision)
    input = try TrainingImageInput(context, batch: batch, precision: precision)
    head = try TrainingSegment(
      architecture, from: .input, to: cut, context, store, input: input.output, shape: input.shape,
      precision: precision, statistics: statistics, gradients: gradients)
    masking = ChannelMasking(head.outputShape, precision)
    slices = Buffer(byteCount: rows * masking.imageCount * precision.byteCount)
    sums = Buffer(floats: batch * masking.imageCount)
    var shape = head.outputShape
    shape.batch = rows
    tail = try TrainingSegment(
      architecture, from: cut, to: .last, context, store, input: slices, shape: shape, precision: precision,
      statistics: statistics, gradients: gradients)
    classifier = try TrainingClassifier(
      classes: architecture.classes, context, store, input: tail.output, shape: tail.outputShape, precision: precision,
      gradientOfInput: gradients.output)
    (self.store, self.batch, self.cut, self.joint) = (store, batch, cut, joint)
  }

  /// Forward and backward of Σ weight · mean loss over `slices`: fills the gradients and moves the running statistics,
  /// the head's once and the tail's once for every group.
  /// - Parameter images: normalised, channels last, [batch, 32, 32, 3].
  /// - Precondition: a whole batch, and whole groups of slices.
  /// - Returns: an outcome for each slice.
  package func step(
    images: [Float], labels: [UInt8], slices: [Slice], labelSmoothing: Float = 0
  ) throws -> [Outcome] {
    precondition(labels.count == batch, "a whole batch")
    precondition(!slices.isEmpty && slices.count.isMultiple(of: joint), "whole groups of slices")
    try head.pack()
    try tail.pack()
    try classifier.pack()
    try input.load(images)
    try head.forward()
    sums.floats.update(repeating: 0)
    var outcomes: [Outcome] = []
    var gradientSums: [Float]?
    for first in stride(from: 0, to: slices.count, by: joint) {
      outcomes += try tailPass(Array(slices[first..<first + joint]), labels, labelSmoothing)
      if slices.count > joint { add(to: &gradientSums) }
    }
    if let gradientSums { _ = store.gradients.update(fromContentsOf: gradientSums) }
    masking.round(sums, to: gradients.output, count: batch)
    try head.backward()
    head.updateStatistics()
    return outcomes
  }

  /// A forward pass alone, to measure statistics: those of slice i become the mean over all measurements in set i.
  /// - Parameter count: measurements so far, this one included.
  /// - Precondition: one slice at a time, a set for each slice.
  package func measureStatistics(images: [Float], slices: [Slice], count: Int) throws {
    precondition(joint == 1 && statisticSets.count >= slices.count, "a set for each slice")
    try head.pack()
    try tail.pack()
    try input.load(images)
    try head.forward()
    for (index, slice) in slices.enumerated() {
      load([slice])
      try tail.forward()
      withStatistics(index) { tail.updateStatistics(momentum: 1 / Float(count)) }
    }
  }

  private func updateTailStatistics(_ group: [Slice]) {
    guard let set = group[0].statistics else { return tail.updateStatistics() }
    precondition(joint == 1, "slices with their own statistics run one at a time")
    withStatistics(set) { tail.updateStatistics() }
  }

  /// Runs `body` with set `index` in the store, and takes it back; the store's own statistics stay.
  private func withStatistics(_ index: Int, _ body: () -> Void) {
    let place = UnsafeMutableBufferPointer(rebasing: store.runningStatistics[store.tail(behind: cut).statistics])
    let own = Array(place)
    _ = place.update(fromContentsOf: statisticSets[index])
    body()
    statisticSets[index] = Array(place)
    _ = place.update(fromContentsOf: own)
  }

  /// Puts the features that `group` keeps into the tail's input.
  private func load(_ group: [Slice]) {
    for (position, slice) in group.enumerated() {
      for image in 0..<batch {
        masking.copy(
          image, of: head.output, to: position * batch + image, of: slices, kept: slice.mask(ofImage: image))
      }
    }
  }

  /// The tail over one group: parameters' gradients in the store, those by the features added to ``sums``.
  private func tailPass(_ group: [Slice], _ labels: [UInt8], _ labelSmoothing: Float) throws -> [Outcome] {
    load(group)
    try tail.forward()
    try classifier.forward()
    let rows = CrossEntropy.evaluate(
      scores: classifier.scores.floats, labels: group.flatMap { _ in labels }, labelSmoothing: labelSmoothing,
      weights: group.flatMap { [Float](repeating: $0.weight / Float(batch), count: batch) },
      gradient: classifier.gradientOfScores.floats)
    try classifier.backward()
    try tail.backward()
    updateTailStatistics(group)
    for (position, slice) in group.enumerated() {
      for image in 0..<batch {
        masking.add(
          position * batch + image, of: gradients.output, to: image, of: sums, kept: slice.mask(ofImage: image))
      }
    }
    return group.indices.map { position in
      let rows = rows[position * batch..<(position + 1) * batch]
      return Outcome(loss: Float(rows.reduce(0) { $0 + $1.loss } / Double(batch)), correct: rows.count { $0.isCorrect })
    }
  }

  private func add(to sums: inout [Float]?) {
    guard var added = sums else {
      sums = Array(store.gradients)
      return
    }
    sums = nil  // so that the array is changed in place
    for index in added.indices { added[index] += store.gradients[index] }
    sums = added
  }
}

extension SlicedTrainingNetwork.Slice {
  fileprivate func mask(ofImage image: Int) -> [Bool] { kept.count == 1 ? kept[0] : kept[image] }
}
