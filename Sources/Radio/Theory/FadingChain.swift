// Markov chains that stand for a fading link: its slots are good above the threshold and bad below.

import Core
import Foundation
import Stochastics

/// How a fading link's slots become a Markov chain.
public enum FadingChainMethod: String, CaseIterable, Hashable, Sendable {
  /// Transition probabilities as crossing rate times slot: H. S. Wang and N. Moayeri, IEEE Trans. Veh. Technol. 44, 1995.
  /// For slots that are short beside fades only: the probabilities may come out above 1.
  case wangMoayeri = "wang-moayeri"
  /// A chain in continuous time with the same mean durations, looked at once a slot; valid for any slot.
  case sampled
  /// The true transition probability of Rayleigh fading over one slot: M. Zorzi, R. R. Rao and L. B. Milstein, ICUPC
  /// 1995; the chain's memory of one slot is an approximation still.
  case exact
}

/// A Rayleigh link that is up above a threshold and down below: the two-state view of fading.
public struct FadingStates: Hashable, Sendable {
  /// The fade margin F = mean SNR / threshold, linear.
  public let margin: Double
  /// The greatest Doppler shift [Hz].
  public let doppler: Double

  /// - Precondition: both are positive.
  public init(margin: Double, doppler: Double) {
    precondition(margin > 0 && doppler > 0, "a margin and a Doppler shift are positive")
    (self.margin, self.doppler) = (margin, doppler)
  }

  /// Transitions from up to down per second of up time, λ = √(2π/F) f_D [1/s]: crossing rate over P(up).
  public var failureRate: Double { (2 * .pi / margin).squareRoot() * doppler }

  /// Transitions from down to up per second of down time, μ = λ/(e^(1/F) − 1) [1/s]: 1 over the mean fade duration.
  public var repairRate: Double { failureRate / expm1(1 / margin) }

  /// The share of time up, e^(−1/F).
  public var availability: Double { exp(-1 / margin) }

  /// The chain of slots of `slot` seconds.
  /// - Throws: `data` when the method gives no probabilities for such slots, `internal` when GSL fails.
  public func chain(_ method: FadingChainMethod, slot: Double) throws -> GilbertElliott {
    switch method {
    case .wangMoayeri:
      let (down, up) = (failureRate * slot, repairRate * slot)
      guard down <= 1, up <= 1 else {
        throw AirSliceError(
          .data,
          "wang-moayeri gives a transition probability of \(Self.short(max(down, up))), above 1: with a Doppler shift of "
            + "\(Self.short(doppler)) Hz a slot may last \(Self.short(1000 / max(failureRate, repairRate))) ms at most; "
            + "the methods sampled and exact have no such bound")
      }
      return try GilbertElliott(goodToBad: down, badToGood: up)
    case .sampled:
      let sum = failureRate + repairRate
      let change = -expm1(-sum * slot) / sum
      return try GilbertElliott(goodToBad: failureRate * change, badToGood: repairRate * change)
    case .exact:
      let down = min(1, try exactFailure(slot))
      // π_B p_BG = π_G p_GB.
      return try GilbertElliott(goodToBad: down, badToGood: min(1, down / expm1(1 / margin)))
    }
  }

  /// The probability that a link that is up is down `slot` seconds later, Q₁(θ, rθ) − Q₁(rθ, θ) with Marcum's Q₁,
  /// r = J₀(2π f_D T) and θ² = 2/(F(1 − r²)).
  ///
  /// For short slots nothing would be left of the difference. With Q₁ as an integral over an angle (M. K. Simon and M.-S.
  /// Alouini, Digital Communication over Fading Channels, chapter 4) it is (1/π) ∫₀^π P (1 − e^(−1/(F P))) dφ with
  /// Poisson's kernel P = (1 − r²)/(1 − 2r cos φ + r²). With e = (1 − r)/(1 + r) and tan(φ/2) = √(e F) tan α that is
  ///
  ///     (2/π) √(e/F) ∫₀^{π/2} (1 − e^(−g/h))/g dα,  g = sin²α + (e/F) cos²α,  h = cos²α + e F sin²α,
  ///
  /// smooth for every slot; for e → 0 it is Wang and Moayeri's λ T.
  private func exactFailure(_ slot: Double) throws -> Double {
    let distance = SpecialFunctions.besselJ0Complement(2 * .pi * doppler * slot)
    // A correlation below zero is a turned phase: its amount counts.
    let ratio = distance > 1 ? (2 - distance) / distance : distance / (2 - distance)
    let integral = try Quadrature.integrate(from: 0, to: .pi / 2) { angle in
      let (sine, cosine) = (sin(angle), cos(angle))
      let g = sine * sine + ratio / margin * cosine * cosine
      let h = cosine * cosine + ratio * margin * sine * sine
      return -expm1(-g / h) / g
    }
    return 2 * (ratio / margin).squareRoot() * integral / .pi
  }

  private static func short(_ value: Double) -> String { String(format: "%.4g", value) }
}

/// A finite-state chain of SNR ranges under Rayleigh fading, with transitions between neighbours.
public struct FiniteStateChain: Hashable, Sendable {
  /// The share of time in each range, from the lowest up.
  public let shares: [Double]
  /// The probability to go one range up, by range; 0 in the highest.
  public let up: [Double]
  /// The probability to go one range down, by range; 0 in the lowest.
  public let down: [Double]

  /// Wang and Moayeri's chain for ranges that meet at the SNRs `thresholds`: t_{k,k+1} = N(Γ_{k+1}) T/π_k and
  /// t_{k,k−1} = N(Γ_k) T/π_k with N(Γ) = √(2πΓ/γ̄) f_D e^(−Γ/γ̄).
  /// - Throws: `data` when thresholds do not ascend from above 0, or a range's transitions sum to more than 1.
  public init(thresholds: [Double], meanSNR: Double, doppler: Double, slot: Double) throws {
    guard !thresholds.isEmpty, thresholds[0] > 0, zip(thresholds, thresholds.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw AirSliceError(.data, "the thresholds of a chain's ranges ascend from above 0")
    }
    let tails = [1] + thresholds.map { exp(-$0 / meanSNR) } + [0]
    let crossings =
      [0] + thresholds.map { FadingLaw.rayleigh.levelCrossingRate(margin: meanSNR / $0, doppler: doppler) } + [0]
    shares = zip(tails, tails.dropFirst()).map { $0 - $1 }
    up = zip(crossings.dropFirst(), shares).map { $0 * slot / $1 }
    down = zip(crossings, shares).map { $0 * slot / $1 }
    if let worst = zip(up, down).map({ $0 + $1 }).max(), worst > 1 {
      throw AirSliceError(
        .data, "a range of the chain is left with probability \(worst), above 1: shorten the slot or widen the ranges")
    }
  }
}
