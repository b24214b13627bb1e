// Masks of hit positions laid over bytes.

extension HitField {
  /// Flips the bits of `octets` that `rate` hits among the positions in `range`; bit b of byte n stands at position
  /// 8 (`firstByte` + n) + b.
  /// `points` are this field's own: the field itself draws them.
  /// - Returns: whether a bit was flipped.
  /// - Precondition: `range` lies within the bits of `octets`.
  func flip(
    _ octets: UnsafeMutableRawBufferPointer, firstByte: Int64, range: Range<Int64>, rate: Double,
    points: some PointSource
  ) -> Bool {
    var isFlipped = false
    forEachMask(of: range, rate: rate, points: points) { origin, words in
      isFlipped = Self.flip(octets, firstByte: firstByte, words, origin: origin) || isFlipped
    }
    return isFlipped
  }

  /// Flips the bits of `octets` that are marked in `words`, whose first bit stands at position `origin`.
  /// - Returns: whether there are any.
  static func flip(
    _ octets: UnsafeMutableRawBufferPointer, firstByte: Int64, _ words: UnsafeBufferPointer<UInt64>, origin: Int64
  ) -> Bool {
    var isFlipped = false
    // A mask may hold nothing but points of its neighbours, trimmed away.
    var place = Int(origin / 8 - firstByte)
    for word in words {
      if word != 0 {
        isFlipped = true
        flip(word, at: place, in: octets)
      }
      place += 8
    }
    return isFlipped
  }

  /// Flips the bits of `word` in the eight bytes from `place` on; where those lie outside, the word is zero.
  private static func flip(_ word: UInt64, at place: Int, in bytes: UnsafeMutableRawBufferPointer) {
    if place >= 0 && place + 8 <= bytes.count {
      let old = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      bytes.storeBytes(of: old ^ word.littleEndian, toByteOffset: place, as: UInt64.self)
    } else {
      for byte in 0..<8 where bytes.indices.contains(place + byte) {
        bytes[place + byte] ^= UInt8(truncatingIfNeeded: word >> UInt64(8 * byte))
      }
    }
  }
}
