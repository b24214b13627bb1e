// Comparison with a number of as many digits as the source gives.

import Foundation

/// Whether `value` is `expected`, whose last digit is the `digits`th significant one, rounded.
func agrees(_ value: Double, _ expected: Double, digits: Int = 7) -> Bool {
  if expected == 0 { return value == 0 }
  return abs(value - expected) <= 0.51 * pow(10, floor(log10(abs(expected))) + 1 - Double(digits))
}

/// The ratio of powers of `decibels`.
func linear(_ decibels: Double) -> Double { pow(10, decibels / 10) }
