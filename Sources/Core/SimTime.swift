// Simulated instants. The kernel works on `Int64` nanoseconds; everything public speaks `SimTime` and `Duration`.
// At 250 kbps one bit lasts exactly 4 µs, so no time in the simulator needs floating point.

/// An instant of simulated time: whole nanoseconds since the start of the simulation [ns].
public struct SimTime: InstantProtocol, Codable, Hashable, Sendable, CustomStringConvertible {
  /// Nanoseconds since the start of the simulation [ns].
  public let nanoseconds: Int64

  /// The instant `nanoseconds` after the start.
  @inlinable
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The start of the simulation.
  public static let zero = SimTime(nanoseconds: 0)

  /// The last instant that can be written; never reached.
  public static let distantFuture = SimTime(nanoseconds: .max)

  /// The instant `duration` later; parts of a nanosecond are cut off toward zero.
  public func advanced(by duration: Duration) -> SimTime {
    SimTime(nanoseconds: nanoseconds + duration.wholeNanoseconds)
  }

  /// The span from here to `other`.
  public func duration(to other: SimTime) -> Duration {
    .nanoseconds(other.nanoseconds - nanoseconds)
  }

  @inlinable
  public static func < (left: SimTime, right: SimTime) -> Bool { left.nanoseconds < right.nanoseconds }

  /// Milliseconds since the start, for people and CSV files [ms].
  public var milliseconds: Double { Double(nanoseconds) / 1e6 }

  public var description: String { "\(milliseconds) ms" }
}

extension Duration {
  /// The span in nanoseconds, cut off toward zero [ns].
  public var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
