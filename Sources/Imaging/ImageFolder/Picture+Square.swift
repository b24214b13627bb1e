// Pictures of any size to the size that networks take.

extension Picture {
  /// The largest centred square, scaled to `side` × `side` pixels: each pixel is the mean of the area that it covers, with
  /// parts of pixels weighed by their share, and rounded, halves up. A square of that size stays as it is; a smaller one is
  /// blown up without smoothing. The mean is taken over the bytes as they are, without undoing their gamma.
  package func centredSquare(side: Int) -> Picture {
    precondition(side > 0, "a size")
    let extent = min(width, height)
    let (left, top) = ((width - extent) / 2, (height - extent) / 2)
    // Lengths are counted in parts of a pixel of which both a source and a target pixel have a whole number: a source pixel
    // has `side` of them, a target pixel `extent`.
    var sums = [UInt64](repeating: 0, count: 3 * side * side)
    var row = [UInt64](repeating: 0, count: 3 * side)
    pixels.withUnsafeBufferPointer { pixels in
      for y in 0..<extent {
        for index in row.indices { row[index] = 0 }
        let start = 3 * ((top + y) * width + left)
        Self.forOverlaps(of: extent, with: side) { x, target, length in
          for channel in 0..<3 { row[3 * target + channel] += UInt64(pixels[start + 3 * x + channel]) * length }
        }
        Self.forOverlaps(of: y, extent: extent, with: side) { target, length in
          for index in row.indices { sums[3 * side * target + index] += row[index] * length }
        }
      }
    }
    let area = UInt64(extent * extent)
    return Picture(width: side, height: side, pixels: sums.map { UInt8(($0 + area / 2) / area) })
  }

  /// All pairs of source and target pixels along a line that overlap, and by how much.
  @inline(__always)
  private static func forOverlaps(of extent: Int, with side: Int, _ body: (Int, Int, UInt64) -> Void) {
    for source in 0..<extent {
      forOverlaps(of: source, extent: extent, with: side) { body(source, $0, $1) }
    }
  }

  /// The target pixels that the source pixel `source` of `extent` overlaps, and by how much.
  @inline(__always)
  private static func forOverlaps(
    of source: Int, extent: Int, with side: Int, _ body: (Int, UInt64) -> Void
  ) {
    let (begin, end) = (source * side, (source + 1) * side)
    var target = begin / extent
    while target * extent < end {
      body(target, UInt64(min(end, (target + 1) * extent) - max(begin, target * extent)))
      target += 1
    }
  }
}
