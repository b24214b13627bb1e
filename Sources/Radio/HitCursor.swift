// Whether a stretch has a hit, asked for one frame after the other: most frames have none, and that must be cheap to see.

import Foundation

/// Looks into a ``HitField`` with a memory of the points that it met last.
///
/// Frames come in the order of their positions, and so do their second attempts, far away from the first: of each octave
/// the last blocks of several such regions are kept, by a hash of the block's number.
final class HitCursor: PointSource {
  private struct Point {
    var place: Int64
    var height: Double
  }

  private struct Block {
    var number: Int64 = -1
    var run = HitField.PointRun(0, 0)
    /// What has been drawn of it; the last point may lie beyond the block.
    var points: ContiguousArray<Point> = []
  }

  /// Blocks of one octave that are kept, as a power of two: for a frame's attempts, three of them further ones.
  private static let regionBits = 3

  let field: HitField
  private let blocks = Scratch(repeating: Block(), count: (HitField.octaves + 1) << regionBits)
  /// Where the octaves begin.
  private let lowerEnds = Scratch(repeating: 0.0, count: HitField.octaves + 1)

  init(_ field: HitField) {
    self.field = field
    for octave in 0..<HitField.octaves { lowerEnds[octave] = HitField.lowerEnd(octave) }
  }

  /// Whether `rate` hits a position in `range`; what ``HitField/forEachMask(of:rate:points:_:)`` marks, without the masks.
  ///
  /// Rates below 1e-18 hit nothing: 250 kbit/s would see one such bit in 100,000 years.
  func hasHit(in range: Range<Int64>, rate: Double) -> Bool {
    if rate < 1e-18 || range.isEmpty { return false }
    if rate == 1 { return true }
    let isDense = rate > HitField.sparseLimit
    let lambda = isDense ? Double.infinity : -log1p(-rate)
    // From the octave at the rate down: each holds half as many points as the one before.
    for octave in 0..<HitField.octaves + 1 where lowerEnds[octave] < lambda {
      var found = false
      forEachPoint(octave, range) { point in
        found = point.height < lambda
        return !found
      }
      if found { return true }
    }
    return isDense && hasMask(range, rate)
  }

  /// Flips the bits of `octets` that `rate` hits among the positions in `range`, as ``HitField/flip(_:firstByte:range:rate:points:)``
  /// does, with the points at hand.
  /// - Returns: whether a bit was flipped.
  func flip(
    _ octets: UnsafeMutableRawBufferPointer, firstByte: Int64, range: Range<Int64>, rate: Double
  ) -> Bool {
    if rate < 1e-18 || range.isEmpty { return false }
    return field.flip(octets, firstByte: firstByte, range: range, rate: rate, points: self)
  }

  /// A rate below which nothing is hit in the chunk of positions with the number `chunk`.
  func quietRate(inChunk chunk: Int64) -> Double {
    var least = lowerEnds[HitField.octaves - 1]
    forEachPoint(HitField.octaves, chunk * HitField.chunk..<(chunk + 1) * HitField.chunk) { point in
      least = min(least, point.height)
      return true
    }
    return -expm1(-least)
  }

  private func hasMask(_ range: Range<Int64>, _ rate: Double) -> Bool {
    var found = false
    field.forEachMask(of: range, rate: rate, points: self) { _, words in
      found = found || words.contains { $0 != 0 }
    }
    return found
  }

  func forEachPlace(_ octave: Int, in range: Range<Int64>, below lambda: Double, _ body: (Int64) -> Void) {
    forEachPoint(octave, range) { point in
      if point.height < lambda { body(point.place) }
      return true
    }
  }

  /// Calls `body` with the points of `octave` over `range`, until it answers false.
  @inline(__always)
  private func forEachPoint(_ octave: Int, _ range: Range<Int64>, _ body: (Point) -> Bool) {
    let length = HitField.blockLength(octave)
    for number in range.lowerBound / length..<(range.upperBound - 1) / length + 1 {
      let end = min(range.upperBound, (number + 1) * length)
      let place = place(octave, number, upTo: end)
      for point in blocks[place].points where point.place >= range.lowerBound {
        if point.place >= end { break }
        if !body(point) { return }
      }
    }
  }

  /// Where block `number` of `octave` is kept; what is missing of its points before `end` is drawn.
  @inline(__always)
  private func place(_ octave: Int, _ number: Int64, upTo end: Int64) -> Int {
    let hash = Int((UInt64(bitPattern: number) &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - Self.regionBits))
    let place = octave << Self.regionBits + hash
    let start = number * HitField.blockLength(octave)
    if blocks[place].number != number || blocks[place].run.position < Double(end - start) {
      draw(place, octave, number, upTo: Double(end - start))
    }
    return place
  }

  private func draw(_ place: Int, _ octave: Int, _ number: Int64, upTo end: Double) {
    var run = blocks[place].run
    if blocks[place].number != number {
      run = HitField.PointRun(octave, number)
      blocks[place].number = number
      blocks[place].points.removeAll(keepingCapacity: true)
    }
    let start = number * HitField.blockLength(octave)
    field.advance(&run, to: end) { position, height in
      blocks[place].points.append(Point(place: start + Int64(position), height: height))
    }
    blocks[place].run = run
  }
}
