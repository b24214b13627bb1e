// The policy for whom only the present counts.

/// `newest-first`: the latest request, and within it what matters most; old work waits, and is what a full queue drops.
package struct NewestFirst: SchedulerPolicy {
  package init() {}

  package func key(of packet: Packet) -> Int64 {
    let age = Int64(Int32.max) - Int64(min(packet.request, Int(Int32.max)))
    return age << 20 | Int64(min(packet.importance, 1 << 20 - 1))
  }
}
