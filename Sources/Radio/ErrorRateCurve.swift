// Bit error rates as fast as a simulation needs them.

import Foundation

/// A modulation's bit error rate over the SNR: for O-QPSK, whose formula has fifteen exponentials, from a table.
package struct ErrorRateCurve: Sendable {
  private let modulation: Modulation

  package init(_ modulation: Modulation) { self.modulation = modulation }

  /// ``Modulation/bitErrorRate(snr:)``; for O-QPSK within 1e-4 of it, relatively, and 0 where it is below 1e-29.
  package func rate(_ snr: Double) -> Double {
    guard modulation == .oqpsk else { return modulation.bitErrorRate(snr: snr) }
    let place = snr * Self.steps
    guard place < Double(Self.table.count - 1) else { return 0 }
    let index = Int(place)
    let share = place - Double(index)
    return exp(Self.table[index] * (1 - share) + Self.table[index + 1] * share)
  }

  /// An SNR above which ``rate(_:)`` is below `rate`, the least such but for a thousandth or an entry of the table.
  package func snr(atRate rate: Double) -> Double {
    if modulation == .oqpsk {
      // The first entry below: the table falls.
      let bound = log(rate)
      var (low, high) = (0, Self.table.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if Self.table[middle] < bound { high = middle } else { low = middle + 1 }
      }
      return Double(high) / Self.steps
    }
    var (low, high) = (0.0, 1.0)
    while self.rate(high) >= rate && high < 1e9 { (low, high) = (high, 2 * high) }
    while high - low > 1e-3 * high {
      let middle = (low + high) / 2
      if self.rate(middle) >= rate { low = middle } else { high = middle }
    }
    return high
  }

  /// Entries per unit of SNR.
  private static let steps = 512.0
  /// Logarithms of the rate: these are nearly straight.
  private static let table = (0...Int(7 * steps)).map { log(Modulation.oqpsk.bitErrorRate(snr: Double($0) / steps)) }
}
