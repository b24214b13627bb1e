// The data set that needs no file: pictures drawn by AirSlice itself, so that every command works on a fresh machine.

import Stochastics

/// Ten classes of pictures, five outlines with two surface patterns each, under random pose, scale, colour, light,
/// clutter and noise. Image i is a function of (seed, split's half, i) alone; labels go round, so every ten images in
/// a row hold each class once.
///
/// 25,000 training images, of which the last 5,000 are for validation, and 10,000 test images.
public struct SyntheticDataset: Dataset {
  /// Training images, those for validation included.
  public static let trainingCount = 25_000
  /// Images held out of them.
  public static let validationCount = 5_000
  /// Test images.
  public static let testCount = 10_000

  public let seed: UInt64
  public let split: Split
  private let numbers: Range<Int>

  /// The `split` of the data set of `seed`.
  public init(split: Split, seed: UInt64 = 1) {
    (self.split, self.seed) = (split, seed)
    let fitted = Self.trainingCount - Self.validationCount
    numbers =
      switch split {
      case .train: 0..<fitted
      case .validation: fitted..<Self.trainingCount
      case .trainAndValidation: 0..<Self.trainingCount
      case .test: 0..<Self.testCount
      }
  }

  public var name: String { "synthetic" }
  public var count: Int { numbers.count }
  public var normalization: Normalization { .synthetic }
  public var classNames: [String] {
    Shape.allCases.flatMap { shape in Texture.allCases.map { "\(shape) with \($0)" } }
  }

  public func batch(_ range: Range<Int>) -> ImageBatch {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "images within the data set")
    let purpose = split == .test ? "synthetic test image" : "synthetic training image"
    let streams = RandomStreams(seed: seed)
    let first = numbers.lowerBound
    let labels = range.map { UInt8(($0 + first) % 10) }
    let pixels = [UInt8](unsafeUninitializedCapacity: range.count * ImageBatch.imageBytes) { output, written in
      for (position, index) in range.enumerated() {
        let painter = SyntheticPainter(streams.stream(purpose, image: index + first))
        let start = position * ImageBatch.imageBytes
        painter.paint(
          label: Int(labels[position]),
          into: UnsafeMutableBufferPointer(rebasing: output[start..<start + ImageBatch.imageBytes]))
      }
      written = range.count * ImageBatch.imageBytes
    }
    return ImageBatch(pixels: pixels, labels: labels)
  }
}
