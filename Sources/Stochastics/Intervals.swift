// Confidence intervals and paired tests: what stands behind every accuracy and every difference that is reported.

internal import CGSL
import Core

/// A value with the interval that holds the truth at the stated confidence.
package struct Estimate: Hashable, Sendable {
  package var value: Double
  package var low: Double
  package var high: Double

  package init(value: Double, low: Double, high: Double) {
    (self.value, self.low, self.high) = (value, low, high)
  }
}

/// Interval estimates and paired tests.
package enum Intervals {
  /// The exact binomial interval for `successes` of `trials`: quantiles of the beta distribution.
  /// C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), doi:10.1093/biomet/26.4.404. Without trials it is [0, 1].
  /// - Throws: `internal` when GSL fails.
  package static func clopperPearson(
    successes: Int, trials: Int, confidence: Double = 0.95
  ) throws -> (low: Double, high: Double) {
    precondition((0...max(trials, 0)).contains(successes) && trials >= 0, "successes are among the trials")
    return try clopperPearson(hits: Double(successes), misses: Double(trials - successes), confidence)
  }

  /// The same for a `share` of successes among so many `trials`, which need be no whole number
  /// (``ClusteredTrials/effectiveCount(confidence:)``).
  /// - Throws: `internal` when GSL fails.
  package static func clopperPearson(
    share: Double, trials: Double, confidence: Double = 0.95
  ) throws -> (low: Double, high: Double) {
    precondition((0...1).contains(share) && trials >= 0, "a share of the trials")
    return try clopperPearson(hits: share * trials, misses: (1 - share) * trials, confidence)
  }

  /// The share of successes with that interval; where the trials come in `clusters` of as many independent ones as say the
  /// same. Without trials it is 0.
  /// - Throws: `internal` when GSL fails.
  package static func share(
    successes: Int, trials: Int, clusters: ClusteredTrials? = nil, confidence: Double = 0.95
  ) throws -> Estimate {
    let share = Double(successes) / Double(max(1, trials))
    let (low, high) =
      try clusters.map {
        try clopperPearson(
          share: share, trials: $0.effectiveCount(confidence: confidence), confidence: confidence)
      } ?? clopperPearson(successes: successes, trials: trials, confidence: confidence)
    return Estimate(value: share, low: low, high: high)
  }

  private static func clopperPearson(
    hits: Double, misses: Double, _ confidence: Double
  ) throws -> (low: Double, high: Double) {
    check(confidence)
    let tail = (1 - confidence) / 2
    func below(_ x: Double) throws -> Double {
      try beta("gsl_cdf_beta_P", gsl_cdf_beta_P, x, hits, misses + 1, against: tail)
    }
    func above(_ x: Double) throws -> Double {
      try beta("gsl_cdf_beta_Q", gsl_cdf_beta_Q, x, hits + 1, misses, against: tail)
    }
    let low = try hits == 0 ? 0 : root { try below($0) < tail }
    let high = try misses == 0 ? 1 : root { try above($0) > tail }
    return (low, high)
  }

  /// The mean of `values`, independent and roughly normal, with Student's interval; two values at least.
  /// - Throws: `internal` when GSL finds no quantile.
  package static func studentT(_ values: [Double], confidence: Double = 0.95) throws -> Estimate {
    precondition(values.count > 1, "an interval needs two values at least")
    check(confidence)
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let factor = try GSL.finite("gsl_cdf_tdist_Pinv") { gsl_cdf_tdist_Pinv((1 + confidence) / 2, count - 1) }
    let half = factor * (variance / count).squareRoot()
    return Estimate(value: mean, low: mean - half, high: mean + half)
  }

  /// The mean time between `events` that came at a constant rate in `time` of watching: time over events, with the
  /// interval [2T/χ²(1 − α/2; 2r + 2), 2T/χ²(α/2; 2r)] of r events in the time T, conservative where the watching ends at
  /// a given time (B. Epstein and M. Sobel, J. Am. Stat. Assoc. 48, 1953). Without events neither mean nor upper end.
  /// - Throws: `internal` when GSL fails.
  package static func exponentialMean(
    time: Double, events: Int, confidence: Double = 0.95
  ) throws -> (mean: Double?, low: Double, high: Double?) {
    precondition(time >= 0 && events >= 0, "neither is negative")
    check(confidence)
    let (count, tail) = (Double(events), (1 - confidence) / 2)
    // χ²(p; 2k) is twice the quantile of the gamma law of shape k.
    func below(_ x: Double) throws -> Double { try GSL.finite("gsl_cdf_gamma_P") { gsl_cdf_gamma_P(x, count, 1) } }
    func above(_ x: Double) throws -> Double { try GSL.finite("gsl_cdf_gamma_Q") { gsl_cdf_gamma_Q(x, count + 1, 1) } }
    let low = time / (try root { try above($0) > tail })
    if events == 0 { return (nil, low, nil) }
    return (time / count, low, time / (try root { try below($0) < tail }))
  }

  /// The two-sided p-value of McNemar's exact test: of the cases that two methods decide differently, `onlyFirst` went
  /// right with the first alone and `onlySecond` with the second alone; under equality these split by fair coins.
  /// - Throws: `internal` when GSL fails.
  package static func mcNemar(onlyFirst: Int, onlySecond: Int) throws -> Double {
    precondition(onlyFirst >= 0 && onlySecond >= 0, "counts are not negative")
    let (fewer, all) = (min(onlyFirst, onlySecond), onlyFirst + onlySecond)
    if all == 0 { return 1 }
    let tail = try GSL.finite("gsl_cdf_binomial_P") { gsl_cdf_binomial_P(UInt32(fewer), 0.5, UInt32(all)) }
    return min(1, 2 * tail)
  }

  private static func check(_ confidence: Double) {
    precondition(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1")
  }

  /// A tail of the beta law at `x`, to be held `against` another probability. From some million trials on GSL's continued
  /// fraction does not converge within 0.7 standard deviations of the mean and answers NaN (GSL 2.7.1). Within one
  /// deviation either tail holds 0.158 at least: ½ stands for it where less is asked about.
  private static func beta(
    _ name: String, _ function: (Double, Double, Double) -> Double, _ x: Double, _ a: Double, _ b: Double,
    against probability: Double
  ) throws -> Double {
    let mean = a / (a + b)
    let deviation = (mean * (1 - mean) / (a + b + 1)).squareRoot()
    return try GSL.finite(name) {
      let value = function(x, a, b)
      return value.isNaN && abs(x - mean) < deviation && probability < 0.15 ? 0.5 : value
    }
  }

  /// The place from 0 on up to which `isBelow` holds, by doubling from 1 and halving. GSL's own inverses,
  /// gsl_cdf_beta_Pinv and gsl_cdf_gamma_Pinv, give up on some counts, a few in a hundred beyond a thousand (GSL 2.7.1).
  private static func root(_ isBelow: (Double) throws -> Bool) rethrows -> Double {
    var (low, high) = (0.0, 1.0)
    while try isBelow(high) { (low, high) = (high, 2 * high) }
    while true {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high || high - low < 1e-16 { return middle }
      if try isBelow(middle) { low = middle } else { high = middle }
    }
  }
}
