// Packets waiting for the air, in a policy's order.

import EventKernel

/// Numbers of waiting packets; the least key comes out first, equal keys in the order of enqueueing.
struct PacketQueue {
  /// One of a queue of limited capacity.
  private struct Entry {
    var key: Int64
    var packet: Int32
  }

  private let capacity: Int?
  // The event queue's order is (number, turn), which is just what a policy's key needs.
  private var packets = EventQueue<Int32>()
  /// Where there is a limit: sorted, the next to go at the end.
  private var sorted: ContiguousArray<Entry> = []

  /// An empty queue for `capacity` packets, nil for any number.
  init(capacity: Int? = nil) { self.capacity = capacity }

  /// Puts in `packet`.
  /// - Returns: the packet that has to go instead when there is one too many: the last in the order.
  mutating func enqueue(_ packet: Int32, key: Int64) -> Int32? {
    guard let capacity else {
      packets.push(packet, at: key)
      return nil
    }
    // Behind all of equal key, that is in front of them here.
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle].key > key { low = middle + 1 } else { high = middle }
    }
    sorted.insert(Entry(key: key, packet: packet), at: low)
    return sorted.count > capacity ? sorted.removeFirst().packet : nil
  }

  /// The key of the next packet, nil when none waits.
  mutating func nextKey() -> Int64? { capacity == nil ? packets.nextTime() : sorted.last?.key }

  /// Takes out the next packet.
  mutating func next() -> Int32? { capacity == nil ? packets.pop()?.payload : sorted.popLast()?.packet }
}
