// One file of labelled images in CIFAR-10's layout: a label byte and 3,072 pixel bytes for each image.

import Core
import Foundation

/// A checked, memory-mapped file of CIFAR-10 records; a data set by itself.
public struct CIFARRecordFile: Dataset {
  /// Bytes of one record.
  static let recordBytes = 1 + ImageBatch.imageBytes

  public let path: String
  public let count: Int
  private let bytes: Data

  /// Opens the file at `path`, whose number of images must be `expected` when that is given.
  /// - Throws: `missingInput` when there is no such file; `data` when its size is not that of whole records, or of
  ///   `expected` of them, or a label is not below 10.
  public init(path: String, expected: Int? = nil) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw AirSliceError(
        .missingInput, "no such file: name a file of CIFAR-10 records (a label byte and 3072 pixel bytes each)",
        at: .init(file: path))
    }
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    } catch {
      throw AirSliceError(.missingInput, "cannot be read: \(FilePath.hindrance(path))", at: .init(file: path))
    }
    count = bytes.count / Self.recordBytes
    self.path = path
    if let expected, bytes.count != expected * Self.recordBytes {
      throw AirSliceError.data(
        "\(bytes.count) bytes found, \(expected * Self.recordBytes) expected (\(expected) images): "
          + "the file is \(bytes.count < expected * Self.recordBytes ? "truncated" : "not CIFAR-10's"); fetch it again",
        file: path)
    }
    guard count > 0, bytes.count == count * Self.recordBytes else {
      throw AirSliceError.data(
        "\(bytes.count) bytes found, a multiple of \(Self.recordBytes) expected (one label and 3072 pixels an image)",
        file: path)
    }
    for index in 0..<count where bytes[index * Self.recordBytes] > 9 {
      throw AirSliceError.data(
        "image \(index) has the label \(bytes[index * Self.recordBytes]) at byte \(index * Self.recordBytes); "
          + "labels are 0 to 9",
        file: path)
    }
  }

  public var name: String { "cifar10" }
  public var normalization: Normalization { .cifar10 }
  public var classNames: [String] {
    ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
  }

  public func batch(_ range: Range<Int>) -> ImageBatch {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "images within the file")
    var batch = ImageBatch(pixels: [], labels: [])
    batch.pixels.reserveCapacity(range.count * ImageBatch.imageBytes)
    for index in range { append(index, to: &batch) }
    return batch
  }

  /// Adds image `index` to `batch`.
  func append(_ index: Int, to batch: inout ImageBatch) {
    let start = index * Self.recordBytes
    batch.labels.append(bytes[start])
    batch.pixels.append(contentsOf: bytes[start + 1..<start + Self.recordBytes])
  }

  /// Writes all images of `dataset` to the file at `path`, in their order. A file of more than ten classes is written too,
  /// though only others can read it.
  /// - Throws: what reading the images throws; `cannotCreate` or `io` when the file cannot be written.
  public static func write(_ dataset: any Dataset, to path: String) throws {
    try AtomicFile.write(dataset.batch(0..<dataset.count).records, to: path)
  }
}
