// Packets waiting for the air, in a policy's order.

import EventKernel

/// Waiting packets; the least key of the policy comes out first, equal keys in the order of enqueueing.
struct PacketQueue {
  private let policy: any SchedulerPolicy
  // The event queue's order is (number, turn), which is just what a policy's key needs.
  private var packets = EventQueue<Packet>()

  init(policy: any SchedulerPolicy) { self.policy = policy }

  mutating func enqueue(_ packet: Packet) { packets.push(packet, at: policy.key(of: packet)) }

  mutating func next() -> Packet? { packets.pop()?.payload }
}
