// Independent hits at a rate, as a fixed random field that the rate only looks at: what is hit at one rate is hit at every
// higher one, and any stretch can be had without those before it.

import Foundation
import Stochastics

/// The points of a field, drawn or remembered.
protocol PointSource {
  /// Calls `body` with the positions in `range` under points of `octave` that lie below `lambda`; more than once where
  /// several points lie over one.
  func forEachPlace(_ octave: Int, in range: Range<Int64>, below lambda: Double, _ body: (Int64) -> Void)
}

/// Positions 0, 1, 2, … of which each is hit with a probability, independently; the sets are nested in the probability.
///
/// Two fields lie over each other, and a position is hit when either hits it:
/// - Up to the rate q = 1/128 a Poisson process on (position × Λ), Λ = −ln(1 − rate), of intensity 1: a position is hit
///   when a point lies over it below Λ, which has the probability 1 − e^(−Λ), the rate. The Λ axis is cut into octaves
///   and positions into blocks; each octave's block has its own counters of the generator. The points' gaps are
///   exponential: the cost goes with the number of hits.
/// - Above q a uniform number per position, compared with (rate − q)/(1 − q) (then both together hit with the rate).
///   The numbers' binary digits are words across 128 positions, drawn from the first digit on until all 128 positions
///   are decided: about nine words of 128 bits, whatever the rate.
///
/// Rates are resolved to 2⁻⁵³ above q, and positions exactly; rate 0 hits nothing and rate 1 everything.
struct HitField: PointSource, Sendable {
  static let sparseLimit = 1.0 / 128
  fileprivate static let sparseLambda = -log1p(-sparseLimit)
  /// Octaves below q; the last reaches down to rate 0 and holds half a point per chunk.
  static let octaves = 10
  /// Positions of one mask.
  static let chunk: Int64 = 65_536

  /// Groups of 128 positions that are compared together: as many as the generator makes blocks at a time.
  private static let tile = 16

  private let stream: RandomStream

  /// The field of `stream`.
  init(_ stream: RandomStream) { self.stream = stream }

  /// Calls `body` with masks of the positions in `range` that `rate` hits, for stretches in ascending order; stretches
  /// without a hit may be left out. Bit b of word w stands for position origin + 64 w + b; origin is a multiple of 64.
  /// `points` are this field's own: the field itself draws them.
  /// - Precondition: `rate` lies in 0 … 1 and `range` starts at 0 or above.
  func forEachMask(
    of range: Range<Int64>, rate: Double, points: some PointSource,
    _ body: (_ origin: Int64, _ words: UnsafeBufferPointer<UInt64>) -> Void
  ) {
    precondition((0...1).contains(rate) && range.lowerBound >= 0, "a rate lies in 0 ... 1")
    if rate == 0 || range.isEmpty { return }
    // As many words as the longest stretch takes: short ones find room on the stack.
    let room = Int(min(Self.chunk, Int64(range.count) + 256) / 64)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: room) { buffer in
      var start = range.lowerBound
      while start < range.upperBound {
        let end = min(range.upperBound, (start / Self.chunk + 1) * Self.chunk)
        let origin = start & ~127
        let words = UnsafeMutableBufferPointer(rebasing: buffer[..<Int((((end + 127) & ~127) - origin) / 64)])
        var mask = Mask(origin: origin, words: words)
        mark(&mask, start..<end, rate, points)
        if !mask.isEmpty {
          mask.trim(to: start..<end)
          body(origin, UnsafeBufferPointer(words))
        }
        start = end
      }
    }
  }

  private func mark(_ mask: inout Mask, _ range: Range<Int64>, _ rate: Double, _ points: some PointSource) {
    if rate == 1 {
      mask.fill()
      return
    }
    let lambda = rate > Self.sparseLimit ? Double.infinity : -log1p(-rate)
    for octave in 0..<Self.octaves + 1 where Self.lowerEnd(octave) < lambda {
      points.forEachPlace(octave, in: range, below: lambda) { mask.set($0) }
    }
    if rate > Self.sparseLimit { markDense(&mask, (rate - Self.sparseLimit) / (1 - Self.sparseLimit)) }
  }

  /// Where octave `octave` begins on the Λ axis.
  static func lowerEnd(_ octave: Int) -> Double {
    octave == octaves ? 0 : scalbn(sparseLambda, -octave - 1)
  }

  /// Positions of one block of `octave`: about 16 points a block, until a block would be more than a chunk, so that a
  /// look into the middle costs little.
  static func blockLength(_ octave: Int) -> Int64 { min(4096 << Int64(octave), chunk) }

  /// The points drawn anew.
  func forEachPlace(_ octave: Int, in range: Range<Int64>, below lambda: Double, _ body: (Int64) -> Void) {
    let block = Self.blockLength(octave)
    for number in range.lowerBound / block..<(range.upperBound - 1) / block + 1 {
      let first = number * block
      let end = Double(min(block, range.upperBound - first))
      var run = PointRun(octave, number)
      run.advance(to: end, stream) { position, height in
        let place = first + Int64(position)
        if position < end, height < lambda, place >= range.lowerBound { body(place) }
      }
    }
  }

  /// The points of one block in ascending order of their places, drawn as far as they are asked for.
  struct PointRun {
    private let lane: UInt64
    private let low, width: Double
    private let batch: Int
    private var drawn: UInt64 = 0
    /// The place of the last point drawn, within the block.
    private(set) var position = 0.0

    /// Block `number` of `octave`.
    init(_ octave: Int, _ number: Int64) {
      low = HitField.lowerEnd(octave)
      width = scalbn(HitField.sparseLambda, -octave) - low
      lane = UInt64(octave + 1) << 56 | UInt64(number)
      batch = Double(HitField.blockLength(octave)) * width > 4 ? 16 : 1
    }

    /// Calls `body` with place and height of each further point, up to the first that lies at `end` or beyond.
    @inline(__always)
    mutating func advance(to end: Double, _ stream: RandomStream, _ body: (Double, Double) -> Void) {
      if position >= end { return }
      let meanGap = 1 / width
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4 * batch) { words in
        while true {
          stream.fill(words, from: drawn, lane: lane)
          for point in 0..<batch {
            drawn += 1
            position -= log(UnitInterval.closed(words[4 * point], words[4 * point + 1])) * meanGap
            body(position, low + width * (1 - UnitInterval.closed(words[4 * point + 2], words[4 * point + 3])))
            if position >= end { return }
          }
        }
      }
    }
  }

  /// Draws more points of `run`, as ``PointRun/advance(to:_:_:)`` does.
  @inline(__always)
  func advance(_ run: inout PointRun, to end: Double, _ body: (Double, Double) -> Void) {
    run.advance(to: end, stream, body)
  }

  /// Marks the positions whose uniform number lies below `threshold`.
  private func markDense(_ mask: inout Mask, _ threshold: Double) {
    // 53 binary digits, the first at the top of the word.
    let digits = min(UInt64(threshold * 0x1p53), 1 << 53 - 1) << 11
    if digits == 0 { return }
    mask.clear()
    let groups = mask.words.count / 2
    for tile in stride(from: 0, to: groups, by: Self.tile) {
      markTile(
        UnsafeMutableBufferPointer(rebasing: mask.words[2 * tile..<2 * min(tile + Self.tile, groups)]),
        from: UInt64(mask.origin / 128) + UInt64(tile), digits)
    }
  }

  /// Marks one tile: `words` are the bits of the groups of 128 positions from `group` on.
  private func markTile(_ words: UnsafeMutableBufferPointer<UInt64>, from group: UInt64, _ digits: UInt64) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * words.count) { buffer in
      // Word for word: the next digit of the numbers, and which of them equal the threshold in all digits before it.
      let digit = UnsafeMutableBufferPointer(rebasing: buffer[..<words.count])
      let equal = UnsafeMutableBufferPointer(rebasing: buffer[words.count...])
      equal.update(repeating: .max)
      var rest = digits
      var plane: UInt64 = 0
      // Decided where the digits differ; equal so far is not below once the threshold's digits are all zero. Most are
      // decided after eight digits.
      while rest != 0 && plane < 8 {
        digit.withMemoryRebound(to: UInt32.self) { stream.fill($0, from: group, lane: plane) }
        let isOne: UInt64 = rest >> 63 == 1 ? .max : 0
        for word in 0..<words.count {
          words[word] |= equal[word] & ~digit[word] & isOne
          equal[word] &= ~(digit[word] ^ isOne)
        }
        rest <<= 1
        plane += 1
      }
      if rest == 0 { return }
      for word in stride(from: 0, to: words.count, by: 2) {
        finish(&words[word], &words[word + 1], equal[word], equal[word + 1], group + UInt64(word / 2), rest)
      }
    }
  }

  /// Decides what the first eight digits have left open in one group of 128 positions.
  private func finish(
    _ low: inout UInt64, _ high: inout UInt64, _ lowEqual: UInt64, _ highEqual: UInt64, _ group: UInt64,
    _ digits: UInt64
  ) {
    var equal = (lowEqual, highEqual)
    var rest = digits
    var plane: UInt64 = 8
    while rest != 0 && equal.0 | equal.1 != 0 {
      let block = stream.block(group, lane: plane)
      let digit = (UInt64(block[1]) << 32 | UInt64(block[0]), UInt64(block[3]) << 32 | UInt64(block[2]))
      if rest >> 63 == 1 {
        low |= equal.0 & ~digit.0
        high |= equal.1 & ~digit.1
        equal = (equal.0 & digit.0, equal.1 & digit.1)
      } else {
        equal = (equal.0 & ~digit.0, equal.1 & ~digit.1)
      }
      rest <<= 1
      plane += 1
    }
  }
}

/// One bit per position of a stretch; the words are cleared when the first bit is set.
private struct Mask {
  let origin: Int64
  let words: UnsafeMutableBufferPointer<UInt64>
  var isEmpty = true

  init(origin: Int64, words: UnsafeMutableBufferPointer<UInt64>) { (self.origin, self.words) = (origin, words) }

  mutating func clear() {
    if isEmpty { words.update(repeating: 0) }
    isEmpty = false
  }

  mutating func fill() {
    words.update(repeating: .max)
    isEmpty = false
  }

  mutating func set(_ position: Int64) {
    clear()
    let place = Int(position - origin)
    words[place >> 6] |= 1 << UInt64(place & 63)
  }

  func trim(to range: Range<Int64>) {
    let head = Int(range.lowerBound - origin)
    if head >= 64 { words[0] = 0 }
    words[head >> 6] &= .max << UInt64(head & 63)
    let tail = Int(range.upperBound - origin)
    for word in (tail + 63) >> 6..<words.count { words[word] = 0 }
    if tail & 63 != 0 { words[tail >> 6] &= .max >> UInt64(64 - tail & 63) }
  }
}
