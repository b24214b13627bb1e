// What a sender can know of its channel before it sends.

import Core

/// A realisation of a channel with a signal-to-noise ratio, for senders that choose their power.
package protocol PowerControlled: BitChannelProcess {
  /// The same fade and the same noise, the signal `gain` times as strong; nil where only loss is known.
  func raised(by gain: Double) -> (any BitChannelProcess)?
}

/// A realisation of a channel with a signal-to-noise ratio, for senders that adapt to it.
package protocol SNRSource {
  /// The linear SNR at `time`.
  func snr(at time: SimTime) -> Double
  /// The bit error rate that the channel's modulation has at an SNR.
  func bitErrorRate(snr: Double) -> Double
}
