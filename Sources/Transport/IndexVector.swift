// How the receiver knows which unit a packet belongs to.

/// Where the order of the units travels. The place within a unit follows from the frames' sequence numbers.
package enum IndexVector: String, CaseIterable, Sendable {
  /// The receiver knows the order: it is static.
  case provisioned
  /// One byte in front of every packet's payload names its unit.
  case packet
  /// One packet ahead of all others names the order; until it has arrived nothing can be put to its place.
  case once

  /// Bytes of every packet.
  package var bytesPerPacket: Int { self == .packet ? 1 : 0 }

  /// Bytes of the order of `units` units: ⌈log₂ units⌉ bits for each; 6 bytes for 12.
  package static func orderBytes(units: Int) -> Int { (units * bitsPerUnit(units) + 7) / 8 }

  /// The bytes of the order `units`: the most important unit in the lowest bits of the first byte.
  static func orderOctets(_ units: [Int]) -> [UInt8] {
    let width = bitsPerUnit(units.count)
    var octets = [UInt8](repeating: 0, count: orderBytes(units: units.count))
    for (place, unit) in units.enumerated() {
      for bit in 0..<width where unit >> bit & 1 == 1 {
        let position = place * width + bit
        octets[position / 8] |= 1 << UInt8(position % 8)
      }
    }
    return octets
  }

  private static func bitsPerUnit(_ units: Int) -> Int {
    units > 1 ? Int.bitWidth - (units - 1).leadingZeroBitCount : 0
  }
}
