// White noise and nothing else.

import Core
import Stochastics

/// `awgn`: additive white Gaussian noise at a constant SNR; each bit goes wrong with the modulation's probability
/// (``Modulation/bitErrorRate(snr:)``), independently.
package struct AWGNChannel: SignalChannel {
  package var signal: SignalSettings

  package init(_ signal: SignalSettings) { self.signal = signal }

  package init(from decoder: any Decoder) throws { signal = try SignalSettings(from: decoder) }

  package func makeProcess(_ stream: RandomStream) -> any ChannelProcess {
    NoisyProcess(ConstantLevel(signal.mean(stream)), signal.modulation, stream: stream.substream("noise"))
  }
}
