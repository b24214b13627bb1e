// Bit error rates without fading.

import Core
import Foundation
import Stochastics

/// How bits become waveforms: what decides how often a receiver takes one for the other.
///
/// `snr` is linear. For O-QPSK it is the signal-to-noise ratio in the receiver's 2 MHz (at 250 kbit/s), as ns-3 and
/// IEEE 802.15.4 count it; for all others it is Eb/N0, the energy of a bit over the noise density.
public enum Modulation: String, CaseIterable, Hashable, Sendable {
  /// IEEE 802.15.4 at 2.4 GHz: offset QPSK with 16 chip sequences of 32 chips.
  case oqpsk
  /// Binary phase-shift keying.
  case bpsk
  /// Quadrature phase-shift keying, Gray coded: two BPSK side by side, so the same rate per bit.
  case qpsk
  /// Differential binary phase-shift keying.
  case dpsk
  /// Binary orthogonal frequency-shift keying, detected coherently.
  case coherentFSK = "coherent-fsk"
  /// Binary orthogonal frequency-shift keying, detected by energy.
  case nonCoherentFSK = "non-coherent-fsk"

  /// The band [Hz] whose noise the `snr` is counted against at `rate`: 2 MHz for O-QPSK at 250 kbit/s, eight times the rate
  /// at others, its chips being so much faster or slower; the rate itself for Eb/N0.
  public func noiseBandwidth(at rate: BitRate) -> Double {
    Double(rate.bitsPerSecond) * (self == .oqpsk ? 8 : 1)
  }

  /// The share of wrong bits in additive white Gaussian noise at the linear `snr`, which is 0 or more.
  ///
  /// - O-QPSK: (8/15)(1/16) Σ_{k=2}^{16} (−1)^k C(16,k) e^(20 snr (1/k − 1)): IEEE 802.15.4-2006 §E.4.1.7, as in
  ///   ns-3's LrWpanErrorModel. At snr 0 it is ½.
  /// - BPSK, QPSK: Q(√(2 snr)); DPSK: ½ e^(−snr); coherent FSK: Q(√snr); non-coherent FSK: ½ e^(−snr/2): J. G.
  ///   Proakis, Digital Communications, chapter 5.
  public func bitErrorRate(snr: Double) -> Double {
    switch self {
    case .oqpsk: return Self.oqpskSum { exp(-$0 * snr) }
    case .bpsk, .qpsk: return SpecialFunctions.gaussianTail((2 * snr).squareRoot())
    case .dpsk: return 0.5 * exp(-snr)
    case .coherentFSK: return SpecialFunctions.gaussianTail(snr.squareRoot())
    case .nonCoherentFSK: return 0.5 * exp(-snr / 2)
    }
  }

  /// The share of wrong bits over fading: E of ``bitErrorRate(snr:)``, from M(s) = E[e^(−s snr)] alone.
  ///
  /// O-QPSK, DPSK and non-coherent FSK are sums of exponentials, so of M; the others use Craig's form of Q,
  /// Q(√(2 g snr)) = (1/π) ∫₀^{π/2} e^(−g snr / sin²θ) dθ (M. K. Simon and M.-S. Alouini, Digital Communication over
  /// Fading Channels, chapters 4 and 8).
  /// - Throws: `internal` when the quadrature fails.
  func averageBitErrorRate(_ transform: (Double) -> Double) throws -> Double {
    switch self {
    case .oqpsk: return Self.oqpskSum(transform)
    case .bpsk, .qpsk: return try Self.craig(1, transform)
    case .dpsk: return 0.5 * transform(1)
    case .coherentFSK: return try Self.craig(0.5, transform)
    case .nonCoherentFSK: return 0.5 * transform(0.5)
    }
  }

  /// Coefficients (8/15)(1/16)(−1)^k C(16,k) and exponents 20 (1 − 1/k) for k = 2 … 16.
  private static let oqpskTerms = (2...16).map { k in
    (factor: (k % 2 == 0 ? 1.0 : -1.0) * SpecialFunctions.binomial(16, k) / 30, exponent: 20 * (1 - 1 / Double(k)))
  }

  private static func oqpskSum(_ transform: (Double) -> Double) -> Double {
    oqpskTerms.reduce(0) { $0 + $1.factor * transform($1.exponent) }
  }

  private static func craig(_ scale: Double, _ transform: (Double) -> Double) throws -> Double {
    try Quadrature.integrate(from: 0, to: .pi / 2) { angle in
      let sine = sin(angle)
      return sine == 0 ? 0 : transform(scale / (sine * sine))
    } / .pi
  }
}

extension Modulation: Decodable {
  /// - Throws: `data` naming the modulations that there are.
  public init(from decoder: any Decoder) throws { try self.init(named: "modulation", from: decoder) }
}
