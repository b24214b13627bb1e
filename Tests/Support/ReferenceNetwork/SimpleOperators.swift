// The operators that need no more than a line or two: ReLU, sum, average pooling, linear layer, loss.

import Foundation
import Neural

extension Features {
  /// max(x, 0).
  @inlinable
  public func rectified() -> Features {
    Features(count: count, shape: shape, values: values.map { max($0, 0) })
  }

  /// The gradient by the input of a ReLU whose output is `output`: passes where that is positive.
  @inlinable
  public func throughRectifier(output: Features) -> Features {
    Features(count: count, shape: shape, values: zip(values, output.values).map { $1 > 0 ? $0 : 0 })
  }

  /// Element-wise sum.
  @inlinable
  public static func + (left: Features, right: Features) -> Features {
    precondition(left.count == right.count && left.shape == right.shape, "features of one shape")
    return Features(count: left.count, shape: left.shape, values: zip(left.values, right.values).map(+))
  }

  /// The mean over height and width: [N, channels, 1, 1].
  @inlinable
  public func globalAverage() -> Features {
    let area = shape.height * shape.width
    let means = (0..<count * shape.channels).map { plane in
      values[plane * area..<(plane + 1) * area].reduce(0, +) / Number(area)
    }
    return Features(count: count, shape: FeatureShape(channels: shape.channels, height: 1, width: 1), values: means)
  }

  /// The gradient by the input, of `shape`, of a global average whose output has this gradient.
  @inlinable
  public func spread(over shape: FeatureShape) -> Features {
    let area = shape.height * shape.width
    return Features(
      count: count, shape: shape,
      values: values.flatMap { [Number](repeating: $0 / Number(area), count: area) })
  }

  /// Adds `bias`, one number per channel, to features of height and width 1.
  @inlinable
  public func adding(bias: [Number]) -> Features {
    precondition(bias.count == shape.count, "one bias per channel of a single position")
    return Features(
      count: count, shape: shape, values: values.enumerated().map { $1 + bias[$0 % bias.count] })
  }

  /// Softmax cross-entropy of these scores [N, classes, 1, 1], mean over the batch, and its gradient by the scores.
  /// The target is 1 − smoothing + smoothing / classes for the label and smoothing / classes for every other class.
  @inlinable
  public func crossEntropy(labels: [Int], smoothing: Number = 0) -> (loss: Number, gradient: Features) {
    let classes = shape.count
    precondition(labels.count == count, "one label per image")
    var (loss, gradient): (Number, Features) = (0, self)
    for (image, label) in labels.enumerated() {
      let scores = values[image * classes..<(image + 1) * classes]
      let largest = scores.max()!
      let sum = scores.reduce(0) { $0 + Number(Foundation.exp(Double($1 - largest))) }
      let logarithm = largest + Number(Foundation.log(Double(sum)))
      for (place, score) in zip(scores.indices, scores) {
        let target = smoothing / Number(classes) + (place - scores.startIndex == label ? 1 - smoothing : 0)
        loss += target * (logarithm - score) / Number(count)
        gradient.values[place] = (Number(Foundation.exp(Double(score - logarithm))) - target) / Number(count)
      }
    }
    return (loss, gradient)
  }
}
