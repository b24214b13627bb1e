// Activations in the layout of PyTorch, for code that is meant to be read beside it.

import Neural

/// A batch of features, channels first: element (n, c, y, x) lies at ((n·channels + c)·height + y)·width + x.
public struct Features<Number: BinaryFloatingPoint>: Equatable {
  public let count: Int
  public let shape: FeatureShape
  public var values: [Number]

  /// - Precondition: `values` has count · channels · height · width elements.
  public init(count: Int, shape: FeatureShape, values: [Number]) {
    precondition(values.count == count * shape.count, "shape and number of values differ")
    (self.count, self.shape, self.values) = (count, shape, values)
  }

  /// Zeros.
  @inlinable
  public init(zeros count: Int, shape: FeatureShape) {
    self.init(count: count, shape: shape, values: [Number](repeating: 0, count: count * shape.count))
  }

  /// A channels-last tensor, put into this layout.
  @inlinable
  public init(_ tensor: Tensor) {
    self.init(zeros: tensor.count, shape: tensor.shape)
    forEachPlace { values[$0] = Number(tensor.values[$1]) }
  }

  /// The same numbers as a channels-last tensor of `Float`.
  @inlinable
  public var tensor: Tensor {
    var tensor = Tensor(zeros: count, shape: shape)
    forEachPlace { tensor.values[$1] = Float(values[$0]) }
    return tensor
  }

  /// Calls `body` with each element's place channels first and channels last.
  @inlinable
  func forEachPlace(_ body: (_ first: Int, _ last: Int) -> Void) {
    let area = shape.height * shape.width
    for image in 0..<count {
      for channel in 0..<shape.channels {
        for position in 0..<area {
          body(
            (image * shape.channels + channel) * area + position, (image * area + position) * shape.channels + channel)
        }
      }
    }
  }
}
