// What a sender that adapts to its link goes by: the `adaptive:` section.

import Core

/// What the sender of `adaptive` goes by: `adaptive: {budget_ms: 500, error_db: 2, delay_ms: 20}`. Without error and delay
/// it is an oracle.
package struct AdaptiveChoice: Decodable, Hashable, Sendable {
  /// The time in which all that is sent should be there [ns].
  package var budget: Int64
  /// The standard deviation of the estimate's error [dB], which is Gaussian.
  package var error = 0.0
  /// How old the estimate is when the message begins [ns].
  package var delay: Int64 = 0
  /// Bits of which one that is wrong costs a transmission of them all [bit]: a frame of 133 bytes.
  package var frameBits = 1064

  private enum CodingKeys: String, CodingKey {
    case budget = "budget_ms"
    case error = "error_db"
    case delay = "delay_ms"
    case frameBytes = "frame_bytes"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    budget = try values.decode(Milliseconds.self, forKey: .budget).nanoseconds
    if let given = try values.decodeIfPresent(Located<Double>.self, forKey: .error) {
      guard (0...30).contains(given.value) else {
        throw AirSliceError(
          .data, "error_db is \(given.value); a standard deviation lies between 0 and 30 dB", at: given.location)
      }
      error = given.value
    }
    delay = try values.decodeIfPresent(Milliseconds.self, forKey: .delay)?.nanoseconds ?? 0
    frameBits = 8 * (try values.whole(.frameBytes, 1...65_536) ?? frameBits / 8)
  }
}
