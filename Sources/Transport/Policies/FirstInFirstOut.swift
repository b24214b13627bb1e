// The policy of a plain queue.

/// `first-in-first-out`: the order of enqueueing, that is units in natural order.
package struct FirstInFirstOut: SchedulerPolicy {
  package init() {}

  /// The same for all: equal keys come out in the order of enqueueing, whichever request they belong to.
  package func key(of packet: Packet) -> Int64 { 0 }
}
