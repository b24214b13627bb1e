// Activations of a batch of images, channels last.

/// A batch of features, channels last: element (n, y, x, c) lies at ((n·height + y)·width + x)·channels + c.
public struct Tensor: Sendable, Hashable {
  public let count: Int
  public let shape: FeatureShape
  public var values: [Float]

  /// A batch of `count` features of `shape`.
  /// - Precondition: `values` has count · channels · height · width elements.
  public init(count: Int, shape: FeatureShape, values: [Float]) {
    precondition(values.count == count * shape.count, "shape and number of values differ")
    (self.count, self.shape, self.values) = (count, shape, values)
  }

  /// Zeros.
  public init(zeros count: Int, shape: FeatureShape) {
    self.init(count: count, shape: shape, values: [Float](repeating: 0, count: count * shape.count))
  }
}
