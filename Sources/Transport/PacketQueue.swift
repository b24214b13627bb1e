// Packets waiting for the air, in a policy's order.

import EventKernel

/// Numbers of waiting packets; the least key comes out first, equal keys in the order of enqueueing.
struct PacketQueue {
  /// Consecutive packets of equal key, put in together: most of a unit's are.
  private struct Run {
    var key: Int64
    var first: Int32
    var end: Int32
  }

  /// One of a queue of limited capacity.
  private struct Entry {
    var key: Int64
    var packet: Int32
  }

  private let capacity: Int?
  // The event queue's order is (number, turn), which is just what a policy's key needs.
  private var waiting = EventQueue<Run>()
  /// Runs that have been begun, each interrupted by the next, which has a lesser key.
  private var begun: ContiguousArray<Run> = []
  /// Where there is a limit: sorted, the next to go at the end.
  private var sorted: ContiguousArray<Entry> = []

  /// An empty queue for `capacity` packets, nil for any number.
  init(capacity: Int? = nil) { self.capacity = capacity }

  /// Puts in `packets`, all of `key`, in their order; `drop` is called with those that have to go where there are too
  /// many: the last in the order, each time.
  mutating func enqueue(_ packets: Range<Int32>, key: Int64, drop: (Int32) -> Void = { _ in }) {
    guard let capacity else {
      if !packets.isEmpty { waiting.push(Run(key: key, first: packets.lowerBound, end: packets.upperBound), at: key) }
      return
    }
    for packet in packets {
      // Behind all of equal key, that is in front of them here.
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle].key > key { low = middle + 1 } else { high = middle }
      }
      sorted.insert(Entry(key: key, packet: packet), at: low)
      if sorted.count > capacity { drop(sorted.removeFirst().packet) }
    }
  }

  /// The next packet and its key, nil when none waits.
  mutating func first() -> (key: Int64, packet: Int32)? {
    if capacity != nil { return sorted.last.map { (key: $0.key, packet: $0.packet) } }
    beginNextRun()
    return begun.last.map { (key: $0.key, packet: $0.first) }
  }

  /// Takes out the next packet.
  mutating func next() -> Int32? {
    if capacity != nil { return sorted.popLast()?.packet }
    beginNextRun()
    guard let last = begun.indices.last else { return nil }
    let packet = begun[last].first
    begun[last].first += 1
    if begun[last].first == begun[last].end { begun.removeLast() }
    return packet
  }

  /// Puts the run that the next packet is of at the end of those begun.
  private mutating func beginNextRun() {
    // Of equal keys the run that was begun came first.
    if let key = waiting.nextTime(), begun.isEmpty || key < begun[begun.count - 1].key, let run = waiting.pop() {
      begun.append(run.payload)
    }
  }
}
