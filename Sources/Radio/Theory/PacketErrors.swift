// From wrong bits to lost packets, and what retransmission makes of them.

import Foundation

/// Packets of independent bits.
public enum PacketErrors {
  /// The probability that at least one of `bits` bits is wrong, 1 − (1 − p)ⁿ, by way of log1p and expm1: the plain power
  /// loses its digits at small rates.
  public static func rate(bitErrorRate: Double, bits: Int) -> Double {
    bits == 0 ? 0 : -expm1(Double(bits) * log1p(-bitErrorRate))
  }
}

/// Stop-and-wait retransmission over independent attempts.
///
/// An attempt is confirmed when data and acknowledgment both get through, s = (1 − data)(1 − ack).
public struct Retransmission: Hashable, Sendable {
  /// The probability that a data frame is lost.
  public var dataErrorRate: Double
  /// The probability that an acknowledgment is lost.
  public var acknowledgmentErrorRate: Double
  /// Attempts at most: 4 with IEEE 802.15.4's macMaxFrameRetries of 3.
  public var attempts: Int

  /// - Precondition: there is an attempt.
  public init(dataErrorRate: Double, acknowledgmentErrorRate: Double, attempts: Int = 4) {
    precondition(attempts > 0, "one attempt at least")
    (self.dataErrorRate, self.acknowledgmentErrorRate) = (dataErrorRate, acknowledgmentErrorRate)
    self.attempts = attempts
  }

  /// The probability that one attempt is confirmed.
  public var attemptSuccess: Double { (1 - dataErrorRate) * (1 - acknowledgmentErrorRate) }

  /// The probability that the sender hears of success, 1 − (1 − s)ⁿ.
  public var confirmed: Double { 1 - pow(1 - attemptSuccess, Double(attempts)) }

  /// The probability that just `count` attempts are made: s (1 − s)^(k − 1), and (1 − s)^(n − 1) for the last possible.
  public func probability(ofAttempts count: Int) -> Double {
    guard (1...attempts).contains(count) else { return 0 }
    let before = pow(1 - attemptSuccess, Double(count - 1))
    return count == attempts ? before : before * attemptSuccess
  }

  /// Attempts on average, (1 − (1 − s)ⁿ)/s.
  public var meanAttempts: Double { attemptSuccess == 0 ? Double(attempts) : confirmed / attemptSuccess }

  /// The probability that the receiver has the data when every attempt is made, 1 − dataⁿ. The sender stops only after
  /// an attempt that the receiver has got, so this is exact.
  public var delivered: Double { 1 - pow(dataErrorRate, Double(attempts)) }
}
