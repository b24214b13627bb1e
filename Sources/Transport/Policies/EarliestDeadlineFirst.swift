// The policy of real-time systems.

/// `earliest-deadline-first`: of several requests the one whose deadline comes first, and within it what matters most.
package struct EarliestDeadlineFirst: SchedulerPolicy {
  package init() {}

  package var looksAtDeadline: Bool { true }

  /// Deadline, then importance, in one number: the order holds for deadlines below 2⁵³ ns (104 days) and 1,024 units.
  /// A deadline before the session's beginning, which a slow server may have, counts as that.
  package func key(of packet: Packet) -> Int64 {
    max(0, min(packet.deadline, 1 << 53 - 1)) << 10 | Int64(min(packet.importance, 1023))
  }
}
