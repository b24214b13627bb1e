// Numbers as they are written. YAML 1.1 reads 1:30 as 90 and 010 as 8 and takes infinities; here those are refused,
// and decimals are kept exactly, because 262.143999 ms and 262.144 ms are different instants.

import Foundation

/// The text of a number: a decimal with an optional fraction and power of ten.
package struct NumberText: Hashable, Sendable {
  /// The number as written.
  package let text: String
  /// The significant digits without sign, fraction included: 1.50e3 has 150.
  private let digits: [UInt8]
  /// The power of ten that the digits are multiplied with: 1.50e3 has 1.
  private let exponent: Int
  private let isNegative: Bool

  /// The number that `text` spells; nil when it does not spell one.
  package init?(_ text: String) {
    guard let match = text.wholeMatch(of: /(-?)(0|[1-9][0-9]*|)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,6}))?/) else {
      return nil
    }
    let (whole, fraction) = (match.2, match.3 ?? "")
    guard !(whole.isEmpty && fraction.isEmpty) else { return nil }
    self.text = text
    isNegative = !match.1.isEmpty
    digits = (whole + fraction).utf8.map { $0 - UInt8(ascii: "0") }
    exponent = (match.4.flatMap { Int($0) } ?? 0) - fraction.count
  }

  /// The nearest double; nil when it is not finite (1e400).
  package var double: Double? {
    guard let value = Double(text.hasPrefix(".") ? "0" + text : text.replacing("-.", with: "-0.")), value.isFinite
    else {
      return nil
    }
    return value
  }

  /// The number times 10 to the `power`, when that is a whole number that fits.
  package func exactInteger(timesTenTo power: Int) -> Int64? {
    var digits = digits[...]
    var exponent = exponent + power
    while exponent < 0, digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    if digits.allSatisfy({ $0 == 0 }) { return 0 }
    guard (0...18).contains(exponent) else { return nil }
    var value: Int64 = 0
    for digit in digits + repeatElement(0, count: exponent) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      // Subtracting keeps the most negative number within reach.
      let (sum, carry) = product.subtractingReportingOverflow(Int64(digit))
      if overflow || carry { return nil }
      value = sum
    }
    return isNegative ? value : (value == .min ? nil : -value)
  }
}
