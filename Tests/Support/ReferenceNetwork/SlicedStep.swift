// One step of a network whose tail sees parts of the head's features, in plain loops: NAIR, eq. 13 to 15.

import Neural

extension ReferenceNetwork {
  /// What the tail gets to see in one pass, and how much the loss on it counts.
  public struct Slice {
    /// Which channels arrive: one mask for all images, or one for each.
    public var kept: [[Bool]]
    public var weight: Number

    public init(kept: [[Bool]], weight: Number) { (self.kept, self.weight) = (kept, weight) }
  }

  /// Forward and backward of Σ weight · mean loss over `slices`, of which `joint` at a time are one batch of the tail.
  /// When `training`, batch normalisation uses the batches' statistics and updates the running ones.
  /// - Returns: the sum, the mean loss of each slice, and the sum's gradient by every parameter.
  @inlinable
  public mutating func slicedStep(
    _ images: Features<Number>, labels: [Int], slices: [Slice], cut: Cut, joint: Int, training: Bool = true
  ) -> (loss: Number, losses: [Number], gradients: [String: [Number]]) {
    let (features, headTape) = forward(images, to: cut, training: training)
    var gradientOfFeatures = Features<Number>(zeros: features.count, shape: features.shape)
    var gradients: [String: [Number]] = [:]
    var losses: [Number] = []
    for first in stride(from: 0, to: slices.count, by: joint) {
      let group = slices[first..<first + joint]
      let masks = group.map { Self.mask($0, features) }
      let batch = Features(
        count: features.count * joint, shape: features.shape,
        values: masks.flatMap { mask in zip(features.values, mask).map { $0 * $1 } })
      let (scores, tape) = forward(batch, from: cut, training: training)
      var gradientOfScores = Features<Number>(zeros: scores.count, shape: scores.shape)
      let size = features.count * scores.shape.count
      for (position, slice) in group.enumerated() {
        let part = Features(
          count: features.count, shape: scores.shape,
          values: Array(scores.values[position * size..<(position + 1) * size]))
        let (value, gradient) = part.crossEntropy(labels: labels)
        losses.append(value)
        for index in 0..<size {
          gradientOfScores.values[position * size + index] = slice.weight * gradient.values[index]
        }
      }
      let (byInput, byParameters) = tape.backward(gradientOfScores)
      gradients.merge(byParameters) { zip($0, $1).map { $0 + $1 } }
      for (position, mask) in masks.enumerated() {
        for index in mask.indices {
          gradientOfFeatures.values[index] += mask[index] * byInput.values[position * mask.count + index]
        }
      }
    }
    gradients.merge(headTape.backward(gradientOfFeatures).parameters) { _, _ in preconditionFailure("twice") }
    let loss = zip(slices, losses).reduce(0) { $0 + $1.0.weight * $1.1 }
    return (loss, losses, gradients)
  }

  /// One number for each number of the features, channels first.
  @inlinable
  static func mask(_ slice: Slice, _ features: Features<Number>) -> [Number] {
    let area = features.shape.height * features.shape.width
    return (0..<features.count).flatMap { image in
      (slice.kept.count == 1 ? slice.kept[0] : slice.kept[image]).flatMap {
        [Number](repeating: $0 ? 1 : 0, count: area)
      }
    }
  }
}
