// Which addresses a frame carries: the part of its header that a deployment chooses.

/// Addressing fields of an 802.15.4 data frame (IEEE 802.15.4-2006, clause 7.2.1); ends and PAN identifiers in bytes.
package enum Addressing: String, CaseIterable, Sendable {
  /// Two short addresses within one PAN: header of 9 bytes, 116 left for payload.
  case short
  /// Two short addresses, both PAN identifiers: 11, 114.
  case shortBothPANs = "short-both-pans"
  /// Two extended (64-bit) addresses within one PAN: 21, 104.
  case extended
  /// Two extended addresses, both PAN identifiers: 23, 102.
  case extendedBothPANs = "extended-both-pans"
  /// None at all: 3, 122; as Latré et al. count.
  case none

  /// Bytes of the header: frame control 2, sequence number 1, addresses.
  package var headerBytes: Int {
    switch self {
    case .short: 9
    case .shortBothPANs: 11
    case .extended: 21
    case .extendedBothPANs: 23
    case .none: 3
    }
  }

  /// The most payload bytes of a frame: 127 less header and check sequence.
  package var maximumPayload: Int { DataFrame.maximumBytes - headerBytes - FrameCheckSequence.bytes }

  /// The two-bit code of the addressing mode in the frame control field: 0 none, 2 short, 3 extended.
  var mode: UInt16 {
    switch self {
    case .none: 0
    case .short, .shortBothPANs: 2
    case .extended, .extendedBothPANs: 3
    }
  }

  /// Whether the source's PAN identifier is left out because it is the destination's.
  var isPANCompressed: Bool { self == .short || self == .extended }
}
