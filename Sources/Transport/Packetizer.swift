// Slices cut into packets.

import Core
import Stochastics

/// Cuts a message into packets of at most `payloadBytes` bytes; no packet holds parts of two slices.
package struct Packetizer: Sendable, Hashable {
  /// The most payload bytes that one packet takes; nil makes one packet of each slice.
  package let payloadBytes: Int?

  /// - Precondition: `payloadBytes` is positive.
  package init(payloadBytes: Int? = nil) {
    precondition(payloadBytes ?? 1 > 0, "a packet holds at least one byte")
    self.payloadBytes = payloadBytes
  }

  /// The packets of `message` in the order of enqueueing; an empty slice is one empty packet. `lots` gives the packets'
  /// random numbers, by their place in this order.
  package func packets(of message: Message, lots: RandomStream) -> [Packet] {
    let slices = message.slices
    let natural = slices.indices.sorted { (slices[$0].unit, $0) < (slices[$1].unit, $1) }
    var packets: [Packet] = []
    packets.reserveCapacity(slices.count)
    for importance in natural {
      let (unit, count) = (slices[importance].unit, slices[importance].payload.count)
      var start = 0
      repeat {
        let end = min(count, start + (payloadBytes ?? count))
        let words = lots.block(UInt64(packets.count))
        packets.append(
          Packet(
            sequence: packets.count, importance: importance, unit: unit, bytes: start..<end,
            lot: Int64(words[0] >> 1) << 32 | Int64(words[1])))
        start = end
      } while start < count
    }
    return packets
  }
}
