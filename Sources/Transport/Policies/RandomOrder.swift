// The policy that knows nothing: the yardstick for orders of importance.

/// `random`: every order of the packets is equally likely, drawn anew for each image and replication.
package struct RandomOrder: SchedulerPolicy {
  package init() {}

  package func key(of packet: Packet) -> Int64 { packet.lot }
}
