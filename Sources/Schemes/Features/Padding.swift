// What the server puts where nothing has arrived.

/// The content of missing features.
package enum Padding: String, CaseIterable, Sendable, Hashable {
  /// Zero, as NAIR and CLIO have it.
  case zero
  /// Each channel's mean over training images: features at a cut are linear outputs, for which zero is nothing special.
  case mean
}
