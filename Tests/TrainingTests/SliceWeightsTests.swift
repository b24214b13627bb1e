// Eq. 11 against values worked out by hand.

import Testing
import Training

@Suite struct SliceWeightsTests {
  private func check(_ found: [Double], _ expected: [Double]) {
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) { #expect(abs(found - expected) < 1e-6) }
  }

  @Test func cumulative() {
    check(SliceWeights.cumulative.values(importance: [3, 2, 1], exponent: 2), [0.25, 0.0277778, 1])
    check(
      SliceWeights.cumulative.values(importance: [Double](repeating: 7, count: 12), exponent: 2),
      [
        0.840278, 0.694444, 0.5625, 0.444444, 0.340278, 0.25, 0.173611, 0.111111, 0.0625, 0.027778, 0.006944, 1,
      ])
    check(SliceWeights.cumulative.values(importance: [3, 2, 1], exponent: 1), [0.5, 1.0 / 6, 1])
    check(SliceWeights.cumulative.values(importance: [5], exponent: 2), [1])
  }

  @Test func next() {
    check(SliceWeights.next.values(importance: [3, 2, 1], exponent: 2), [1.0 / 9, 1.0 / 36, 1])
  }

  @Test func equal() { check(SliceWeights.equal.values(importance: [3, 2, 1], exponent: 2), [1, 1, 1]) }
}
