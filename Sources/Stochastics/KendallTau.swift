// How far two rankings of the same things agree.
// M. G. Kendall, "A New Measure of Rank Correlation", Biometrika 30 (1938).

/// Kendall's rank correlation of two lists.
package struct KendallTau: Sendable, Hashable {
  /// τ_b = (C − D) / √((n₀ − n₁)(n₀ − n₂)), with C concordant and D discordant ones of the n₀ pairs, n₁ pairs that are tied
  /// in the first list and n₂ in the second: 1 for equal rankings, −1 for opposite ones. NaN where all of a list is tied.
  package let value: Double
  /// The two-sided p-value of "unrelated", exact; NaN where there are ties, for which the exact law does not hold.
  package let probability: Double

  /// The correlation of `first` and `second`, whose equal places belong together.
  ///
  /// - Complexity: O(n²), and O(n³) for the p-value: for tens of things, not thousands.
  /// - Precondition: lists of equal lengths, at least two.
  package init(_ first: [Double], _ second: [Double]) {
    precondition(first.count == second.count && first.count > 1, "pairs of ranks")
    var (concordant, discordant, tiedFirst, tiedSecond) = (0, 0, 0, 0)
    for i in first.indices {
      for j in 0..<i {
        let (a, b) = (first[i] - first[j], second[i] - second[j])
        if a == 0 { tiedFirst += 1 }
        if b == 0 { tiedSecond += 1 }
        if a * b > 0 { concordant += 1 } else if a * b < 0 { discordant += 1 }
      }
    }
    let pairs = first.count * (first.count - 1) / 2
    let spread = (Double(pairs - tiedFirst) * Double(pairs - tiedSecond)).squareRoot()
    value = spread > 0 ? Double(concordant - discordant) / spread : .nan
    probability =
      tiedFirst + tiedSecond == 0
      ? Self.probability(inversions: min(concordant, discordant), of: first.count) : .nan
  }

  /// Twice the probability of at most `inversions` inversions in a random permutation of `count` things.
  private static func probability(inversions: Int, of count: Int) -> Double {
    // The number of inversions is a sum of independent ones, uniform in 0 … k for k = 0 … count − 1: one more makes each
    // probability the mean of k + 1 neighbours.
    var law = [1.0]
    for k in 1..<count {
      var next: [Double] = []
      var window = 0.0
      for place in 0..<min(law.count + k, inversions + 1) {
        if place < law.count { window += law[place] }
        if place > k { window -= law[place - k - 1] }
        next.append(window / Double(k + 1))
      }
      law = next
    }
    return min(1, 2 * law.reduce(0, +))
  }
}
