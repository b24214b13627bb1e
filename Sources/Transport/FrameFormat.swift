// What goes on the air around a packet's payload.

/// The form of frames: how many bits a packet takes beyond its payload.
package struct FrameFormat: Sendable, Hashable {
  /// Bits of a frame beyond its payload [bit].
  package let headerBits: Int64

  /// - Precondition: `headerBits` is not negative.
  package init(headerBits: Int64) {
    precondition(headerBits >= 0, "a frame does not shrink its payload")
    self.headerBits = headerBits
  }

  /// Payload alone: the accounting of the NAIR paper, whose latency is payload bits over bit rate.
  package static let ideal = FrameFormat(headerBits: 0)
}
