// By how much two methods differ that were tried on the same cases.

internal import CGSL
import Core

extension Intervals {
  /// The difference of two methods' success rates on the same `pairs` cases, of which `onlyFirst` went right with the
  /// first alone and `onlySecond` with the second alone: (onlyFirst − onlySecond) / pairs, with the score interval of
  /// T. Tango, Statistics in Medicine 17 (1998), eq. 5 to 10. It keeps its confidence where both counts are small, and has
  /// a width even where both are zero. Without pairs it is [−1, 1].
  /// - Throws: `internal` when GSL finds no quantile.
  package static func pairedDifference(
    onlyFirst: Int, onlySecond: Int, pairs: Int, confidence: Double = 0.95
  ) throws -> Estimate {
    precondition(onlyFirst >= 0 && onlySecond >= 0 && onlyFirst + onlySecond <= pairs, "counts are among the pairs")
    return try pairedDifference(
      onlyFirst: onlyFirst, onlySecond: onlySecond, pairs: pairs, independent: Double(pairs), confidence: confidence)
  }

  /// The same where the pairs say no more than so many `independent` ones
  /// (``ClusteredTrials/effectiveCount(confidence:)``).
  /// - Throws: `internal` when GSL finds no quantile.
  package static func pairedDifference(
    onlyFirst: Int, onlySecond: Int, pairs: Int, independent: Double, confidence: Double = 0.95
  ) throws -> Estimate {
    precondition(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1")
    guard independent > 0 else {
      return Estimate(value: Double(onlyFirst - onlySecond) / Double(max(1, pairs)), low: -1, high: 1)
    }
    let quantile = try GSL.finite("gsl_cdf_ugaussian_Pinv") { gsl_cdf_ugaussian_Pinv((1 + confidence) / 2) }
    let scale = independent / Double(pairs)
    let (first, second, all) = (scale * Double(onlyFirst), scale * Double(onlySecond), independent)

    /// The score statistic of the hypothesis that the difference is `delta`; falls as `delta` grows.
    func score(_ delta: Double) -> Double {
      let distance = first - second - all * delta
      // The most likely probability that the second alone goes right, given that difference.
      let linear = (2 * all - first + second) * delta - first - second
      let root = max(0, linear * linear + 8 * all * second * delta * (1 - delta)).squareRoot()
      let variance = all * ((root - linear) / (2 * all) + delta * (1 - delta))
      return distance == 0 ? 0 : distance / max(0, variance).squareRoot()
    }
    func root(_ target: Double) -> Double {
      var (low, high) = (-1.0, 1.0)
      while high - low > 1e-12 {
        let middle = (low + high) / 2
        if score(middle) > target { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }
    let value = (first - second) / all
    // Where all cases speak for one, its end of the interval is 1, which halving does not quite reach.
    return Estimate(value: value, low: min(value, root(quantile)), high: max(value, root(-quantile)))
  }
}
