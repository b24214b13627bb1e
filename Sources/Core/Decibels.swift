// Decibels and linear ratios as different types, so that neither is ever taken for the other.

import Foundation

/// A ratio of powers on the logarithmic scale [dB]: 10 log₁₀ of it. A ratio of amplitudes has 20 log₁₀, since power goes
/// with the square.
public struct Decibels: Hashable, Comparable, Sendable {
  /// The level [dB].
  public let value: Double

  /// `value` dB.
  public init(_ value: Double) { self.value = value }

  /// The level of a ratio of powers; −∞ dB for nothing.
  public init(powerRatio: Double) { value = 10 * log10(powerRatio) }

  /// The level of a ratio of amplitudes.
  public init(amplitudeRatio: Double) { value = 20 * log10(amplitudeRatio) }

  /// The ratio of powers.
  public var powerRatio: Double { pow(10, value / 10) }

  /// The ratio of amplitudes.
  public var amplitudeRatio: Double { pow(10, value / 20) }

  public static func < (left: Decibels, right: Decibels) -> Bool { left.value < right.value }
}
