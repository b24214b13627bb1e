// Which images a result was made from, told by their bytes and not by the name of a folder.

import Core
import Imaging

extension Manifest.DatasetRecord {
  /// What the first `images` images of `dataset` are, and their labels.
  package static func describe(_ dataset: any Dataset, images: Int) throws -> (Manifest.DatasetRecord, [UInt8]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(images * (ImageBatch.imageBytes + 1))
    var labels: [UInt8] = []
    for first in stride(from: 0, to: images, by: 1000) {
      try Interrupt.check(kept: "nothing was written")
      let batch = try dataset.batch(first..<min(first + 1000, images))
      bytes += batch.records
      labels += batch.labels
    }
    let digest = try MessageDigest.sha256.hexadecimal(bytes)
    let record = Manifest.DatasetRecord(
      name: dataset.name, title: try title(of: dataset), images: images, sha256: digest)
    return (record, labels)
  }

  /// What the first `images` images of `part`, the data set's part `split`, are, as many as there are: those that something
  /// was made from.
  static func lookedAt(_ split: Split, _ part: any Dataset, images: Int) throws -> Manifest.DatasetRecord {
    var record = try describe(part, images: min(images, part.count)).0
    record.name = split.rawValue
    return record
  }

  /// Of the first 100 test images of the copy of CIFAR-10 that has gone through JPEG.
  private static let jpegCopy = "ce1c315ece513e5a53184b14627468894f8a11016fac9b7234d9fa81ba9bf9e0"

  /// What figures call `dataset`. Figures made from the JPEG copy of CIFAR-10 say so.
  private static func title(of dataset: any Dataset) throws -> String {
    switch dataset.name {
    case "synthetic": "Synthetic pictures"
    case "cifar10":
      try MessageDigest.sha256.hexadecimal(dataset.batch(0..<min(100, dataset.count)).records) == jpegCopy
        ? "CIFAR-10 (JPEG copy)" : "CIFAR-10"
    default: (dataset as? ImageFolderDataset)?.title ?? dataset.name
    }
  }
}
