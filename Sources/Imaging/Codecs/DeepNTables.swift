// DeepN-JPEG's quantisation: what varies much over a data set is what a network can tell classes by.
// Z. Liu et al., "DeepN-JPEG: A deep neural network favorable JPEG-based image compression framework", DAC 2018,
// arXiv:1803.05787.

/// The map from a band's standard deviation δ to its divisor:
///
///     Q = a − k1 δ for δ ≤ T1,  b − k2 δ for T1 < δ ≤ T2,  c − k3 δ for δ > T2;  at least Qmin
///
/// Bands are ranked by δ alone, not by their place in the zigzag. The constants are those of the paper as a public
/// re-implementation has them, its jump upwards at T2 (20 to 60) included; like there fractions are cut off. Divisors
/// beyond 255 become 255, and so that every table can be used the least is 1.
package struct DeepNParameters: Sendable, Hashable {
  package var a = 255.0
  package var b = 80.0
  package var c = 240.0
  package var k1 = 9.75
  package var k2 = 1.0
  package var k3 = 3.0
  package var t1 = 20.0
  package var t2 = 60.0
  package var least = 5.0

  package init() {}

  /// The divisor of a band of deviation `deviation`.
  package func divisor(_ deviation: Double) -> UInt16 {
    let line =
      deviation <= t1 ? a - k1 * deviation : deviation <= t2 ? b - k2 * deviation : c - k3 * deviation
    return UInt16(min(255, max(1, max(line, least))))
  }
}

extension QuantizationTables {
  /// DeepN-JPEG's tables for images of which `statistics` tell.
  package init(deepN parameters: DeepNParameters = DeepNParameters(), _ statistics: CoefficientStatistics) {
    self.init(
      luminance: statistics.luminance.map(parameters.divisor),
      chrominance: statistics.chrominance.map(parameters.divisor))
  }
}
