// A packet on its way, as the session keeps account of it.

/// One packet, or one copy of it.
struct Transfer {
  /// What the receiver has of it, by its own knowledge: the greater, the better.
  enum Standing: UInt8 {
    case missing
    /// A payload whose check sequence was wrong.
    case damaged
    /// Some of its elements.
    case incomplete
    case intact
  }

  /// The request that it belongs to, within the session, and its device.
  var request: Int32
  var device: Int32
  /// The packet of which this is a copy; itself when it is the first.
  var original: Int32
  /// Its slice by importance; −1 for the packet that carries the order of the units.
  var slice: Int32
  var unit: Int32
  /// Its stretch of the slice's payload.
  var start: Int32
  var count: Int32
  /// Bytes from the frame control field to the check sequence, and as many as go on the air for them after coding.
  var frameBytes: Int32
  var codedBytes: Int32
  /// Its place in the policy's order.
  var key: Int64
  /// Attempts beyond the first, and its code among the session's coders.
  var retries: Int32
  var code: Int32
  /// Its power among those that the session sends at.
  var power: Int32
  /// The link that it is bound to, −1 for whichever is free.
  var link: Int32
  /// When it was put into the queue [ns].
  var queued: Int64 = 0
  /// When it must have arrived [ns].
  var deadline: Int64
  var standing = Standing.missing
}
