// What is left of independent bit errors behind error-correcting codes with hard decisions.

import Foundation
import Stochastics

/// A systematic block code of n symbols, k of them the message, decoded when at most t symbols are wrong.
///
/// Where the minimum distance is 2t + 2, decoders notice t + 1 wrong symbols and leave the message as it is, which is
/// right when all of them lie in the parity. All other patterns of more than t wrong symbols give a wrong message (for
/// Golay 2 in 10,000 of those of six bits do not, which is neglected).
/// Source: J. G. Proakis, Digital Communications, section 8.1, and counting.
public struct BlockCode: Hashable, Sendable {
  /// n, k and t [symbol].
  public let length, message, corrected: Int
  /// Bits of one symbol.
  public let symbolBits: Int
  /// Whether the minimum distance is 2t + 2.
  public let noticesOneMore: Bool

  public static let hamming = BlockCode(length: 7, message: 4, corrected: 1)
  public static let secded = BlockCode(length: 72, message: 64, corrected: 1, noticesOneMore: true)
  public static let golay = BlockCode(length: 24, message: 12, corrected: 3, noticesOneMore: true)
  public static let reedSolomon = BlockCode(length: 255, message: 223, corrected: 16, symbolBits: 8)

  init(length: Int, message: Int, corrected: Int, symbolBits: Int = 1, noticesOneMore: Bool = false) {
    (self.length, self.message, self.corrected) = (length, message, corrected)
    (self.symbolBits, self.noticesOneMore) = (symbolBits, noticesOneMore)
  }

  /// The probability of just `count` wrong symbols, C(n, j) q^j (1 − q)^(n − j).
  private func probability(of count: Int, _ rate: Double) -> Double {
    if rate == 0 || rate == 1 { return count == (rate == 0 ? 0 : length) ? 1 : 0 }
    let logarithm = lgamma(Double(length + 1)) - lgamma(Double(count + 1)) - lgamma(Double(length - count + 1))
    return exp(logarithm + Double(count) * log(rate) + Double(length - count) * log1p(-rate))
  }

  /// The probability that more than t symbols are wrong, with bits wrong at `bitErrorRate`: Σ over j > t.
  public func wordErrorRate(bitErrorRate: Double) -> Double {
    let rate = PacketErrors.rate(bitErrorRate: bitErrorRate, bits: symbolBits)
    return (corrected + 1...length).reduce(0) { $0 + probability(of: $1, rate) }
  }

  /// The probability that the decoded message is wrong.
  public func messageErrorRate(bitErrorRate: Double) -> Double {
    let errors = wordErrorRate(bitErrorRate: bitErrorRate)
    if !noticesOneMore { return errors }
    let rate = PacketErrors.rate(bitErrorRate: bitErrorRate, bits: symbolBits)
    let harmless =
      SpecialFunctions.binomial(length - message, corrected + 1) / SpecialFunctions.binomial(length, corrected + 1)
    return errors - harmless * probability(of: corrected + 1, rate)
  }
}

/// A convolutional code by the spectrum of its error events, decoded with hard decisions.
public struct ConvolutionalCode: Hashable, Sendable {
  /// Distances of error events from the right path, ascending from the free distance on, as far as they are known.
  public let distances: [Int]
  /// Wrong message bits of all events at each of ``distances``.
  public let wrongBits: [Double]

  /// Rate 1/2, K = 7, polynomials 133 and 171 (octal): J. P. Odenwalder's code, spectrum as in J. G. Proakis, Digital
  /// Communications, section 8.2.
  public static let rate1of2 = ConvolutionalCode(
    distances: [10, 12, 14, 16, 18], wrongBits: [36, 211, 1404, 11633, 77433])

  /// The probability P_d that a path at `distance` looks better than the right one, equals decided by a coin:
  /// ½ C(d, d/2) p^(d/2) (1 − p)^(d/2), for even d, and all C(d, j) p^j (1 − p)^(d − j) of j > d/2.
  public static func pairwiseErrorRate(distance: Int, bitErrorRate rate: Double) -> Double {
    (0...distance).reduce(0) { sum, wrong in
      let weight = 2 * wrong < distance ? 0 : 2 * wrong == distance ? 0.5 : 1
      let patterns = weight * SpecialFunctions.binomial(distance, wrong)
      return sum + patterns * pow(rate, Double(wrong)) * pow(1 - rate, Double(distance - wrong))
    }
  }

  /// Bounds of the bit error rate behind a maximum likelihood decoder.
  ///
  /// Above, the union bound Σ β_d P_d over the known part of the spectrum: valid where its terms fall fast, for
  /// ``rate1of2`` at p up to 0.03. Below, P_d at the free distance: so often is even a decoder wrong that only has to
  /// choose between the right path and a nearest one that differs in the bit in question.
  public func bitErrorBounds(bitErrorRate rate: Double) -> ClosedRange<Double> {
    let terms = zip(distances, wrongBits).map { distance, bits in
      bits * Self.pairwiseErrorRate(distance: distance, bitErrorRate: rate)
    }
    return Self.pairwiseErrorRate(distance: distances[0], bitErrorRate: rate)...terms.reduce(0, +)
  }
}
