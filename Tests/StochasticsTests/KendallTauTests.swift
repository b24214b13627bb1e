// Kendall's rank correlation against values worked out by hand and by counting all permutations.

import Stochastics
import Testing

@Suite struct KendallTauTests {
  @Test func knownValues() {
    #expect(KendallTau([1, 2, 3, 4], [10, 20, 30, 40]).value == 1)
    #expect(KendallTau([1, 2, 3, 4], [4, 3, 2, 1]).value == -1)
    // One neighbouring pair exchanged: 5 of 6 pairs concordant.
    #expect(abs(KendallTau([1, 2, 3, 4], [2, 1, 3, 4]).value - 4.0 / 6) < 1e-12)
    // Ties: C = 4, D = 1 of 6 pairs, one tied in the second list: 3 / √(6 · 5).
    let tied = KendallTau([1, 2, 3, 4], [2, 1, 3, 3])
    #expect(abs(tied.value - 3 / 30.0.squareRoot()) < 1e-12 && tied.probability.isNaN)
    #expect(KendallTau([1, 1], [1, 2]).value.isNaN)
  }

  /// The p-value is the share of permutations that are at least as far from no relation.
  @Test func probabilityAgainstAllPermutations() {
    let order: [Double] = [0, 1, 2, 3, 4]
    func permutations(_ rest: [Double]) -> [[Double]] {
      rest.isEmpty ? [[]] : rest.flatMap { head in permutations(rest.filter { $0 != head }).map { [head] + $0 } }
    }
    let all = permutations(order).map { KendallTau(order, $0) }
    for found in all {
      let farther = all.count { abs($0.value) >= abs(found.value) - 1e-12 }
      #expect(abs(found.probability - Double(farther) / 120) < 1e-12)
    }
  }

  /// Permutations that move the first `moved` things behind the others, which makes `moved` · (`count` − `moved`) of the
  /// pairs discordant: permutations counted in whole numbers by Python.
  @Test(
    arguments: [
      (60, 20, 0.28242422964464814), (60, 10, 3.7897279306605844e-07), (100, 3, 5.70187753144271e-65),
      (150, 50, 0.05633116986740504),
    ] as [(Int, Int, Double)])
  func manyThings(_ count: Int, _ moved: Int, _ probability: Double) {
    let order = (0..<count).map(Double.init)
    let found = KendallTau(order, Array(order[moved...] + order[..<moved]))
    #expect(abs(found.probability / probability - 1) < 1e-12, "\(found)")
  }
}
