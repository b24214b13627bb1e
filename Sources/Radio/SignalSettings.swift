// The mean SNR of a link as scenario files give it: as a number, or by distance and power.

import Core
import Foundation
import Stochastics

/// What a link's SNR is on average, how it varies from place to place, and what the receiver makes of it.
package struct SignalSettings: Decodable, Hashable, Sendable {
  /// The mean over fading.
  package var mean: Decibels
  /// The standard deviation of the mean over places [dB]; one draw for each realisation.
  package var shadowing: Double
  package var modulation: Modulation
  /// What ``mean`` follows from; nil where it was given as a number.
  package private(set) var pathLoss: PathLoss?

  package init(mean: Decibels, shadowing: Double = 0, modulation: Modulation = .oqpsk) {
    (self.mean, self.shadowing, self.modulation) = (mean, shadowing, modulation)
  }

  private enum CodingKeys: String, CodingKey {
    case mean = "mean_snr_db"
    case pathLoss = "path_loss"
    case shadowing = "shadowing_db"
    case modulation
  }

  /// With `path_loss` the mean is that at 250 kbit/s and 0 dBm until ``at(_:power:)`` knows better.
  /// - Throws: `data` when both or neither of `mean_snr_db` and `path_loss` are given, or numbers are out of range.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    modulation = try values.decodeIfPresent(Modulation.self, forKey: .modulation) ?? .oqpsk
    let given = try values.decodeIfPresent(Double.self, forKey: .mean)
    pathLoss = try values.decodeIfPresent(PathLoss.self, forKey: .pathLoss)
    switch (given, pathLoss) {
    case (let value?, nil):
      guard (-100...100).contains(value) else {
        throw AirSliceError(.data, "mean_snr_db is \(value); a mean SNR lies between -100 and 100 dB")
      }
      mean = Decibels(value)
    case (nil, let pathLoss?):
      mean = pathLoss.snr(bandwidth: modulation.noiseBandwidth(at: .ieee802154))
    case (nil, nil): throw AirSliceError(.data, "the mean SNR is missing: give mean_snr_db or path_loss")
    default: throw AirSliceError(.data, "mean_snr_db and path_loss both give the mean SNR: leave one out")
    }
    shadowing = try values.decodeIfPresent(Double.self, forKey: .shadowing) ?? 0
    guard (0...30).contains(shadowing) else {
      throw AirSliceError(.data, "shadowing_db is \(shadowing); a standard deviation lies between 0 and 30 dB")
    }
  }

  /// The same on a link of `rate`: its band, and so the noise, is as wide as the rate asks for. `power` [dBm] is what
  /// is sent where the path loss does not say. A mean that was given as a number stays.
  /// - Throws: `data` when the path loss says otherwise: another power, or another band than Eb/N0 is counted in.
  func at(_ rate: BitRate, power: Double?) throws -> SignalSettings {
    guard let pathLoss else { return self }
    if let own = pathLoss.transmit, let power, own != power {
      throw AirSliceError(
        .data, "path_loss sends at transmit_dbm: \(own) and the device at transmit_dbm: \(power): leave one out")
    }
    let bandwidth = modulation.noiseBandwidth(at: rate)
    if let own = pathLoss.bandwidth, modulation != .oqpsk, own != bandwidth {
      throw AirSliceError(
        .data,
        "bandwidth_hz is \(own), and the SNR of \(modulation.rawValue) is Eb/N0, which is counted in the bit rate, "
          + "\(bandwidth): leave it out")
    }
    var settings = self
    settings.mean = pathLoss.snr(power: power, bandwidth: bandwidth)
    return settings
  }

  /// The linear mean SNR of one realisation: log-normal around ``mean``, its median.
  func mean(_ stream: RandomStream) -> Double {
    if shadowing == 0 { return mean.powerRatio }
    // A quadrature of a complex Gaussian of variance 1 has the variance ½.
    let normal = complexGaussian(stream.substream("shadowing").block(0)).real * 2.0.squareRoot()
    return Decibels(mean.value + shadowing * normal).powerRatio
  }
}

/// A channel with an SNR that settings give.
package protocol SignalChannel: ChannelModel {
  var signal: SignalSettings { get set }
}

extension ChannelModel {
  /// The same channel on a link of `rate` whose device sends at `power` [dBm], which matters to ``PathLoss`` alone.
  /// - Throws: `data` when the path loss says otherwise.
  package func on(_ rate: BitRate, power: Double?) throws -> any ChannelModel {
    guard var channel = self as? any SignalChannel else { return self }
    channel.signal = try channel.signal.at(rate, power: power)
    return channel
  }
}

extension LinkGroup {
  /// The different powers [dBm] that path losses of the links name, ascending.
  package var transmitPowers: [Double] {
    Set(members.compactMap { ($0.channel as? any SignalChannel)?.signal.pathLoss?.transmit }).sorted()
  }
}

/// Log-distance path loss: received power falls with a power of the distance.
///
/// PL(d) = PL(d₀) + 10 n log₁₀(d/d₀) [dB], for d ≥ d₀ (T. S. Rappaport, Wireless Communications, section 4.9). PL(d₀) is
/// that of free space at 2.4 GHz by default, 20 log₁₀(4π d₀ f/c): 40.05 dB at one metre.
package struct PathLoss: Decodable, Hashable, Sendable {
  /// Distance [m], not below ``reference``.
  package var distance: Double
  /// n: 2 in free space, 2.7 to 3.5 in towns, 4 to 6 inside of buildings.
  package var exponent: Double
  /// d₀ [m].
  package var reference: Double
  /// PL(d₀).
  package var referenceLoss: Decibels
  /// Transmit power [dBm]; nil for the device's.
  package var transmit: Double?
  /// How much more noise the receiver has than a resistor at 290 K [dB].
  package var noiseFigure: Double
  /// The receiver's bandwidth [Hz]; nil for what the modulation takes at the link's rate.
  package var bandwidth: Double?

  package init(
    distance: Double, exponent: Double = 3, reference: Double = 1, referenceLoss: Decibels? = nil,
    transmit: Double? = nil,
    noiseFigure: Double = 0, bandwidth: Double? = nil
  ) {
    (self.distance, self.exponent, self.reference) = (distance, exponent, reference)
    self.referenceLoss = referenceLoss ?? Self.freeSpace(reference, frequency: 2.4e9)
    (self.transmit, self.noiseFigure, self.bandwidth) = (transmit, noiseFigure, bandwidth)
  }

  /// Free-space loss at `distance` [m] and `frequency` [Hz], 20 log₁₀(4π d f/c) (H. T. Friis, Proc. IRE 34, 1946).
  package static func freeSpace(_ distance: Double, frequency: Double) -> Decibels {
    Decibels(amplitudeRatio: 4 * .pi * distance * frequency / Clarke.speedOfLight)
  }

  /// Thermal noise in `bandwidth` [Hz] at 290 K [dBm]: −110.965 in 2 MHz.
  package static func noiseFloor(bandwidth: Double) -> Double {
    Decibels(powerRatio: 1.380649e-23 * 290 * bandwidth).value + 30
  }

  /// PL(``distance``).
  package var loss: Decibels {
    Decibels(referenceLoss.value + exponent * Decibels(powerRatio: distance / reference).value)
  }

  /// The SNR at the receiver, of what is sent at `power` [dBm], 0 dBm where nobody says, against the noise in `bandwidth`
  /// [Hz]: each where the path loss does not say itself.
  package func snr(power: Double? = nil, bandwidth: Double) -> Decibels {
    let noise = Self.noiseFloor(bandwidth: self.bandwidth ?? bandwidth)
    return Decibels((transmit ?? power ?? 0) - loss.value - noise - noiseFigure)
  }

  private enum CodingKeys: String, CodingKey {
    case exponent
    case distance = "distance_m"
    case reference = "reference_m"
    case referenceLoss = "reference_loss_db"
    case transmit = "transmit_dbm"
    case noiseFigure = "noise_figure_db"
    case bandwidth = "bandwidth_hz"
  }

  /// - Throws: `data` when a distance is below the reference, or a number out of range.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func number(_ key: CodingKeys, _ range: ClosedRange<Double>) throws -> Double? {
      guard let number = try values.decodeIfPresent(Double.self, forKey: key) else { return nil }
      guard range.contains(number) else {
        throw AirSliceError(
          .data, "\(key.rawValue) is \(number); it lies between \(range.lowerBound) and \(range.upperBound)")
      }
      return number
    }
    let reference = try number(.reference, 0.01...1e5) ?? 1
    let loss = try values.decodeIfPresent(Double.self, forKey: .referenceLoss)
    self.init(
      distance: try values.decode(Double.self, forKey: .distance),
      exponent: try number(.exponent, 1...8) ?? 3, reference: reference,
      referenceLoss: loss.map { Decibels($0) },
      transmit: try number(.transmit, -100...60), noiseFigure: try number(.noiseFigure, 0...50) ?? 0,
      bandwidth: try number(.bandwidth, 1...1e11))
    guard distance >= reference, distance.isFinite else {
      throw AirSliceError(.data, "distance_m is \(distance); path loss holds from reference_m, \(reference) m, on")
    }
  }
}
