// Whether samples follow a law: p-values of the two classical tests.

internal import CGSL
import Foundation

/// Goodness of fit.
package enum GoodnessOfFit {
  /// The p-value of the Kolmogorov–Smirnov test of independent `samples` against the continuous `distribution` function:
  /// the limit law Q(λ) = 2 Σ (−1)^(k−1) e^(−2k²λ²) with Stephens' correction λ = (√n + 0.12 + 0.11/√n) D, good from
  /// n = 5 on (M. A. Stephens, J. R. Stat. Soc. B 32, 1970).
  package static func kolmogorovSmirnov(_ samples: [Double], _ distribution: (Double) throws -> Double) rethrows
    -> Double
  {
    precondition(!samples.isEmpty, "a test needs samples")
    let count = Double(samples.count)
    var distance = 0.0
    for (index, sample) in samples.sorted().enumerated() {
      let expected = try distribution(sample)
      distance = max(distance, expected - Double(index) / count, Double(index + 1) / count - expected)
    }
    let root = count.squareRoot()
    let lambda = (root + 0.12 + 0.11 / root) * distance
    if lambda < 0.2 { return 1 }
    var sum = 0.0
    for k in 1...100 {
      let term = 2 * exp(-2 * Double(k * k) * lambda * lambda)
      sum += k % 2 == 1 ? term : -term
    }
    return min(1, max(0, sum))
  }

  /// The p-value of Pearson's chi-squared test of `counts` against `expected` counts, of equal sums.
  /// - Precondition: as many counts as expectations, two at least, all expectations positive.
  /// - Throws: `internal` when GSL fails.
  package static func chiSquared(_ counts: [Int], expected: [Double]) throws -> Double {
    precondition(
      counts.count == expected.count && counts.count > 1 && expected.allSatisfy { $0 > 0 }, "matching classes")
    let statistic = zip(counts, expected).reduce(0.0) { $0 + pow(Double($1.0) - $1.1, 2) / $1.1 }
    return try GSL.finite("gsl_cdf_chisq_Q") { gsl_cdf_chisq_Q(statistic, Double(counts.count - 1)) }
  }
}
