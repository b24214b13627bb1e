// What the queue holds: a stretch of one slice, waiting for the air.

/// A packet: consecutive payload bytes of one slice, with the number of the unit they belong to.
public struct Packet: Sendable, Hashable {
  /// Order of enqueueing, counted from 0: units in natural order, as the head of the network emits them, and the packets
  /// of a unit from front to back.
  public var sequence: Int
  /// The slice's place in the order of importance, 0 the most important; its index in ``Message/slices``.
  public var importance: Int
  /// The slice's unit.
  public var unit: Int
  /// Which bytes of the slice.
  public var bytes: Range<Int>
  /// A random number of the packet, for policies that draw lots; uniform in 0 ... 2⁶³ − 1.
  public var lot: Int64
  /// The number of the device's request that it belongs to, later ones having greater numbers.
  public var request = 0
  /// When it must have arrived [ns]; the last of all times when nobody said.
  public var deadline = Int64.max
}
