// What unslotted CSMA-CA costs on a medium that nobody else uses.

/// Mean times of IEEE 802.15.4's access without beacons, counted in symbols of four bits.
///
/// An exchange: backoff of (2^BE − 1)/2 units of 20 symbols in the mean, assessment of 8 symbols, turnaround of 12, the
/// frame, then with acknowledgement 12 of turnaround and 22 of the acknowledgement, and a space of 40 symbols behind
/// frames of more than 18 bytes, else 12. Valid without losses and without others on the medium.
/// Source: IEEE 802.15.4-2006, clauses 7.5.1.4 and 7.5.6; B. Latré et al., MASS 2006, count neither assessment nor
/// turnaround.
public struct ChannelAccess: Hashable, Sendable {
  /// Bits per second.
  public var rate: Double
  /// BE of the first backoff, macMinBE.
  public var exponent: Int
  public var isAcknowledged: Bool

  public init(rate: Double = 250_000, exponent: Int = 3, isAcknowledged: Bool = true) {
    (self.rate, self.exponent, self.isAcknowledged) = (rate, exponent, isAcknowledged)
  }

  /// The time of `count` symbols [s].
  private func time(symbols count: Double) -> Double { 4 * count / rate }

  /// The mean backoff before an assessment [s]: 1.12 ms for BE = 3 at 250 kbit/s.
  public var meanBackoff: Double { time(symbols: 20 * Double((1 << exponent) - 1) / 2) }

  /// The time on the air of a frame of `bytes` bytes from the frame control field to the check sequence, six bytes of
  /// synchronisation and length in front of them [s].
  public func frameTime(bytes: Int) -> Double { time(symbols: 2 * Double(bytes + 6)) }

  /// From a frame's end to that of its acknowledgement [s].
  public var acknowledgementTime: Double { isAcknowledged ? time(symbols: 12 + 22) : 0 }

  /// The mean time of an exchange of a frame of `bytes` bytes, the space behind it included [s].
  public func exchangeTime(bytes: Int) -> Double {
    meanBackoff + time(symbols: 8 + 12) + frameTime(bytes: bytes) + acknowledgementTime
      + time(symbols: bytes <= 18 ? 12 : 40)
  }

  /// Payload over the time that it takes, for frames of `overhead` bytes beyond `payload` [bit/s].
  public func throughput(payload: Int, overhead: Int = 11) -> Double {
    8 * Double(payload) / exchangeTime(bytes: payload + overhead)
  }

  /// The probability that two nodes that begin at the same instant send at once: that both draw the same of 2^BE
  /// backoffs. Nodes with other backoffs hear each other.
  public var collision: Double { 1 / Double(1 << exponent) }
}
