// Trials that share their luck with others, and so say less than independent ones.

internal import CGSL
import Core

/// Trials in groups whose members met the same realisation, as the requests of one session do.
package struct ClusteredTrials: Hashable, Sendable {
  private let sums: [Int]
  private let sizes: [Int]
  /// The sum of all values' squares.
  private let squares: Int

  /// A value for each trial of each group; empty groups do not count.
  package init(_ groups: [[Int]]) {
    let groups = groups.filter { !$0.isEmpty }
    sums = groups.map { $0.reduce(0, +) }
    sizes = groups.map(\.count)
    squares = groups.joined().reduce(0) { $0 + $1 * $1 }
  }

  private var count: Double { Double(sizes.reduce(0, +)) }
  private var mean: Double { Double(sums.reduce(0, +)) / count }

  /// The variance of the mean, from the spread between the groups.
  private var varianceBetween: Double {
    let groups = Double(sizes.count)
    let spread = zip(sums, sizes).reduce(0) { sum, group in
      let distance = Double(group.0) - mean * Double(group.1)
      return sum + distance * distance
    }
    return groups / (groups - 1) * spread / (count * count)
  }

  /// How many independent trials would say as much about the mean, no more than there are: the number of trials over the
  /// design effect, and a little less for what the groups leave unknown of that (E. L. Korn and B. I. Graubard, Survey
  /// Methodology 24, 1998). Where all values are alike nothing is known of the effect, and a group counts as one trial;
  /// one group alone says nothing at all.
  /// - Throws: `internal` when GSL finds no quantile.
  package func effectiveCount(confidence: Double = 0.95) throws -> Double {
    if sizes.count < 2 { return 0 }
    let variance = Double(squares) / count - mean * mean
    guard variance > 0 else { return Double(sizes.count) }
    let effect = varianceBetween / (variance / count)
    let ratio = try Self.quantile(confidence, count - 1) / Self.quantile(confidence, Double(sizes.count - 1))
    return min(count, count / effect * ratio * ratio)
  }

  /// The two-sided p-value of Student's test on the groups that the mean is zero; 1 for a single group.
  /// - Throws: `internal` when GSL fails.
  package func probabilityOfZeroMean() throws -> Double {
    if sizes.count < 2 || mean == 0 { return 1 }
    let distance = abs(mean) / varianceBetween.squareRoot()
    return try GSL.finite("gsl_cdf_tdist_Q") { 2 * gsl_cdf_tdist_Q(distance, Double(sizes.count - 1)) }
  }

  private static func quantile(_ confidence: Double, _ freedom: Double) throws -> Double {
    try GSL.finite("gsl_cdf_tdist_Pinv") { gsl_cdf_tdist_Pinv((1 + confidence) / 2, freedom) }
  }
}
