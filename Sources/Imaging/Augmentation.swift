// Random crops, mirrored images and covered parts, so that a network sees each training image in many ways.

import Stochastics

/// Random crop with padding, horizontal flip and a covered square, on bytes. As in PyTorch's usual CIFAR-10 recipe the
/// border is padded before normalisation, with black (byte 0).
public struct Augmentation: Sendable, Hashable {
  /// Pixels added on every side before cropping back to 32 × 32; 0 for no crop.
  public var padding: Int
  /// Whether half of the images are mirrored left to right.
  public var flips: Bool
  /// The side of a square that is covered with mid-grey, its centre anywhere in the picture (T. DeVries and G. W. Taylor,
  /// "Cutout", arXiv:1708.04552); 0 for none.
  public var cutout: Int

  /// The usual one by default: a crop with 4 pixels of padding and a flip.
  public init(padding: Int = 4, flips: Bool = true, cutout: Int = 0) {
    precondition(padding >= 0 && cutout >= 0)
    (self.padding, self.flips, self.cutout) = (padding, flips, cutout)
  }

  /// No change at all.
  public static let none = Augmentation(padding: 0, flips: false)

  /// How one image is changed: a shift in pixels (positive: the picture moves right or down), then a mirror, then a
  /// rectangle that is covered.
  package struct Change: Hashable, Sendable {
    package var right: Int
    package var down: Int
    package var mirrored: Bool
    package var coveredRows: Range<Int>
    package var coveredColumns: Range<Int>

    package init(
      right: Int, down: Int, mirrored: Bool, coveredRows: Range<Int> = 0..<0, coveredColumns: Range<Int> = 0..<0
    ) {
      (self.right, self.down, self.mirrored) = (right, down, mirrored)
      (self.coveredRows, self.coveredColumns) = (coveredRows, coveredColumns)
    }
  }

  /// The change of image number `image` in `epoch`: a function of these and `seed` alone.
  package func change(seed: UInt64, epoch: Int, image: Int) -> Change {
    let words = RandomStreams(seed: seed).stream("augmentation", replication: epoch, image: image).block(0)
    let places = UInt64(2 * padding + 1)
    // The high half of word × places; its bias, below places / 2³², is far under what any training could show.
    func shift(_ word: UInt32) -> Int { Int((UInt64(word) * places) >> 32) - padding }
    var change = Change(right: shift(words[0]), down: shift(words[1]), mirrored: flips && words[2] & 1 == 1)
    if cutout > 0 {
      func covered(_ centre: UInt32) -> Range<Int> {
        let first = Int(centre) - cutout / 2
        return max(0, first)..<min(Self.side, first + cutout)
      }
      change.coveredRows = covered(words[3] & 31)
      change.coveredColumns = covered(words[3] >> 5 & 31)
    }
    return change
  }

  private static let side = 32
  private static let midGrey: UInt8 = 128

  /// Appends the changed image to `output`; `image` is three planes of 32 × 32 bytes.
  package static func append(
    _ image: ArraySlice<UInt8>, changed change: Change, to output: inout [UInt8]
  ) {
    precondition(image.count == ImageBatch.imageBytes, "one whole image")
    let start = output.count
    output.append(contentsOf: repeatElement(0, count: ImageBatch.imageBytes))
    output.withUnsafeMutableBufferPointer { target in
      image.withUnsafeBufferPointer { source in
        let rows = max(0, change.down)..<max(0, min(side, side + change.down))
        let columns = max(0, change.right)..<max(0, min(side, side + change.right))
        for plane in 0..<3 {
          for y in rows {
            let to = start + (plane * side + y) * side
            let from = (plane * side + y - change.down) * side - change.right
            for x in columns { target[to + (change.mirrored ? side - 1 - x : x)] = source[from + x] }
          }
          for y in change.coveredRows {
            for x in change.coveredColumns { target[start + (plane * side + y) * side + x] = midGrey }
          }
        }
      }
    }
  }
}
