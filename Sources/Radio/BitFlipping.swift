// Masks of hit positions laid over bytes.

extension HitField {
  /// Flips the bits of `bytes` that `rate` hits: bit b of byte n stands at position `first` + 8 n + b. Only bits in
  /// `range`, which lies within those of `bytes`, are looked at.
  func flip(_ bytes: inout [UInt8], first: Int64, range: Range<Int64>, rate: Double) {
    forEachMask(of: range, rate: rate) { origin, words in
      bytes.withUnsafeMutableBytes { bytes in
        var place = Int(origin - first)
        for word in words {
          if word != 0 { Self.flip(word, at: place, in: bytes) }
          place += 64
        }
      }
    }
  }

  /// Flips the bits of `word` from bit `place` on, which may be negative; where those lie outside of `bytes`, `word` is 0.
  private static func flip(_ word: UInt64, at place: Int, in bytes: UnsafeMutableRawBufferPointer) {
    let (byte, shift) = (place >> 3, UInt64(place & 7))
    let low = word << shift
    let high = shift == 0 ? 0 : UInt8(word >> (64 - shift))
    if byte >= 0 && byte + 8 <= bytes.count {
      let old = bytes.loadUnaligned(fromByteOffset: byte, as: UInt64.self)
      bytes.storeBytes(of: old ^ low.littleEndian, toByteOffset: byte, as: UInt64.self)
    } else {
      for offset in 0..<8 where bytes.indices.contains(byte + offset) {
        bytes[byte + offset] ^= UInt8(truncatingIfNeeded: low >> UInt64(8 * offset))
      }
    }
    if high != 0 { bytes[byte + 8] ^= high }
  }
}
