// The laws of a fading link's power: how often it is how low, and how often it gets there.

import Foundation
import Stochastics

/// The law of the power gain of a narrow-band link, scaled to mean 1.
///
/// Levels are given as the fade margin F = mean SNR / threshold, linear: the envelope relative to its root mean square is
/// ρ with ρ² = 1/F. Sources: S. O. Rice, Bell Syst. Tech. J. 27, 1948 (Rayleigh, Rician); M. D. Yacoub et al., IEEE
/// Trans. Veh. Technol. 48, 1999 (Nakagami); M. K. Simon and M.-S. Alouini, Digital Communication over Fading Channels.
public enum FadingLaw: Hashable, Sendable {
  /// Scattering alone: exponential power.
  case rayleigh
  /// A line of sight of `k` times the scattered power, linear, k ≥ 0; 0 is Rayleigh.
  case rician(k: Double)
  /// The mean of 2m squared Gaussians, m ≥ ½; 1 is Rayleigh.
  case nakagami(m: Double)

  /// E[e^(−s γ)] for the SNR γ of the given mean, s ≥ 0: 1/(1 + s γ̄); (1+K)/(1+K+s γ̄) e^(−K s γ̄/(1+K+s γ̄));
  /// (1 + s γ̄/m)^(−m).
  public func laplaceTransform(_ s: Double, meanSNR: Double) -> Double {
    let x = s * meanSNR
    switch self {
    case .rayleigh: return 1 / (1 + x)
    case .rician(let k): return (1 + k) / (1 + k + x) * exp(-k * x / (1 + k + x))
    case .nakagami(let m): return pow(1 + x / m, -m)
    }
  }

  /// The density of the power at `x`, x > 0: e^(−x); (1+K) e^(−K−(1+K)x) I₀(2√(K(1+K)x)); m^m x^(m−1) e^(−mx)/Γ(m).
  public func powerDensity(_ x: Double) -> Double {
    switch self {
    case .rayleigh: return exp(-x)
    case .rician(let k):
      let distance = ((1 + k) * x).squareRoot() - k.squareRoot()
      let argument = 2 * (k * (1 + k) * x).squareRoot()
      return (1 + k) * exp(-distance * distance) * SpecialFunctions.scaledBesselI0(argument)
    case .nakagami(let m):
      let rise = m * log(m) + (m - 1) * log(x)
      return exp(rise - m * x - lgamma(m))
    }
  }

  /// The probability that the power is `x` or less, x ≥ 0: 1 − e^(−x); 1 − Q₁(√(2K), √(2(K+1)x)); P(m, m x).
  /// - Throws: `internal` when GSL fails.
  public func powerDistribution(_ x: Double) throws -> Double {
    switch self {
    case .rayleigh: return -expm1(-x)
    case .rician(let k): return try SpecialFunctions.marcumP1((2 * k).squareRoot(), (2 * (k + 1) * x).squareRoot())
    case .nakagami(let m): return try SpecialFunctions.gammaP(m, m * x)
    }
  }

  /// The share of time below the threshold at the fade margin.
  /// - Throws: `internal` when GSL fails.
  public func outage(margin: Double) throws -> Double { try powerDistribution(1 / margin) }

  /// How often the envelope goes below the threshold [1/s] at Doppler `doppler` [Hz]:
  /// √(2π) f_D ρ e^(−ρ²); √(2π(K+1)) f_D ρ e^(−K−(K+1)ρ²) I₀(2ρ√(K(K+1))); √(2π) f_D m^(m−½) ρ^(2m−1) e^(−mρ²)/Γ(m).
  /// The line of sight has no Doppler shift here.
  public func levelCrossingRate(margin: Double, doppler: Double) -> Double {
    let power = 1 / margin
    let root = power.squareRoot()
    switch self {
    case .rayleigh: return (2 * .pi).squareRoot() * doppler * root * exp(-power)
    case .rician(let k):
      let argument = 2 * root * (k * (k + 1)).squareRoot()
      let scatter = (2 * .pi * (k + 1)).squareRoot() * doppler * root
      return scatter * exp(argument - k - (k + 1) * power) * SpecialFunctions.scaledBesselI0(argument)
    case .nakagami(let m):
      let steepness = (m - 0.5) * log(m) + (2 * m - 1) * log(root)
      let exponent = steepness - m * power - lgamma(m)
      return (2 * .pi).squareRoot() * doppler * exp(exponent)
    }
  }

  /// How long the envelope stays below the threshold on average [s]: outage over level crossing rate.
  /// - Throws: `internal` when GSL fails.
  public func averageFadeDuration(margin: Double, doppler: Double) throws -> Double {
    try outage(margin: margin) / levelCrossingRate(margin: margin, doppler: doppler)
  }
}
