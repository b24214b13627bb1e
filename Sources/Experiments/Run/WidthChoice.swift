// How much a sender dares to send that knows, more or less, how good its link is.

import Core
import Radio
import Stochastics

/// Chooses how many units an image's sender sends.
///
/// At the SNR γ that the sender believes in, that of some time before the message begins, with an error, a frame of n bits
/// gets through with the probability (1 − p(γ))ⁿ, and so many of the link's bits are of use. As many units are sent as then
/// fit the budget, one at least; without an SNR, on a channel that harms nothing, as many as fit at the full rate. A delay
/// of x/f_D leaves the power gains of a Rayleigh link a correlation of J₀(2πx)²: none at 0.38.
package struct WidthChoice: Sendable {
  private let settings: AdaptiveChoice
  private let rate: BitRate
  private let channel: any ChannelModel
  private let streams: RandomStreams
  /// Bits of one unit.
  private let unitBits: Int

  /// - Throws: `data` when `channel` has no SNR to be known and is not ideal.
  package init(
    _ settings: AdaptiveChoice, rate: BitRate, channel: any ChannelModel, unitBits: Int, seed: UInt64
  ) throws {
    (self.settings, self.rate, self.channel, self.unitBits) = (settings, rate, channel, unitBits)
    streams = RandomStreams(seed: seed)
    guard channel is IdealChannel || channel.makeProcess(streams.stream("channel")) is any SNRSource else {
      throw AirSliceError(
        .data, "the scheme adaptive needs a channel with an SNR (awgn, rayleigh, rician, nakagami) or the ideal one")
    }
  }

  /// The number of units for the image of that number: a function of seed and image, the channel being the image's own.
  package func units(ofImage image: Int) -> Int {
    let bits = Double(settings.budget) / 1e9 * Double(rate.bitsPerSecond) * usefulShare(image)
    return Int(min(1e9, bits / Double(unitBits)))
  }

  /// The share of the link's bits that the sender expects to be of use.
  private func usefulShare(_ image: Int) -> Double {
    // The same stream as the transmission's: it is the same fade.
    let process = channel.makeProcess(streams.stream("channel", image: image))
    guard let source = process as? any SNRSource else { return 1 }
    let noise = streams.stream("SNR estimate", image: image).generator().gaussian()
    let estimate = source.snr(at: SimTime(nanoseconds: -settings.delay)) * Decibels(settings.error * noise).powerRatio
    let wrong = PacketErrors.rate(bitErrorRate: source.bitErrorRate(snr: estimate), bits: settings.frameBits)
    return 1 - wrong
  }
}

extension Scenario {
  /// The choice of this point's sender, for units of `unitBits` bits.
  func width(_ adaptive: AdaptiveChoice, unitBits: Int) throws -> WidthChoice {
    try WidthChoice(adaptive, rate: link.rate, channel: channel.model, unitBits: unitBits, seed: seed)
  }
}
