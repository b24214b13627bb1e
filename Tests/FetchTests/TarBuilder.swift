// Archives made by hand, wrong ones too: gzip without compression around ustar headers.

/// Builds a gzipped tar archive entry by entry.
struct TarBuilder {
  private var bytes: [UInt8] = []

  /// Adds an entry of the type of that letter.
  mutating func add(
    _ name: String, _ content: [UInt8] = [], type: String = "0", size: String? = nil, prefix: String = "",
    linksTo: String = ""
  ) {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at position: Int) {
      for (offset, byte) in text.utf8.enumerated() { header[position + offset] = byte }
    }
    put(name, at: 0)
    put("0000644\0", at: 100)
    let octal = String(content.count, radix: 8)
    put(size ?? String(repeating: "0", count: 11 - octal.count) + octal, at: 124)
    put("        " + type, at: 148)
    put(linksTo, at: 157)
    put("ustar\u{0}00", at: 257)
    put(prefix, at: 345)
    let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
    put(String(repeating: "0", count: 6 - sum.count) + sum + "\u{0} ", at: 148)
    bytes += header + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  /// The archive, ended by two empty blocks.
  var gzipped: [UInt8] { Self.gzip(bytes + [UInt8](repeating: 0, count: 1024)) }

  /// RFC 1952 around stored blocks of RFC 1951.
  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    func putLittleEndian(_ value: UInt32, _ count: Int) {
      for place in 0..<count { output.append(UInt8(truncatingIfNeeded: value >> UInt32(8 * place))) }
    }
    var first = 0
    repeat {
      let piece = bytes[first..<min(first + 65_535, bytes.count)]
      first += piece.count
      output.append(first == bytes.count ? 1 : 0)
      putLittleEndian(UInt32(piece.count), 2)
      putLittleEndian(~UInt32(piece.count), 2)
      output += piece
    } while first < bytes.count
    putLittleEndian(crc(bytes), 4)
    putLittleEndian(UInt32(bytes.count), 4)
    return output
  }

  /// CRC-32, polynomial 0xEDB88320, bit by bit.
  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    var value = UInt32.max
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 {
        let isOdd = value & 1 == 1
        value >>= 1
        if isOdd { value ^= 0xEDB8_8320 }
      }
    }
    return ~value
  }
}
