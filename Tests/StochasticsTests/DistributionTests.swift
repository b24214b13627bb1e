// Draws follow their laws. Seeds are fixed; each test states at what rate a right generator would fail it.

import Foundation
import Stochastics
import Testing

@Suite struct DistributionTests {
  /// Pearson's statistic of `counts` against equal shares.
  private func chiSquared(_ counts: [Int]) -> Double {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
  }

  /// Uniform doubles and integers: false alarm 1e-5 each (chi-squared, 99 degrees of freedom: 174.3).
  @Test func uniformity() {
    let generator = RandomStreams(seed: 7).stream("uniformity").generator()
    var doubles = [Int](repeating: 0, count: 100)
    var integers = doubles
    for _ in 0..<200_000 {
      let value = generator.uniform()
      #expect(value >= 0 && value < 1)
      doubles[Int(value * 100)] += 1
      integers[generator.integer(below: 100)] += 1
    }
    #expect(chiSquared(doubles) < 174.3)
    #expect(chiSquared(integers) < 174.3)
    // Too even is wrong as well; false alarm below 1e-5 (49.9).
    #expect(chiSquared(doubles) > 49.9)
  }

  /// Two streams that differ in one part of the name are independent: pairs fill the square evenly; false alarm 1e-5.
  @Test func neighbouringStreamsAreIndependent() {
    var pairs = [Int](repeating: 0, count: 100)
    for image in 0..<100_000 {
      let one = RandomStreams(seed: 1).stream("channel", image: image).block(0)[0]
      let other = RandomStreams(seed: 1).stream("channel", image: image + 1).block(0)[0]
      pairs[Int(one / 429_496_730) * 10 + Int(other / 429_496_730)] += 1
    }
    #expect(chiSquared(pairs) < 174.3)
  }

  /// Mean, variance and the share beyond two standard deviations, each within 4.5 of its own: false alarm 2e-5.
  @Test func gaussian() {
    let generator = RandomStream(key: 11).generator()
    let count = 100_000
    let values = (0..<count).map { _ in generator.gaussian() }
    let mean = values.reduce(0, +) / Double(count)
    let variance = values.reduce(0) { $0 + $1 * $1 } / Double(count)
    let beyond = Double(values.filter { abs($0) > 2 }.count) / Double(count)
    #expect(abs(mean) < 4.5 / Double(count).squareRoot())
    #expect(abs(variance - 1) < 4.5 * (2 / Double(count)).squareRoot())
    let share = 0.0455002639
    #expect(abs(beyond - share) < 4.5 * (share * (1 - share) / Double(count)).squareRoot())
  }

  /// All 24 orders of four come up equally often: false alarm 1e-5 (23 degrees of freedom: 63.9).
  @Test func permutations() {
    let generator = RandomStream(key: 12).generator()
    var counts: [[Int]: Int] = [:]
    for _ in 0..<24_000 { counts[generator.permutation(4), default: 0] += 1 }
    #expect(counts.count == 24)
    #expect(chiSquared(Array(counts.values)) < 63.9)
    #expect(generator.permutation(1000).sorted() == Array(0..<1000))
    #expect(generator.permutation(0) == [])
  }
}
