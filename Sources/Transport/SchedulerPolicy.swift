// Which packet goes next, as a plug-in.

/// The order in which waiting packets go on the air.
///
/// A policy gives each packet a key and the queue sends the least key first, equal keys in the order of enqueueing. A key
/// instead of a choice among all packets keeps the queue logarithmic: a message may be a thousand frames.
public protocol SchedulerPolicy: Decodable, Sendable {
  /// Whether the order depends on the deadline. One transmission serves all deadlines of a policy that says no.
  var looksAtDeadline: Bool { get }

  /// The packet's key, not negative: the least goes first.
  func key(of packet: Packet) -> Int64
}

extension SchedulerPolicy {
  public var looksAtDeadline: Bool { false }
}
