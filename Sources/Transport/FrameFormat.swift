// What goes on the air around a packet's payload.

/// The form of frames: how many bits a packet takes beyond its payload, and whether they are real.
package struct FrameFormat: Sendable, Hashable {
  /// Bits of a frame beyond its payload [bit].
  package let headerBits: Int64
  /// The addresses of 802.15.4 frames; nil for frames without bytes of their own.
  package let addressing: Addressing?

  /// Frames whose headers are a number of bits and nothing else.
  /// - Precondition: `headerBits` is not negative.
  package init(headerBits: Int64) {
    precondition(headerBits >= 0, "a frame does not shrink its payload")
    (self.headerBits, addressing) = (headerBits, nil)
  }

  private init(_ addressing: Addressing) {
    let bytes = DataFrame.synchronisationBytes + addressing.headerBytes + FrameCheckSequence.bytes
    (headerBits, self.addressing) = (Int64(8 * bytes), addressing)
  }

  /// Payload alone: the accounting of the NAIR paper, whose latency is payload bits over bit rate.
  package static let ideal = FrameFormat(headerBits: 0)

  /// IEEE 802.15.4 data frames: preamble, delimiter and length (6 bytes), header, payload, check sequence (2 bytes).
  package static func ieee802154(_ addressing: Addressing = .short) -> FrameFormat { FrameFormat(addressing) }

  /// The most payload bytes of one frame; nil where there is no limit.
  package var maximumPayload: Int? { addressing?.maximumPayload }
}
