// Clarke's model of a moving receiver among scatterers all around it.

import Foundation
import Stochastics

/// The Doppler effect of isotropic scattering: R. H. Clarke, Bell Syst. Tech. J. 47, 1968; W. C. Jakes, Microwave Mobile
/// Communications, 1974.
public enum Clarke {
  /// The speed of light [m/s].
  public static let speedOfLight = 299_792_458.0

  /// The greatest Doppler shift f_D = v f_c / c [Hz] at `speed` [m/s] and `carrier` [Hz].
  public static func maximumDoppler(speed: Double, carrier: Double) -> Double { speed * carrier / speedOfLight }

  /// The correlation of the complex gain with itself `lag` [s] later, J₀(2π f_D τ); that of the power is its square.
  public static func autocorrelation(doppler: Double, lag: Double) -> Double {
    SpecialFunctions.besselJ0(2 * .pi * doppler * lag)
  }

  /// The spectral density 1/(π f_D √(1 − (f/f_D)²)) [1/Hz] within ±f_D, zero outside; infinite at its edges.
  public static func spectralDensity(at frequency: Double, doppler: Double) -> Double {
    let ratio = frequency / doppler
    return abs(ratio) > 1 ? 0 : 1 / (.pi * doppler * (1 - ratio * ratio).squareRoot())
  }
}
