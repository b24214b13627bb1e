// Hits on whole elements, the grain of `erasure` and `replace`.

import Core

extension HitField {
  /// The elements of `frame` that `rate` hits, by index within the slice, ascending.
  ///
  /// An element's position on the air is its first byte's, counted in elements. An element that is cut in two by the end
  /// of a packet has the same position in both when the packets follow each other, so packets change no fate.
  func elements(of frame: AirFrame, rate: Double) -> [Int32] {
    if frame.bytes.isEmpty { return [] }
    let width = frame.elementBytes
    let first = frame.bytes.lowerBound / width
    let count = (frame.bytes.upperBound - 1) / width + 1 - first
    // Position of the slice's first byte on the air, rounded up to whole elements: ceiling of a possibly negative ratio.
    let start = frame.firstByte - Int64(frame.bytes.lowerBound)
    let shift = start > 0 ? (start - 1) / Int64(width) + 1 : start / Int64(width)
    let position = shift + Int64(first)
    var hits: [Int32] = []
    forEachMask(of: position..<position + Int64(count), rate: rate, points: self) { origin, words in
      hits.reserveCapacity(hits.count + words.reduce(0) { $0 + $1.nonzeroBitCount })
      for (number, word) in words.enumerated() {
        let base = origin + Int64(64 * number) - shift
        var rest = word
        while rest != 0 {
          hits.append(Int32(base + Int64(rest.trailingZeroBitCount)))
          rest &= rest - 1
        }
      }
    }
    return hits
  }
}
