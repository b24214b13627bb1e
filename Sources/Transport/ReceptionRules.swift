// What the receiver makes of frames.

/// Rules of the receiver.
package struct ReceptionRules: Sendable, Hashable {
  /// Whether all that was received of a unit counts, or whole units alone.
  package var keepsParts = false
  /// Whether the payload of a frame with a wrong check sequence is used, as long as nothing better arrives; a frame
  /// whose header or unit's number is damaged never is, since nobody could say whose it is.
  package var keepsDamagedFrames = false
  /// Whether flipped bits in preamble, delimiter and length lose the frame, as ns-3 has it, or receivers are taken to
  /// find every frame.
  package var exposesSynchronisation = false

  /// Whole units, intact frames.
  package init() {}
}
