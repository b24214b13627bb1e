// A link's bit rate and the time that bits take on it.

/// A rate of bits [bit/s].
public struct BitRate: Hashable, Sendable, CustomStringConvertible {
  /// Bits per second [bit/s], positive.
  public let bitsPerSecond: Int64

  /// - Precondition: `bitsPerSecond` is positive.
  public init(bitsPerSecond: Int64) {
    precondition(bitsPerSecond > 0, "a bit rate is positive")
    self.bitsPerSecond = bitsPerSecond
  }

  /// IEEE 802.15.4 at 2.4 GHz, and the link of the NAIR paper: 250 kbit/s, 4 µs a bit.
  public static let ieee802154 = BitRate(bitsPerSecond: 250_000)

  /// Time on air of `bits` bits, rounded up to a whole nanosecond.
  /// - Precondition: `bits` is not negative, and the time fits 63 bits of nanoseconds, 292 years.
  public func transmissionTime(ofBits bits: Int64) -> Duration {
    .nanoseconds(nanoseconds(forBits: bits))
  }

  /// Nanoseconds on air of `bits` bits, rounded up [ns].
  /// - Precondition: as for ``transmissionTime(ofBits:)``.
  public func nanoseconds(forBits bits: Int64) -> Int64 {
    precondition(bits >= 0, "a number of bits is not negative")
    let product = bits.multipliedFullWidth(by: 1_000_000_000)
    let (quotient, remainder) = bitsPerSecond.dividingFullWidth(product)
    return remainder == 0 ? quotient : quotient + 1
  }

  public var description: String { "\(Double(bitsPerSecond) / 1e3) kbit/s" }
}
