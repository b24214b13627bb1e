// Who wants what when: requests of the devices, the server's own time, and strangers on the medium.

/// The requests that share the medium and the server.
package struct Traffic: Sendable, Hashable {
  /// When requests come.
  package enum Pattern: Sendable, Hashable {
    /// One request, alone.
    case single
    /// Every `interval` [ns]; several devices at random phases.
    case periodic(interval: Int64)
    /// At random, `interval` [ns] apart in the mean, independent of each other.
    case poisson(interval: Int64)
  }

  package var pattern = Pattern.single
  /// The most that a request starts later than its pattern says, uniformly drawn [ns].
  package var jitter: Int64 = 0
  /// Requests that are simulated together; the first finds everything idle.
  package var session = 1
  /// Devices that take turns in making them, on one medium.
  package var devices = 1
  /// What a device computes for each request before anything can be sent, one request after the other [ns].
  package var deviceTime: Int64 = 0
  /// What the server, one for all, needs for an answer [ns].
  package var serverTime: Int64 = 0
  package var background = Background()

  /// One request of one device, answered in no time.
  package init() {}
}

/// Strangers that compete for the medium: nodes with the same access rules, whose frames nobody acknowledges.
package struct Background: Sendable, Hashable {
  /// Their number, on each link.
  package var nodes = 0
  /// The share of time that their frames would fill if all were sent: offered load [Erlang].
  package var load = 0.0
  /// Payload of each of their frames [byte]; they use short addresses.
  package var payloadBytes = 50

  /// Nobody.
  package init() {}
}
