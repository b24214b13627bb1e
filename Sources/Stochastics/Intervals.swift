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
    check(confidence)
    let tail = (1 - confidence) / 2
    let (hits, misses) = (Double(successes), Double(trials - successes))
    let low = try successes == 0 ? 0 : root { try beta("gsl_cdf_beta_P", gsl_cdf_beta_P, $0, hits, misses + 1) < tail }
    let high =
      try successes == trials ? 1 : root { try beta("gsl_cdf_beta_Q", gsl_cdf_beta_Q, $0, hits + 1, misses) > tail }
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
  /// - Throws: `internal` when GSL finds no quantile.
  package static func exponentialMean(
    time: Double, events: Int, confidence: Double = 0.95
  ) throws -> (mean: Double?, low: Double, high: Double?) {
    precondition(time >= 0 && events >= 0, "neither is negative")
    check(confidence)
    let tail = (1 - confidence) / 2
    // χ²(p; 2k) is twice the quantile of the gamma law of shape k.
    func quantile(_ probability: Double, _ shape: Int) throws -> Double {
      try GSL.finite("gsl_cdf_gamma_Pinv") { gsl_cdf_gamma_Pinv(probability, Double(shape), 1) }
    }
    let low = time / (try quantile(1 - tail, events + 1))
    return events == 0 ? (nil, low, nil) : (time / Double(events), low, time / (try quantile(tail, events)))
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

  private static func beta(
    _ name: String, _ function: (Double, Double, Double) -> Double, _ x: Double, _ a: Double, _ b: Double
  ) throws -> Double {
    try GSL.finite(name) { function(x, a, b) }
  }

  /// The place in [0, 1] up to which `isBelow` holds, by halving. GSL's own inverse, gsl_cdf_beta_Pinv, gives up on a
  /// part of the intervals of 10,000 images (GSL 2.7.1).
  private static func root(_ isBelow: (Double) throws -> Bool) rethrows -> Double {
    var (low, high) = (0.0, 1.0)
    while true {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high || high - low < 1e-16 { return middle }
      if try isBelow(middle) { low = middle } else { high = middle }
    }
  }
}
