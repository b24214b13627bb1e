// How the receiver knows which unit a packet belongs to.

import Core

/// Where the order of the units travels. The place within a unit follows from the frames' sequence numbers.
package enum IndexVector: String, CaseIterable, Sendable {
  /// The receiver knows the order: it is static.
  case provisioned
  /// One byte in front of every packet's payload names its unit; two do where there are more than 256.
  case packet
  /// One packet ahead of all others names the order; until it has arrived nothing can be put to its place.
  case once

  /// Bytes of every packet where there are no more than 256 units.
  package var bytesPerPacket: Int { bytesPerPacket(units: 1) }

  /// Bytes of every packet of a message of `units` units: as many whole ones as ⌈log₂ units⌉ bits take, one at least.
  /// The least significant is the first.
  package func bytesPerPacket(units: Int) -> Int {
    self == .packet ? max(1, (Self.bitsPerUnit(units) + 7) / 8) : 0
  }

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

extension Message {
  /// How many units a packet's number has to tell apart: those that a message leaves out count, up to its last one.
  var unitCount: Int { (slices.lazy.map(\.unit).max() ?? 0) + 1 }
}
