// What a data set is to the rest of AirSlice.

/// A numbered collection of labelled images; the same number always gives the same image.
public protocol Dataset: Sendable {
  /// The name in files and on the command line.
  var name: String { get }
  /// The number of images.
  var count: Int { get }
  /// The classes' names, by label.
  var classNames: [String] { get }
  /// What networks for these images take pixels with; zero after it is the mean colour.
  var normalization: Normalization { get }
  /// Images `range`, in order.
  /// - Precondition: `range` lies within `0..<count`.
  func batch(_ range: Range<Int>) throws -> ImageBatch
}
