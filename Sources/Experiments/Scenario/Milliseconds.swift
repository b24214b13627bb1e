// Times in scenarios and tables: decimal milliseconds, exact to the nanosecond.

import Core

/// A time that a scenario gives in milliseconds; 262.143999 is exactly 262,143,999 ns.
package struct Milliseconds: Decodable, Hashable, Sendable {
  /// Eleven days [ns]: sums over a session of requests stay far within 64 bits.
  private static let limit: Int64 = 1_000_000_000_000_000

  /// Nanoseconds, not negative [ns].
  package let nanoseconds: Int64

  /// - Throws: `data` for a negative time and for one that is not a whole number of nanoseconds.
  package init(from decoder: any Decoder) throws {
    let number = try NumberText(from: decoder)
    guard let nanoseconds = number.exactInteger(timesTenTo: 6) else {
      throw AirSliceError(.data, "\(number.text) ms is not a whole number of nanoseconds: at most 6 decimals")
    }
    guard nanoseconds >= 0 else { throw AirSliceError(.data, "\(number.text) ms is negative: times start at 0") }
    guard nanoseconds <= Self.limit else {
      throw AirSliceError(.data, "\(number.text) ms is too long: times end at 1000000000 ms")
    }
    self.nanoseconds = nanoseconds
  }

  /// `nanoseconds` as milliseconds, exact and without needless zeros: 262144000 is "262.144".
  package static func text(nanoseconds: Int64) -> String {
    let (whole, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    var text = (nanoseconds < 0 ? "-" : "") + String(whole)
    if rest > 0 {
      let digits = String(rest + 1_000_000).dropFirst()
      text += "." + digits.reversed().drop { $0 == "0" }.reversed()
    }
    return text
  }
}
