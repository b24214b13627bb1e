// The special functions of link theory, from GSL and the C library.

internal import CGSL
import Foundation

/// Special functions; arguments within the stated domains never fail.
package enum SpecialFunctions {
  /// The tail of the normal law, Q(x) = P(X > x) = ½ erfc(x/√2).
  package static func gaussianTail(_ x: Double) -> Double { 0.5 * erfc(x / 2.0.squareRoot()) }

  /// The Bessel function of the first kind J₀(x).
  package static func besselJ0(_ x: Double) -> Double { j0(x) }

  /// 1 − J₀(x), with its digits where x is small: Σ_{k≥1} (−1)^(k+1) (x/2)^(2k)/k!².
  package static func besselJ0Complement(_ x: Double) -> Double {
    if abs(x) > 1 { return 1 - j0(x) }
    var (sum, term) = (0.0, -1.0)
    for k in 1...10 {
      term *= -(x / 2) * (x / 2) / Double(k * k)
      sum += term
    }
    return sum
  }

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

  /// 1 − Q₁(a, b) = ∫₀^b x e^(−(x² + a²)/2) I₀(a x) dx with Marcum's Q₁, for a, b ≥ 0: the probability that a complex
  /// Gaussian of unit variance in each part and mean amplitude `a` stays within `b`. GSL has none; integrated on the side
  /// that holds less, so that small values keep their digits.
  /// - Throws: `internal` when the quadrature fails.
  package static func marcumP1(_ a: Double, _ b: Double) throws -> Double {
    if b == 0 { return 0 }
    // Forty standard deviations away from b nothing is left in double precision; over more the quadrature would miss what
    // there is. The exponential is highest at b: its height there is taken out, so that no tail is too small.
    let isLower = b <= a
    let height = -(b - a) * (b - a) / 2
    let integral = try Quadrature.integrate(from: isLower ? max(0, b - 40) : b, to: isLower ? b : b + 40) { x in
      x * exp(-(x - a) * (x - a) / 2 - height) * scaledBesselI0(a * x)
    }
    return isLower ? exp(height) * integral : 1 - exp(height) * integral
  }
}
