// Several branches of the same signal, combined at the receiver.

import Foundation
import Stochastics

/// How a receiver makes one signal of several branches.
public enum Combining: String, CaseIterable, Hashable, Sendable {
  /// The best branch alone: its SNR counts.
  case selection
  /// All branches, each weighted by its own gain: the SNRs add up (D. G. Brennan, Proc. IRE 47, 1959).
  case maximalRatio = "maximal-ratio"
}

/// Combining of K independent Rayleigh branches of equal mean SNR.
///
/// Levels are given as the fade margin F = mean SNR of a branch / threshold, linear.
public struct Diversity: Hashable, Sendable {
  public let combining: Combining
  /// The number K of branches.
  public let branches: Int

  /// - Precondition: there is a branch.
  public init(_ combining: Combining, branches: Int) {
    precondition(branches > 0, "a branch at least")
    (self.combining, self.branches) = (combining, branches)
  }

  /// The share of time below the threshold: (1 − e^(−1/F))^K, and 1 − e^(−1/F) Σ_{k<K} F^(−k)/k! = P(K, 1/F).
  /// - Throws: `internal` when GSL fails.
  public func outage(margin: Double) throws -> Double {
    switch combining {
    case .selection: return pow(-expm1(-1 / margin), Double(branches))
    case .maximalRatio: return try SpecialFunctions.gammaP(Double(branches), 1 / margin)
    }
  }

  /// How often the combined envelope goes below the threshold [1/s]: K N (1 − e^(−1/F))^(K−1) with the crossing rate N of
  /// one branch, and √(2π) f_D F^(−(K−½)) e^(−1/F)/Γ(K).
  public func levelCrossingRate(margin: Double, doppler: Double) -> Double {
    switch combining {
    case .selection:
      return Double(branches) * FadingLaw.rayleigh.levelCrossingRate(margin: margin, doppler: doppler)
        * pow(-expm1(-1 / margin), Double(branches - 1))
    case .maximalRatio:
      let count = Double(branches)
      let scale = (2 * .pi).squareRoot() * doppler / tgamma(count)
      return scale * pow(margin, 0.5 - count) * exp(-1 / margin)
    }
  }

  /// E[e^(−s γ)] of the combined SNR: for selection Π_{k=1}^{L} k/(k + s γ̄), since the largest of L exponential powers is
  /// a sum of one of mean γ̄/k for each k, for maximal ratio (1 + s γ̄)^(−L).
  public func laplaceTransform(_ s: Double, meanSNR: Double) -> Double {
    switch combining {
    case .selection:
      return (1...branches).reduce(1.0) { product, k in product * Double(k) / (Double(k) + s * meanSNR) }
    case .maximalRatio: return pow(1 + s * meanSNR, -Double(branches))
    }
  }

  /// The share of wrong bits at the linear mean SNR of each branch. BPSK and QPSK have a closed form for
  /// maximal ratio, p^L Σ_{k<L} C(L−1+k, k)(1 − p)^k with p = ½(1 − √(γ̄/(1 + γ̄))); the others follow from the moment
  /// generating function.
  /// - Throws: `internal` when the quadrature fails.
  public func averageBitErrorRate(_ modulation: Modulation, meanSNR: Double) throws -> Double {
    switch (modulation, combining) {
    case (.bpsk, .maximalRatio), (.qpsk, .maximalRatio):
      let p = try FadingLaw.rayleigh.averageBitErrorRate(.bpsk, meanSNR: meanSNR)
      let sum = (0..<branches).reduce(0.0) { sum, k in
        sum + SpecialFunctions.binomial(branches - 1 + k, k) * pow(1 - p, Double(k))
      }
      return pow(p, Double(branches)) * sum
    default: return try modulation.averageBitErrorRate { laplaceTransform($0, meanSNR: meanSNR) }
    }
  }
}
