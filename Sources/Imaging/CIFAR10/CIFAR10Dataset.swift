// CIFAR-10 from its standard binary files.

import Core
import Foundation
import Stochastics

/// CIFAR-10: 50,000 training images, 5,000 of them held out for validation, and 10,000 test images.
/// A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009.
///
/// The 5,000 are the first ones of a random permutation of the training images under a fixed key, the same for every
/// seed of training; within each split the images keep the files' order.
public struct CIFAR10Dataset: Dataset {
  /// Images held out of the training set.
  public static let validationCount = 5_000

  static let trainingFiles = (1...5).map { "data_batch_\($0).bin" }
  static let testFile = "test_batch.bin"
  private static let imagesPerFile = 10_000

  public let split: Split
  /// The files that the split is read from, in order.
  public let paths: [String]
  private let files: [CIFARRecordFile]
  /// The split's images by their number over all `files`; nil when it takes all of them.
  private let selection: [Int]?

  /// Opens `split` from the folder that holds the binary files.
  /// - Throws: `missingInput` when a file is missing, `data` when one is damaged.
  public init(folder: String, split: Split) throws {
    self.split = split
    paths = (split == .test ? [Self.testFile] : Self.trainingFiles).map { "\(folder)/\($0)" }
    for path in paths where !FileManager.default.fileExists(atPath: path) {
      throw AirSliceError(
        .missingInput, "no such file: CIFAR-10's binary version has six .bin files; copy or fetch them all again",
        at: .init(file: path))
    }
    files = try paths.map { try CIFARRecordFile(path: $0, expected: Self.imagesPerFile) }
    switch split {
    case .test, .trainAndValidation: selection = nil
    case .validation: selection = Self.shuffled().prefix(Self.validationCount).sorted()
    case .train: selection = Self.shuffled().dropFirst(Self.validationCount).sorted()
    }
  }

  private static func shuffled() -> [Int] {
    RandomStreams(seed: 0).stream("CIFAR-10 validation images").generator()
      .permutation(trainingFiles.count * imagesPerFile)
  }

  public var name: String { "cifar10" }
  public var count: Int { selection?.count ?? files.count * Self.imagesPerFile }
  public var classNames: [String] { files[0].classNames }
  public var normalization: Normalization { .cifar10 }

  public func batch(_ range: Range<Int>) -> ImageBatch {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "images within the data set")
    var batch = ImageBatch(pixels: [], labels: [])
    batch.pixels.reserveCapacity(range.count * ImageBatch.imageBytes)
    for position in range {
      let number = selection?[position] ?? position
      files[number / Self.imagesPerFile].append(number % Self.imagesPerFile, to: &batch)
    }
    return batch
  }
}
