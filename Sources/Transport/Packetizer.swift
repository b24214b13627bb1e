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
    func count(_ payload: [UInt8]) -> Int {
      payloadBytes.map { max(1, (payload.count + $0 - 1) / $0) } ?? 1
    }
    let total = slices.reduce(0) { $0 + count($1.payload) }
    var packets: [Packet] = []
    packets.reserveCapacity(total)
    // One block of random numbers for each packet, all at once.
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4 * total) { words in
      lots.fill(words, from: 0)
      for importance in natural {
        let (unit, count) = (slices[importance].unit, slices[importance].payload.count)
        var start = 0
        repeat {
          let end = min(count, start + (payloadBytes ?? count))
          let lot = Int64(words[4 * packets.count] >> 1) << 32 | Int64(words[4 * packets.count + 1])
          packets.append(
            Packet(sequence: packets.count, importance: importance, unit: unit, bytes: start..<end, lot: lot))
          start = end
        } while start < count
      }
    }
    return packets
  }
}
