// Images as they come from a data set: bytes and labels.

/// A batch of 32 × 32 RGB images with their labels.
public struct ImageBatch: Sendable, Hashable {
  /// Bytes of one image: three planes (red, green, blue) of 32 rows of 32 pixels, the layout of CIFAR-10's files.
  public static let imageBytes = 3 * 32 * 32

  /// The images one after the other, ``imageBytes`` bytes each.
  public var pixels: [UInt8]
  /// The class of each image.
  public var labels: [UInt8]

  /// - Precondition: `pixels` has ``imageBytes`` bytes for each label.
  public init(pixels: [UInt8], labels: [UInt8]) {
    precondition(pixels.count == labels.count * Self.imageBytes, "one label for each image")
    (self.pixels, self.labels) = (pixels, labels)
  }

  /// The number of images.
  public var count: Int { labels.count }

  /// The images as CIFAR-10's files have them: each its label and its planes.
  public var records: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * CIFARRecordFile.recordBytes)
    for (index, label) in labels.enumerated() {
      bytes.append(label)
      bytes += pixels[index * Self.imageBytes..<(index + 1) * Self.imageBytes]
    }
    return bytes
  }
}
