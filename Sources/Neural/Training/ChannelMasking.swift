// Copies of features with some channels zeroed, and the way back of their gradients: what stands between head and tail
// when the tail shall learn from less than everything.

/// How the channels of features of one shape lie in memory, and masks over them.
///
/// In blocks, an image is groups of 16 channels, each a run of places with 16 lanes; with channels last it is one group
/// with a lane for every channel. Lanes that only fill up a block are masked out always.
struct ChannelMasking {
  private let groups: Int
  private let lanes: Int
  private let places: Int
  private let channels: Int
  private let precision: Precision

  init(_ shape: BatchShape, _ precision: Precision) {
    (channels, places) = (shape.features.channels, shape.features.height * shape.features.width)
    (groups, lanes) = shape.layout == .blocked ? ((channels + 15) / 16, 16) : (1, channels)
    precondition(shape.layout != .channelsFirst, "images are not masked")
    self.precision = precision
  }

  /// Numbers of one image, those that fill up blocks included.
  var imageCount: Int { groups * places * lanes }

  /// Image `image` of `source` becomes image `row` of `target`, zero where `kept` is false.
  /// - Precondition: `kept` has an element for every channel.
  func copy(_ image: Int, of source: Buffer, to row: Int, of target: Buffer, kept: [Bool]) {
    switch precision {
    case .float32: copy(UInt32.self, image, source, row, target, kept)
    case .bfloat16: copy(UInt16.self, image, source, row, target, kept)
    }
  }

  /// Adds image `row` of the gradients `source` to image `image` of `target`, float32, where `kept` is true.
  func add(_ row: Int, of source: Buffer, to image: Int, of target: Buffer, kept: [Bool]) {
    let sums = target.pointer.assumingMemoryBound(to: Float.self) + image * imageCount
    switch precision {
    case .float32: add(UInt32.self, row, source, sums, kept) { Float(bitPattern: $0) }
    case .bfloat16: add(UInt16.self, row, source, sums, kept) { Float(bitPattern: UInt32($0) << 16) }
    }
  }

  /// Rounds `count` images of float32 from `source` to this precision in `target`.
  func round(_ source: Buffer, to target: Buffer, count: Int) {
    let total = count * imageCount
    let values = source.pointer.assumingMemoryBound(to: Float.self)
    switch precision {
    case .float32: target.pointer.copyMemory(from: values, byteCount: total * 4)
    case .bfloat16:
      let rounded = target.pointer.assumingMemoryBound(to: UInt16.self)
      for index in 0..<total {
        // To nearest, ties to even.
        let bits = values[index].bitPattern
        rounded[index] = UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) >> 16)
      }
    }
  }

  @inline(__always)
  private func copy<Word: FixedWidthInteger>(
    _: Word.Type, _ image: Int, _ source: Buffer, _ row: Int, _ target: Buffer, _ kept: [Bool]
  ) {
    let from = source.pointer.assumingMemoryBound(to: Word.self) + image * imageCount
    let to = target.pointer.assumingMemoryBound(to: Word.self) + row * imageCount
    for group in 0..<groups {
      let mask = laneMask(group, kept, kept: ~0 as Word)
      mask.withUnsafeBufferPointer { mask in
        for place in group * places..<(group + 1) * places {
          for lane in 0..<lanes { to[place * lanes + lane] = from[place * lanes + lane] & mask[lane] }
        }
      }
    }
  }

  @inline(__always)
  private func add<Word: FixedWidthInteger>(
    _: Word.Type, _ row: Int, _ source: Buffer, _ sums: UnsafeMutablePointer<Float>, _ kept: [Bool],
    _ value: (Word) -> Float
  ) {
    let from = source.pointer.assumingMemoryBound(to: Word.self) + row * imageCount
    for group in 0..<groups {
      let mask = laneMask(group, kept, kept: ~0 as Word)
      mask.withUnsafeBufferPointer { mask in
        for place in group * places..<(group + 1) * places {
          for lane in 0..<lanes { sums[place * lanes + lane] += value(from[place * lanes + lane] & mask[lane]) }
        }
      }
    }
  }

  private func laneMask<Word: FixedWidthInteger>(_ group: Int, _ kept: [Bool], kept ones: Word) -> [Word] {
    precondition(kept.count == channels, "a mask over every channel")
    return (group * lanes..<(group + 1) * lanes).map { $0 < channels && kept[$0] ? ones : 0 }
  }
}
