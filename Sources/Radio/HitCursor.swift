// Whether a stretch has a hit, asked for one frame after the other: most frames have none, and that must be cheap to see.

import Foundation

/// Looks into a ``HitField`` along ascending positions; keeps each octave's block of points that it met last.
final class HitCursor {
  private struct Point {
    var place: Int64
    var height: Double
  }

  private struct Block {
    var number: Int64 = -1
    var points: [Point] = []
  }

  let field: HitField
  /// Room for the positions of one stretch.
  private var hits: [Int64] = []
  private var blocks = [Block](repeating: Block(), count: HitField.octaves + 1)

  init(_ field: HitField) { self.field = field }

  /// Whether `rate` hits a position in `range`; what ``HitField/forEachMask(of:rate:_:)`` marks, without the masks.
  ///
  /// Rates below 1e-18 hit nothing: 250 kbit/s would see one such bit in 100,000 years.
  func hasHit(in range: Range<Int64>, rate: Double) -> Bool {
    if rate < 1e-18 || range.isEmpty { return false }
    if rate == 1 { return true }
    let isDense = rate > HitField.sparseLimit
    let lambda = isDense ? Double.infinity : -log1p(-rate)
    // From the octave at the rate down: each holds half as many points as the one before.
    for octave in 0...HitField.octaves where HitField.lowerEnd(octave) < lambda {
      if hasPoint(octave, range, below: lambda) { return true }
    }
    return isDense && hasMask(range, rate)
  }

  /// Flips the bits of `octets` that `rate` hits among the positions in `range`, as ``HitField/flip(_:firstByte:range:rate:)``
  /// does; at low rates from the points at hand, without a mask.
  /// - Returns: whether a bit was flipped.
  func flip(
    _ octets: UnsafeMutableRawBufferPointer, firstByte: Int64, range: Range<Int64>, rate: Double
  ) -> Bool {
    if rate > HitField.sparseLimit { return field.flip(octets, firstByte: firstByte, range: range, rate: rate) }
    if rate < 1e-18 || range.isEmpty { return false }
    let lambda = -log1p(-rate)
    hits.removeAll(keepingCapacity: true)
    for octave in 0...HitField.octaves where HitField.lowerEnd(octave) < lambda {
      let length = HitField.blockLength(octave)
      for number in range.lowerBound / length...(range.upperBound - 1) / length {
        if blocks[octave].number != number { load(octave, number) }
        for point in blocks[octave].points where point.height < lambda && range.contains(point.place) {
          // Two points may lie over one position, which is hit once all the same.
          if !hits.contains(point.place) { hits.append(point.place) }
        }
      }
    }
    for place in hits {
      let bit = Int(place - 8 * firstByte)
      octets[bit >> 3] ^= 1 << UInt8(bit & 7)
    }
    return !hits.isEmpty
  }

  /// A rate below which nothing is hit in the chunk of positions with the number `chunk`.
  func quietRate(inChunk chunk: Int64) -> Double {
    let octave = HitField.octaves
    if blocks[octave].number != chunk { load(octave, chunk) }
    return -expm1(-(blocks[octave].points.map(\.height).min() ?? HitField.lowerEnd(octave - 1)))
  }

  private func hasPoint(_ octave: Int, _ range: Range<Int64>, below lambda: Double) -> Bool {
    let length = HitField.blockLength(octave)
    for number in range.lowerBound / length...(range.upperBound - 1) / length {
      if blocks[octave].number != number { load(octave, number) }
      for point in blocks[octave].points where point.height < lambda && point.place >= range.lowerBound {
        if point.place < range.upperBound { return true }
        break
      }
    }
    return false
  }

  private func load(_ octave: Int, _ number: Int64) {
    let length = HitField.blockLength(octave)
    blocks[octave].number = number
    blocks[octave].points.removeAll(keepingCapacity: true)
    field.forEachPoint(octave, number, before: Double(length)) { position, height in
      blocks[octave].points.append(Point(place: number * length + Int64(position), height: height))
    }
  }

  private func hasMask(_ range: Range<Int64>, _ rate: Double) -> Bool {
    var found = false
    field.forEachMask(of: range, rate: rate) { _, words in found = found || words.contains { $0 != 0 } }
    return found
  }
}
