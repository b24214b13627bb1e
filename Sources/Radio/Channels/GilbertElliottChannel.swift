// Packets lost in bursts.

import Core
import Foundation
import Stochastics

/// `gilbert-elliott`: time goes in slots that are good or bad by a Markov chain; a frame is lost with the probability of
/// the slot in which it starts, the others arrive whole.
///
/// The chain is given by its transitions (`good_to_bad`, `bad_to_good`, and `loss_in_good`, `loss_in_bad`, 0 and 1 by
/// default), by `loss` and mean `burst` in slots, or derived from a Rayleigh link's `fade_margin_db` and `doppler_hz` by
/// the `method` wang-moayeri, sampled or exact (``FadingChainMethod``). A slot lasts `slot_ms`, 4.256 by default: the
/// longest frame of IEEE 802.15.4 at 250 kbit/s.
package struct GilbertElliottChannel: ChannelModel {
  package var chain: GilbertElliott
  /// The length of a slot, positive.
  package var slot: Duration

  package init(_ chain: GilbertElliott, slot: Duration = .microseconds(4256)) {
    (self.chain, self.slot) = (chain, slot)
  }

  package func makeProcess(_ stream: RandomStream) -> any ChannelProcess {
    GilbertElliottProcess(chain: chain, slot: slot.wholeNanoseconds, stream: stream)
  }

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case loss, burst, method
    case goodToBad = "good_to_bad"
    case badToGood = "bad_to_good"
    case lossInGood = "loss_in_good"
    case lossInBad = "loss_in_bad"
    case margin = "fade_margin_db"
    case doppler = "doppler_hz"
    case slot = "slot_ms"
  }

  /// The keys that give the chain in one of three ways.
  private static let forms: [[CodingKeys]] = [
    [.goodToBad, .badToGood, .lossInGood, .lossInBad], [.loss, .burst], [.margin, .doppler, .method],
  ]

  /// - Throws: `data` when the chain is given in no way or in several, or there is none such.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let milliseconds = try values.decodeIfPresent(Double.self, forKey: .slot) ?? 4.256
    guard (0.001...1e9).contains(milliseconds) else {
      throw AirSliceError(.data, "slot_ms is \(milliseconds); a slot lasts between 0.001 and 1e9 ms")
    }
    slot = .nanoseconds(Int64((milliseconds * 1e6).rounded()))
    let given = Self.forms.indices.filter { Self.forms[$0].contains { values.contains($0) } }
    guard given.count == 1 else {
      throw AirSliceError(
        .data,
        "a chain is given in one way: by good_to_bad and bad_to_good, by loss and burst, or by fade_margin_db, "
          + "doppler_hz and method")
    }
    func number(_ key: CodingKeys) throws -> Double { try values.decode(Double.self, forKey: key) }
    switch given[0] {
    case 0:
      chain = try GilbertElliott(
        goodToBad: number(.goodToBad), badToGood: number(.badToGood),
        lossInGood: values.decodeIfPresent(Double.self, forKey: .lossInGood) ?? 0,
        lossInBad: values.decodeIfPresent(Double.self, forKey: .lossInBad) ?? 1)
    case 1: chain = try GilbertElliott(loss: number(.loss), burst: number(.burst))
    default:
      let (margin, doppler) = (try number(.margin), try number(.doppler))
      guard (-50...100).contains(margin) else {
        throw AirSliceError(.data, "fade_margin_db is \(margin); a fade margin lies between -50 and 100 dB")
      }
      guard doppler > 0, doppler <= 100_000 else {
        throw AirSliceError(.data, "doppler_hz is \(doppler); it lies above 0 and up to 100000 Hz")
      }
      let method = try values.decode(FadingChainMethod.self, forKey: .method)
      chain = try FadingStates(margin: Decibels(margin).powerRatio, doppler: doppler).chain(
        method, slot: milliseconds / 1000)
    }
  }
}

extension FadingChainMethod: Decodable {
  /// - Throws: `data` naming the methods that there are.
  public init(from decoder: any Decoder) throws { try self.init(named: "method", from: decoder) }
}

/// The chain's states, slot after slot: slot k is bad when its uniform number lies below the probability that it is, given
/// the slot before. Where bad slots follow bad ones more easily than good ones, a higher probability makes no slot good.
private final class GilbertElliottProcess: FrameLossProcess {
  private let chain: GilbertElliott
  private let slot: Int64
  private let states: RandomStream
  private let lots: FrameLots
  /// The slot met last and its state.
  private var known: (slot: Int64, isBad: Bool)

  init(chain: GilbertElliott, slot: Int64, stream: RandomStream) {
    (self.chain, self.slot) = (chain, slot)
    states = stream.substream("states")
    lots = FrameLots(stream)
    known = (0, Self.uniform(states, 0) < chain.badShare)
  }

  func isLost(startingAt start: SimTime) -> Bool {
    lots.isLost(startingAt: start, rate: isBad(start.nanoseconds / slot) ? chain.lossInBad : chain.lossInGood)
  }

  private func isBad(_ number: Int64) -> Bool {
    if number < known.slot { known = (0, Self.uniform(states, 0) < chain.badShare) }
    while known.slot < number {
      let rate = known.isBad ? 1 - chain.badToGood : chain.goodToBad
      known = (known.slot + 1, Self.uniform(states, known.slot + 1) < rate)
    }
    return known.isBad
  }

  private static func uniform(_ stream: RandomStream, _ slot: Int64) -> Double {
    let words = stream.block(UInt64(bitPattern: slot))
    return UnitInterval.halfOpen(words[0], words[1])
  }
}
