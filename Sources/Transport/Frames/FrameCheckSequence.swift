// The checksum at the end of every 802.15.4 frame, real: what it lets through is let through here.

/// The frame check sequence of IEEE 802.15.4: the CRC of x¹⁶ + x¹² + x⁵ + 1, initial value 0, bits in the order of the air
/// (least significant first), no final inversion, low byte first on the air; known as CRC-16/KERMIT.
///
/// Over a frame that ends in its own check sequence it is 0. Initial value 0 means that leading zero bytes go unseen.
/// It is linear: the check of damaged bytes is that of the sent ones, exclusive-or that of the flipped bits.
package enum FrameCheckSequence {
  /// Bytes of the sequence.
  package static let bytes = 2

  /// The check sequence of `octets`. Eight bytes at a time through eight tables (Kounavis and Berry, IEEE ISCC 2005,
  /// doi:10.1109/ISCC.2005.18).
  package static func compute(_ octets: UnsafeRawBufferPointer) -> UInt16 {
    tables.withUnsafeBufferPointer { table in
      var check: UInt16 = 0
      var place = 0
      while place + 8 <= octets.count {
        let word =
          UInt64(littleEndian: octets.loadUnaligned(fromByteOffset: place, as: UInt64.self)) ^ UInt64(check)
        // The word's first byte has seven behind it.
        let first = table[0x700 | Int(word & 0xFF)] ^ table[0x600 | Int(word >> 8 & 0xFF)]
        let second = table[0x500 | Int(word >> 16 & 0xFF)] ^ table[0x400 | Int(word >> 24 & 0xFF)]
        let third = table[0x300 | Int(word >> 32 & 0xFF)] ^ table[0x200 | Int(word >> 40 & 0xFF)]
        let fourth = table[0x100 | Int(word >> 48 & 0xFF)] ^ table[Int(word >> 56)]
        check = first ^ second ^ third ^ fourth
        place += 8
      }
      while place < octets.count {
        check = check >> 8 ^ table[Int(UInt8(truncatingIfNeeded: check) ^ octets[place])]
        place += 1
      }
      return check
    }
  }

  /// The check sequence of `octets`.
  package static func compute(_ octets: [UInt8]) -> UInt16 { octets.withUnsafeBytes(compute) }

  /// Table k, from 256 k on, holds the check of a byte with k zero bytes behind it.
  private static let tables: [UInt16] = {
    var tables = (0..<256).map { byte in
      (0..<8).reduce(UInt16(byte)) { rest, _ in rest >> 1 ^ (rest & 1 == 1 ? 0x8408 : 0) }
    }
    for place in 256..<2048 {
      let shorter = tables[place - 256]
      tables.append(shorter >> 8 ^ tables[Int(shorter & 0xFF)])
    }
    return tables
  }()
}
