// Where a logarithmic axis has its numbers: powers of ten alone leave a short axis with one of them, or with none.

import Foundation

/// The labelled ticks of a logarithmic axis: three at least, at the roundest places that there are so many of.
package struct LogarithmicTicks {
  /// Their places in ascending order; nil for all powers of ten, which gnuplot finds and thins out by itself.
  package let places: [Double]?
  /// gnuplot's format for their numbers.
  package let format: String

  /// For an axis over `range`, whose lower end is positive.
  package init(_ range: ClosedRange<Double>) {
    precondition(range.lowerBound > 0, "a logarithmic axis has no zero")
    for digits in [[1.0], [1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]] {
      let places = Self.places(digits, range)
      guard places.count > 2 else { continue }
      // Long numbers are written with a power of ten.
      let isPlain = places[0] >= 0.001 && places[places.count - 1] < 1e5
      self.places = digits.count == 1 ? nil : places
      format = digits.count == 1 ? "10^{%L}" : isPlain ? "%g" : "%.0t·10^{%T}"
      return
    }
    (places, format) = (Self.evenly(range), "%g")
  }

  /// Digits times powers of ten within `range`.
  private static func places(_ digits: [Double], _ range: ClosedRange<Double>) -> [Double] {
    let first = Int(log10(range.lowerBound).rounded(.down))
    let last = max(first, Int(log10(range.upperBound).rounded(.up)))
    return (first...last).flatMap { power in
      // Written and read: 3 × 0.1 is not 0.3.
      digits.compactMap { Double("\(Int($0))e\(power)") }
    }.filter(range.contains)
  }

  /// Evenly spaced round numbers, on an axis of less than three digits; just the range's ends where that is next to
  /// nothing.
  private static func evenly(_ range: ClosedRange<Double>) -> [Double] {
    let length = range.upperBound - range.lowerBound
    guard length > 1e-9 * range.upperBound else { return [range.lowerBound] }
    let power = pow(10, (log10(length / 3)).rounded(.down))
    let step = power * ([5, 2].first { $0 * power <= length / 3 } ?? 1)
    let first = (range.lowerBound / step).rounded(.up)
    return (0...8).map { (first + Double($0)) * step }.filter(range.contains)
  }
}
