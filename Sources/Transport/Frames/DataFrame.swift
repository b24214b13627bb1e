// Data frames and acknowledgements of 802.15.4, byte for byte.

/// A data frame: header, payload, check sequence. Security, which would add 5 to 30 bytes, is not used.
package enum DataFrame {
  /// aMaxPHYPacketSize: the most bytes from the frame control field to the check sequence.
  package static let maximumBytes = 127
  /// Preamble 4, start of frame delimiter 1, length 1: what the physical layer puts in front.
  package static let synchronisationBytes = 6
  /// The longest frame that a short interframe space is enough for: aMaxSIFSFrameSize.
  package static let longestBeforeShortSpace = 18

  /// The PAN of devices and server, and the server's short address there.
  private static let pan: UInt16 = 0xA151
  private static let server: UInt16 = 0x0000
  /// The upper half of extended addresses.
  private static let organisation: UInt64 = 0x0200_00FF_FE00_0000

  /// Writes the header of a data frame from `device` to the server to the start of `octets`; the frame control field has
  /// type 1, the acknowledgement request, PAN compression and addressing modes, all in little-endian order.
  /// - Precondition: there is room for the header.
  package static func writeHeader(
    to octets: UnsafeMutableRawBufferPointer, addressing: Addressing, device: Int, sequenceNumber: UInt8,
    acknowledged: Bool
  ) {
    var control: UInt16 = 1
    if acknowledged { control |= 1 << 5 }
    if addressing.isPANCompressed { control |= 1 << 6 }
    control |= addressing.mode << 10 | addressing.mode << 14
    var place = 0
    func put<Word: FixedWidthInteger>(_ word: Word) {
      octets.storeBytes(of: word.littleEndian, toByteOffset: place, as: Word.self)
      place += Word.bitWidth / 8
    }
    put(control)
    put(sequenceNumber)
    if addressing == .none { return }
    let isShort = addressing.mode == 2
    put(pan)
    if isShort { put(server) } else { put(organisation) }
    if !addressing.isPANCompressed { put(pan) }
    // The server is number 0.
    if isShort { put(UInt16(truncatingIfNeeded: device + 1)) } else { put(organisation | UInt64(device + 1)) }
  }

  /// A data frame with its check sequence; for tests and tools, one allocation each.
  package static func octets(
    addressing: Addressing, device: Int, sequenceNumber: UInt8, acknowledged: Bool, payload: [UInt8]
  ) -> [UInt8] {
    var octets = [UInt8](repeating: 0, count: addressing.headerBytes)
    octets.withUnsafeMutableBytes {
      writeHeader(
        to: $0, addressing: addressing, device: device, sequenceNumber: sequenceNumber, acknowledged: acknowledged)
    }
    octets += payload
    let check = FrameCheckSequence.compute(octets)
    return octets + [UInt8(truncatingIfNeeded: check), UInt8(check >> 8)]
  }
}

/// An acknowledgement: frame control, the sequence number that it answers, check sequence.
package enum AcknowledgementFrame {
  package static let bytes = 5

  /// Writes the five bytes for `sequenceNumber`.
  static func write(to octets: UnsafeMutableRawBufferPointer, sequenceNumber: UInt8) {
    (octets[0], octets[1], octets[2]) = (2, 0, sequenceNumber)
    let check = FrameCheckSequence.compute(UnsafeRawBufferPointer(rebasing: octets[..<3]))
    (octets[3], octets[4]) = (UInt8(truncatingIfNeeded: check), UInt8(check >> 8))
  }

  /// Whether `octets` are an acknowledgement for `sequenceNumber`, rightly checked.
  static func answers(_ octets: UnsafeRawBufferPointer, sequenceNumber: UInt8) -> Bool {
    FrameCheckSequence.compute(octets) == 0 && octets[0] == 2 && octets[1] == 0 && octets[2] == sequenceNumber
  }

  /// The five bytes for `sequenceNumber`.
  package static func octets(sequenceNumber: UInt8) -> [UInt8] {
    var octets = [UInt8](repeating: 0, count: bytes)
    octets.withUnsafeMutableBytes { write(to: $0, sequenceNumber: sequenceNumber) }
    return octets
  }
}
