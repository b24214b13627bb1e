// How much a sender dares to send that knows, more or less, how good its link is.

import Core
import Radio
import Stochastics
import Transport

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
  private let beginning: Int64

  /// - Parameter beginning: how long after the request the message begins [ns].
  /// - Throws: `data` when `channel` has no SNR to be known and is not ideal.
  package init(
    _ settings: AdaptiveChoice, rate: BitRate, channel: any ChannelModel, unitBits: Int, beginning: Int64 = 0,
    seed: UInt64
  ) throws {
    (self.settings, self.rate, self.channel, self.unitBits) = (settings, rate, channel, unitBits)
    (self.beginning, streams) = (beginning, RandomStreams(seed: seed))
    guard channel is IdealChannel || channel.makeProcess(streams.stream("channel")) is any SNRSource else {
      throw AirSliceError(
        .data, "an adapting sender needs a channel with an SNR (awgn, rayleigh, rician, nakagami) or the ideal one")
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
    let time = SimTime(nanoseconds: beginning - settings.delay)
    let estimate = source.snr(at: time) * Decibels(settings.error * noise).powerRatio
    let wrong = PacketErrors.rate(bitErrorRate: source.bitErrorRate(snr: estimate), bits: settings.frameBits)
    return 1 - wrong
  }
}

extension Scenario {
  /// The choice of this point's sender, for units of `unitBits` bits and a device that spends `operations` before it sends.
  /// - Throws: `data` where there are several links or requests follow each other: the estimate is one link's, of a request
  ///   that finds everything idle.
  func width(_ adaptive: AdaptiveChoice, unitBits: Int, operations: Int) throws -> WidthChoice {
    guard group.members.count == 1, transport.traffic.session == 1 else {
      throw AirSliceError(
        .data, "an adapting sender knows one link and single requests: leave out further 'links', and 'requests'")
    }
    return try WidthChoice(
      adaptive, rate: group.members[0].rate, channel: group.members[0].channel, unitBits: unitBits,
      beginning: device?.computeTime(operations: operations) ?? 0, seed: seed)
  }
}
