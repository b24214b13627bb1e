// The two-state Markov chain of burst errors.

import Core
import Foundation

/// A good and a bad state that follow each other slot by slot.
///
/// E. N. Gilbert, Bell Syst. Tech. J. 39, 1960; E. O. Elliott, ibid. 42, 1963.
public struct GilbertElliott: Hashable, Sendable {
  /// The probability p that a bad slot follows a good one.
  public let goodToBad: Double
  /// The probability q that a good slot follows a bad one.
  public let badToGood: Double
  /// The probability that a good slot loses what is sent in it.
  public let lossInGood: Double
  /// The probability that a bad slot does.
  public let lossInBad: Double

  /// The chain of these transition and loss probabilities.
  /// - Throws: `data` when a probability lies outside of 0 … 1, or no state is ever left.
  public init(goodToBad: Double, badToGood: Double, lossInGood: Double = 0, lossInBad: Double = 1) throws {
    for (name, value) in [
      ("good_to_bad", goodToBad), ("bad_to_good", badToGood), ("loss_in_good", lossInGood), ("loss_in_bad", lossInBad),
    ] where !(0...1).contains(value) {
      throw AirSliceError(.data, "\(name) is \(value); a probability lies between 0 and 1")
    }
    guard goodToBad + badToGood > 0 else {
      throw AirSliceError(.data, "good_to_bad and bad_to_good are both 0: the chain never leaves its first state")
    }
    (self.goodToBad, self.badToGood) = (goodToBad, badToGood)
    (self.lossInGood, self.lossInBad) = (lossInGood, lossInBad)
  }

  /// The chain whose bad slots lose everything and good ones nothing, with the share `loss` of lost slots in bursts of
  /// `burst` slots on average: q = 1/L, p = q P/(1 − P).
  /// - Throws: `data` when there is no such chain: L must be 1 at least, and P/(1 − P) at least, or p would exceed 1.
  public init(loss: Double, burst: Double) throws {
    guard loss >= 0, loss < 1 else {
      throw AirSliceError(.data, "loss is \(loss); with bursts it lies between 0 and below 1")
    }
    let least = max(1, loss / (1 - loss))
    // As far as decimals such as 0.8 can tell.
    guard burst >= least * (1 - 1e-12), burst.isFinite else {
      throw AirSliceError(
        .data, "burst is \(burst); at a loss of \(loss) bursts have at least \(Float(least)) slots on average")
    }
    try self.init(goodToBad: min(1, loss / (1 - loss) / burst), badToGood: 1 / burst)
  }

  /// The share of bad slots, p/(p + q).
  public var badShare: Double { goodToBad / (goodToBad + badToGood) }

  /// The share of lost slots, (q e_G + p e_B)/(p + q).
  public var loss: Double {
    (badToGood * lossInGood + goodToBad * lossInBad) / (goodToBad + badToGood)
  }

  /// Bad slots in a row on average, 1/q.
  public var meanBurst: Double { 1 / badToGood }

  /// Good slots in a row on average, 1/p.
  public var meanGoodRun: Double { 1 / goodToBad }

  /// The probability that a burst of bad slots has the length `slots`, q (1 − q)^(n−1).
  public func burstProbability(_ slots: Int) -> Double {
    slots < 1 ? 0 : badToGood * pow(1 - badToGood, Double(slots - 1))
  }

  /// The correlation of the state with itself `slots` later, (1 − p − q)ⁿ.
  public func autocorrelation(_ slots: Int) -> Double { pow(1 - goodToBad - badToGood, Double(slots)) }
}
