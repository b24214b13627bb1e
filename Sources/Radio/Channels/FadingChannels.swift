// Links whose power varies with time: the three classical laws.

import Core
import Stochastics

/// A channel whose gain fades by one of the laws.
package protocol FadingChannel: SignalChannel {
  var law: FadingLaw { get }
  var fading: FadingSettings { get set }
}

extension FadingChannel {
  package var signal: SignalSettings {
    get { fading.signal }
    set { fading.signal = newValue }
  }

  package func makeProcess(_ stream: RandomStream) -> any ChannelProcess { fading.makeProcess(law, stream) }
}

/// `rayleigh`: scattered waves alone, the envelope has Rayleigh's law; bits go wrong by modulation and momentary SNR.
package struct RayleighChannel: FadingChannel {
  package var fading: FadingSettings
  package var law: FadingLaw { .rayleigh }

  package init(_ fading: FadingSettings) { self.fading = fading }

  package init(from decoder: any Decoder) throws { fading = try FadingSettings(from: decoder) }
}

/// `rician`: scattered waves beside a line of sight of `k_factor` times their power.
package struct RicianChannel: FadingChannel {
  package var fading: FadingSettings
  /// K, linear; 0 is Rayleigh.
  package let factor: Double
  package var law: FadingLaw { .rician(k: factor) }

  /// - Precondition: `factor` lies in 0 … 1000.
  package init(_ fading: FadingSettings, factor: Double) {
    precondition((0...1000).contains(factor), "a ratio of powers")
    (self.fading, self.factor) = (fading, factor)
  }

  private enum CodingKeys: String, CodingKey { case factor = "k_factor" }

  package init(from decoder: any Decoder) throws {
    fading = try FadingSettings(from: decoder)
    factor = try decoder.container(keyedBy: CodingKeys.self).decode(Double.self, forKey: .factor)
    guard (0...1000).contains(factor) else {
      throw AirSliceError(.data, "k_factor is \(factor); the ratio of powers lies between 0 and 1000, linear")
    }
  }
}

/// `nakagami`: Nakagami's law with the parameter `m`, a multiple of ½; 1 is Rayleigh, ½ fades hardest.
package struct NakagamiChannel: FadingChannel {
  package var fading: FadingSettings
  package let m: Double
  package var law: FadingLaw { .nakagami(m: m) }

  /// - Precondition: `m` is a multiple of ½ from ½ to 32.
  package init(_ fading: FadingSettings, m: Double) {
    precondition(Self.isKnown(m), "a multiple of one half")
    (self.fading, self.m) = (fading, m)
  }

  private enum CodingKeys: String, CodingKey { case m }

  package init(from decoder: any Decoder) throws {
    fading = try FadingSettings(from: decoder)
    m = try decoder.container(keyedBy: CodingKeys.self).decode(Double.self, forKey: .m)
    guard Self.isKnown(m) else {
      throw AirSliceError(.data, "m is \(m); the process of 2m Gaussians needs a multiple of 0.5 from 0.5 to 32")
    }
  }

  private static func isKnown(_ m: Double) -> Bool { (0.5...32).contains(m) && (2 * m).rounded() == 2 * m }
}
