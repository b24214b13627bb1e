// Whether a stretch has a hit, asked for one frame after the other: most frames have none, and that must be cheap to see.

import Foundation

/// Looks into a ``HitField`` with a memory of the points that it met last.
///
/// Frames come in the order of their positions, and so do their second attempts, far away from the first: of each octave
/// the last blocks of several such regions are kept, by a hash of the block's number.
final class HitCursor {
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

  /// Whether one of `stretches`, which follow each other, has a hit; the first begins at `start`. What
  /// ``HitField/forEachMask(of:rate:points:_:)`` marks, without the masks.
  func hasHit(from start: Int64, _ stretches: HitStretches) -> Bool {
    if stretches.end <= start { return false }
    // From the octave at the rate down: each holds half as many points as the one before.
    for octave in 0..<HitField.octaves + 1 where lowerEnds[octave] < stretches.lambda {
      var found = false
      forEachPoint(octave, start..<stretches.end) { point in
        found = stretches.hasHit(point.place, point.height)
        return !found
      }
      if found { return true }
    }
    var found = false
    stretches.forEachDense(from: start) { range, rate in
      if !found {
        field.forEachMask(of: range, rate: rate, points: NoPoints()) { _, words in
          found = found || words.contains { $0 != 0 }
        }
      }
    }
    return found
  }

  /// Flips the bits of `octets` that the rates of `stretches` hit; the first of these begins at `start`. All together they
  /// are what ``HitField/flip(_:firstByte:range:rate:points:)`` does for each, with the points at hand.
  /// - Returns: whether a bit was flipped.
  func flip(
    _ octets: UnsafeMutableRawBufferPointer, firstByte: Int64, from start: Int64, _ stretches: HitStretches
  ) -> Bool {
    if stretches.end <= start { return false }
    // A bit is flipped once, however many points lie over it: marks first.
    let origin = start & ~127
    let count = Int((stretches.end - origin + 127) / 128) * 2
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { marks in
      marks.update(repeating: 0)
      for octave in 0..<HitField.octaves + 1 where lowerEnds[octave] < stretches.lambda {
        forEachPoint(octave, start..<stretches.end) { point in
          if stretches.hasHit(point.place, point.height) {
            marks[Int(point.place - origin) >> 6] |= 1 << UInt64((point.place - origin) & 63)
          }
          return true
        }
      }
      stretches.forEachDense(from: start) { range, rate in
        field.forEachMask(of: range, rate: rate, points: NoPoints()) { maskOrigin, words in
          let first = Int(maskOrigin - origin) >> 6
          for place in words.indices { marks[first + place] |= words[place] }
        }
      }
      return HitField.flip(octets, firstByte: firstByte, UnsafeBufferPointer(marks), origin: origin)
    }
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
