// Where channels hit: rates, independence, nestedness, random access. All through `erasure` on elements of one byte,
// which shows the field of hits as it is.

import Core
import Foundation
import Radio
import Stochastics
import Testing

/// What `channel` makes of `payload` behind `firstByte` bytes on the air.
func carry(
  _ channel: any ChannelModel, _ payload: [UInt8], elementBytes: Int = 1, firstByte: Int64 = 0,
  bytes: Range<Int>? = nil,
  stream: RandomStream = RandomStream(key: 1)
) -> (payload: [UInt8], erased: [Int32]) {
  let frame = AirFrame(
    slice: Slice(unit: 0, payload: payload), bytes: bytes ?? 0..<payload.count, elementBytes: elementBytes,
    firstByte: firstByte, start: .zero, end: .zero)
  guard case .received(let payload, let erased) = channel.makeProcess(stream).carry(frame) else { return ([], []) }
  return (payload, erased)
}

/// Whether two lists are equal; `#expect` itself would look for the difference of long lists for minutes.
func areEqual(_ one: [Int32], _ other: [Int32]) -> Bool { one == other }

/// The positions below `count` that `rate` hits.
func hits(_ rate: Double, _ count: Int, stream: RandomStream = RandomStream(key: 1), from first: Int64 = 0) -> [Int32] {
  carry(ErasureChannel(rate: rate), [UInt8](repeating: 1, count: count), firstByte: first, stream: stream).erased
}

@Suite struct HitFieldTests {
  /// On both sides of the sparse limit 1/128 and of the octaves' edges.
  static let rates = [
    1e-7, 1e-5, 2e-4, 1e-3, 0.0039, 0.00393, 0.0078, 1.0 / 128, 0.00782, 0.02, 0.1, 0.25, 0.5, 0.9, 0.999,
  ]

  @Test func ends() {
    for count in [1, 63, 64, 65, 127, 128, 129, 65_535, 65_537, 200_000] {
      #expect(hits(0, count).isEmpty)
      #expect(areEqual(hits(1, count), Array(0..<Int32(count))))
      #expect(areEqual(hits(1, count, from: 77), Array(0..<Int32(count))))
    }
    #expect(hits(Double(1).nextDown, 100_000).count == 100_000)
    #expect(hits(.leastNonzeroMagnitude, 100_000).isEmpty)
  }

  /// The exact binomial interval of 4 million positions holds the rate; false alarm 15 × 1e-6.
  @Test(arguments: rates) func marginalRates(_ rate: Double) throws {
    let (trials, runs) = (500_000, 8)
    let count = (0..<runs).reduce(0) { $0 + hits(rate, trials, stream: RandomStream(key: 100 + UInt64($1))).count }
    let (low, high) = try Intervals.clopperPearson(successes: count, trials: trials * runs, confidence: 1 - 1e-6)
    #expect(low <= rate && rate <= high, "\(count) hits")
  }

  @Test func nestedInTheRate() {
    for key in 0..<5 as Range<UInt64> {
      var last: Set<Int32> = []
      for rate in Self.rates {
        let now = Set(hits(rate, 200_000, stream: RandomStream(key: key)))
        #expect(last.isSubset(of: now), "key \(key), rate \(rate)")
        last = now
      }
    }
  }

  /// Any stretch alone is what it is within the whole.
  @Test(arguments: [1e-3, 0.007, 0.2]) func randomAccess(_ rate: Double) {
    let all = hits(rate, 300_000)
    for (start, count) in [
      (0, 10), (1, 4096), (4095, 2), (4097, 60_000), (65_535, 2), (65_500, 140_000), (299_000, 1000),
    ] {
      let expected = all.filter { (start..<start + count).contains(Int($0)) }.map { $0 - Int32(start) }
      #expect(areEqual(hits(rate, count, from: Int64(start)), expected))
    }
  }

  /// Far out on the air, where block numbers no longer fit 32 bits.
  @Test func farPositions() {
    let far: Int64 = 1 << 52 + 5
    let count = hits(0.25, 100_000, from: far).count
    #expect(abs(Double(count) - 25_000) < 5 * (25_000 * 0.75).squareRoot())
    #expect(!areEqual(hits(0.25, 100_000, from: far), hits(0.25, 100_000, from: 5)))
  }

  /// Pairs of positions at these distances are hit together with the square of the rate; ±5 σ, false alarm 15 × 6e-7.
  @Test(arguments: [0.01, 0.02, 0.3]) func distantPositionsAreIndependent(_ rate: Double) {
    let count = 1_000_000
    var isHit = [Bool](repeating: false, count: count)
    for position in hits(rate, count, stream: RandomStream(key: 9)) { isHit[Int(position)] = true }
    for lag in [1, 2, 64, 128, 65_536] {
      let pairs = (0..<count - lag).reduce(0) { $0 + (isHit[$1] && isHit[$1 + lag] ? 1 : 0) }
      let (mean, n) = (rate * rate, Double(count - lag))
      // Neighbouring pairs share a position, which adds 2 rate³ (1 − rate) to each pair's variance.
      let variance = n * (mean * (1 - mean) + 2 * rate * rate * rate * (1 - rate))
      #expect(abs(Double(pairs) - n * mean) < 5 * variance.squareRoot(), "lag \(lag)")
    }
  }

  /// Hits per block of 1,000 positions scatter as independent hits do: chi-squared with 1,000 degrees of freedom within
  /// ±5 σ; false alarm 3 × 6e-7.
  @Test(arguments: [0.005, 0.02, 0.4]) func countsScatterAsBinomials(_ rate: Double) {
    var counts = [Int](repeating: 0, count: 1000)
    for position in hits(rate, 1_000_000, stream: RandomStream(key: 10)) { counts[Int(position) / 1000] += 1 }
    let statistic = counts.reduce(0.0) {
      let difference = Double($1) - 1000 * rate
      return $0 + difference * difference / (1000 * rate * (1 - rate))
    }
    #expect(abs(statistic - 1000) < 5 * (2000.0).squareRoot())
  }

  /// Up to 1/128 a position is hit when a point lies over it below Λ: here every point of every octave is placed, one
  /// after the other, in plain loops over whole blocks.
  @Test(arguments: [1e-5, 6e-4, 0.004, 1.0 / 128]) func sparseFieldByThePoint(_ rate: Double) {
    let stream = RandomStream(key: 22)
    let count = 200_000
    func unit(_ high: UInt32, _ low: UInt32) -> Double {
      Double((UInt64(high) << 32 | UInt64(low)) >> 11 + 1) / 9_007_199_254_740_992
    }
    var expected: Set<Int> = []
    for octave in 0...10 {
      let top = -log1p(-1.0 / 128) / Double(1 << octave)
      let low = octave == 10 ? 0 : top / 2
      let block = min(4096 << octave, 65_536)
      for number in 0...count / block {
        var place = 0.0
        for index in 0... as PartialRangeFrom<UInt64> {
          let words = stream.block(index, lane: UInt64(octave + 1) << 56 | UInt64(number))
          place -= log(unit(words[0], words[1])) / (top - low)
          if place >= Double(block) { break }
          let height = low + (top - low) * (1 - unit(words[2], words[3]))
          if height < -log1p(-rate) { expected.insert(number * block + Int(place)) }
        }
      }
    }
    #expect(areEqual(hits(rate, count, stream: stream), expected.filter { $0 < count }.sorted().map(Int32.init)))
  }

  /// Above 1/128 a position is hit when it is at 1/128 or when its own uniform number lies below (rate − q)/(1 − q): here
  /// the numbers are put together digit by digit, one position at a time.
  @Test func denseFieldByThePosition() {
    let stream = RandomStream(key: 21)
    let count = 1000
    let sparse = Set(hits(1.0 / 128, count, stream: stream))
    let numbers = (0..<count).map { position in
      (0..<53).reduce(0.0) { sum, digit in
        let words = stream.block(UInt64(position / 128), lane: UInt64(digit))
        let bit = words[position % 128 / 32] >> UInt32(position % 32) & 1
        return sum + scalbn(Double(bit), -digit - 1)
      }
    }
    for rate in [0.008, 0.03, 0.1, 0.5, 0.503_906_25, 0.77, 0.9999] {
      let threshold = (rate - 1.0 / 128) / (1 - 1.0 / 128)
      let expected = (0..<count).filter { sparse.contains(Int32($0)) || numbers[$0] < threshold }
      #expect(areEqual(hits(rate, count, stream: stream), expected.map(Int32.init)), "rate \(rate)")
    }
  }
}
