// How a device gets at the medium and how it learns that a frame has arrived: the settings of the 802.15.4 MAC.

/// Unslotted CSMA-CA, acknowledgements and interframe spaces of IEEE 802.15.4 without beacons.
///
/// An attempt: back off for a random number of units of 20 symbols, 0 … 2^BE − 1; listen for 8 symbols (clear channel
/// assessment); if nothing was heard turn around (12 symbols) and transmit, else back off again with BE + 1, up to
/// `maximumBackoffs` times, after which the packet is given up (channel access failure). The acknowledgement starts
/// 12 symbols after the frame's end; without one the next attempt begins 54 symbols after it. A symbol is four bits:
/// 16 µs at 250 kbit/s, and in proportion at other rates.
/// Source: IEEE 802.15.4-2006, clause 7.5.1.4, with ns-3's acknowledgement wait.
package struct MediumAccess: Sendable, Hashable {
  /// What backoffs are made of.
  package enum Backoff: String, CaseIterable, Sendable {
    /// Drawn, each anew.
    case random
    /// Always the mean, (2^BE − 1)/2 units: for comparison with closed forms.
    case mean
    /// Left out.
    case none
  }

  /// Lengths in symbols.
  enum Symbols {
    static let backoffUnit: Int64 = 20
    static let assessment: Int64 = 8
    static let turnaround: Int64 = 12
    static let acknowledgementWait: Int64 = 54
    static let shortSpace: Int64 = 12
    static let longSpace: Int64 = 40
  }

  package var backoff = Backoff.random
  /// Whether the medium is listened to behind the backoff; if not, neither assessment nor turnaround take time.
  package var listens = true
  /// macMinBE and macMaxBE.
  package var minimumExponent = 3
  package var maximumExponent = 5
  /// macMaxCSMABackoffs: assessments beyond the first.
  package var maximumBackoffs = 4
  /// Whether frames are acknowledged, and sent again when they are not.
  package var isAcknowledged = true

  /// The standard's defaults.
  package init() {}
}

/// The lengths of ``MediumAccess`` in time, on a link of some rate [ns].
struct AccessTimes {
  let backoffUnit, assessment, turnaround, acknowledgementWait, shortSpace, longSpace: Int64

  init(nanosecondsForBits: (Int64) -> Int64) {
    typealias Symbols = MediumAccess.Symbols
    backoffUnit = nanosecondsForBits(4 * Symbols.backoffUnit)
    assessment = nanosecondsForBits(4 * Symbols.assessment)
    turnaround = nanosecondsForBits(4 * Symbols.turnaround)
    acknowledgementWait = nanosecondsForBits(4 * Symbols.acknowledgementWait)
    shortSpace = nanosecondsForBits(4 * Symbols.shortSpace)
    longSpace = nanosecondsForBits(4 * Symbols.longSpace)
  }
}
