// The policy of NAIR: what matters most goes first.

/// `importance-first`: slices in their order of importance, each from front to back.
package struct ImportanceFirst: SchedulerPolicy {
  package init() {}

  package func key(of packet: Packet) -> Int64 { Int64(packet.importance) }
}
