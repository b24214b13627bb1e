// The policy of a plain queue.

/// `first-in-first-out`: the order of enqueueing, that is units in natural order.
package struct FirstInFirstOut: SchedulerPolicy {
  package init() {}

  package func key(of packet: Packet) -> Int64 { Int64(packet.sequence) }
}
