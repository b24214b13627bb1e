// What becomes of packets that wait too long or are too many.

/// The rules of a device's queue.
package struct Queueing: Sendable, Hashable {
  /// The most packets that wait; when one comes too many the policy's last one goes, be it old or new. nil: no limit.
  package var capacity: Int?
  /// Whether packets of a device's earlier requests are dropped once a later one has begun.
  package var dropsSuperseded = false
  /// Whether packets are dropped that could no longer arrive by their deadline, even if the medium were free.
  package var dropsExpired = false

  /// Everything is kept.
  package init() {}
}
