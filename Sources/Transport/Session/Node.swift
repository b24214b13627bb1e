// One radio on one link: a device's, or a stranger's.

/// The state of a node's access to the medium.
struct Node {
  /// The device, −1 for strangers.
  var device: Int32
  var link: Int32
  /// From the moment at which a packet is taken to the end of the interframe space behind its exchange.
  var isBusy = false
  /// The packet at work, −1 for none, and since when [ns].
  var packet: Int32 = -1
  var since: Int64 = 0
  /// Packets taken so far; tells the draws of one from those of another.
  var taken: UInt64 = 0
  /// Attempts at this packet so far beyond the first.
  var attempt: Int32 = 0
  /// CSMA-CA: assessments that found the medium busy, the backoff exponent, and the bits that backoffs are made of.
  var busyAssessments: Int32 = 0
  var exponent: Int32 = 0
  var draws: UInt64 = 0
  var sequenceNumber: UInt8 = 0
  /// The sequence number of the last frame that the receiver took from this node, −1 for none.
  var lastAccepted: Int16 = -1
  /// Bytes that first attempts have put on the air, and that position of the packet at work.
  var carried: Int64 = 0
  var position: Int64 = 0
  /// When its last frame, or the acknowledgement for it, is on the air [ns], and whether it met another one.
  var start = Int64.min
  var end = Int64.min
  var collided = false
  /// When what it had on the air before that ended [ns]: an assessment that began earlier has heard it.
  var previousEnd = Int64.min
  /// Strangers: frames that wait.
  var backlog: Int32 = 0
  /// The time on the air of frames of a length, of the length met last.
  var knownBits: Int64 = -1
  var knownTime: Int64 = 0
}
