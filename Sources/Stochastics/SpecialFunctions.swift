// The special functions of link theory, from GSL and the C library.

internal import CGSL
import Foundation

/// Special functions; arguments within the stated domains never fail.
package enum SpecialFunctions {
  /// The tail of the normal law, Q(x) = P(X > x) = ½ erfc(x/√2).
  package static func gaussianTail(_ x: Double) -> Double { 0.5 * erfc(x / 2.0.squareRoot()) }

  /// The Bessel function of the first kind J₀(x).
  package static func besselJ0(_ x: Double) -> Double { j0(x) }

  /// The modified Bessel function of the first kind, scaled so that it never overflows: e^(−|x|) I₀(x).
  package static func scaledBesselI0(_ x: Double) -> Double { gsl_sf_bessel_I0_scaled(x) }

  /// The binomial coefficient "`n` over `k`", exact up to 2⁵³.
  /// - Precondition: 0 ≤ k ≤ n.
  package static func binomial(_ n: Int, _ k: Int) -> Double {
    precondition((0...max(n, 0)).contains(k), "k lies in 0 ... n")
    return (0..<min(k, n - k)).reduce(1.0) { ($0 * Double(n - $1) / Double($1 + 1)).rounded() }
  }

  /// The regularised lower incomplete gamma function P(a, x) = ∫₀ˣ t^(a−1) e^(−t) dt / Γ(a): the distribution of a gamma
  /// variable of shape `a` and scale 1. For a > 0, x ≥ 0.
  /// - Throws: `internal` when GSL fails.
  package static func gammaP(_ a: Double, _ x: Double) throws -> Double {
    try GSL.finite("gsl_sf_gamma_inc_P") { gsl_sf_gamma_inc_P(a, x) }
  }

  /// Marcum's Q₁(a, b) = ∫_b^∞ x e^(−(x² + a²)/2) I₀(a x) dx, for a, b ≥ 0: the probability that a unit-variance
  /// complex Gaussian with mean amplitude `a` exceeds `b`. GSL has none; integrated on the side that holds less, so that
  /// small values keep their digits.
  /// - Throws: `internal` when the quadrature fails.
  package static func marcumQ1(_ a: Double, _ b: Double) throws -> Double {
    if b <= a { return 1 - (try marcumIntegral(a, from: 0, to: b)) }
    // Forty standard deviations beyond b there is nothing left in double precision.
    return try marcumIntegral(a, from: b, to: b + 40)
  }

  /// 1 − Q₁(a, b), with its digits where it is small.
  /// - Throws: `internal` when the quadrature fails.
  package static func marcumP1(_ a: Double, _ b: Double) throws -> Double {
    if b <= a { return try marcumIntegral(a, from: 0, to: b) }
    return 1 - (try marcumIntegral(a, from: b, to: b + 40))
  }

  private static func marcumIntegral(_ a: Double, from start: Double, to end: Double) throws -> Double {
    if start == end { return 0 }
    // Beyond a the integrand falls from the start on: its height there is taken out, so that no tail is too small.
    let height = start > a ? -(start - a) * (start - a) / 2 : 0
    let integral = try Quadrature.integrate(from: start, to: end) { x in
      x * exp(-(x - a) * (x - a) / 2 - height) * scaledBesselI0(a * x)
    }
    return exp(height) * integral
  }
}
