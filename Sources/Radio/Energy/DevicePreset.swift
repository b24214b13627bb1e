// What the device's part of a network costs in time and energy.

/// A processor, by how many multiply–accumulates it does a second and what each takes.
package struct DevicePreset: Hashable, Sendable {
  package let name: String
  /// Multiply–accumulates per second at full use [1/s].
  package let rate: Double
  /// Energy of one at full use [J].
  package let energyPerOperation: Double
  /// Which part of the full rate a real network reaches, 0 … 1. Energy is taken to be spent over time, so it grows by as
  /// much.
  package var utilisation: Double

  /// - Precondition: all are positive, and the utilisation is 1 at most.
  package init(name: String, rate: Double, energyPerOperation: Double, utilisation: Double = 1) {
    precondition(rate > 0 && energyPerOperation > 0 && utilisation > 0 && utilisation <= 1, "a device works")
    (self.name, self.rate, self.energyPerOperation) = (name, rate, energyPerOperation)
    self.utilisation = utilisation
  }

  /// GreenWaves GAP8 with its convolution engine, 16-bit fixed point or less: 10 GMAC/s at 90 MHz and 1.0 V, 600
  /// GMAC/s/W (abstract of the ASAP 2018 paper). Those are peaks; a utilisation of 0.2 is a guess.
  package static let gap8 = DevicePreset(name: "gap8", rate: 10e9, energyPerOperation: 1 / 600e9, utilisation: 0.2)

  /// STM32F746 at 216 MHz with CMSIS-NN in int8: 24.7 million operations, 12.35 million MACs, in 99.1 ms (L. Lai et al.,
  /// arXiv 1801.06601, from memory), so 125 MMAC/s reached. Its 0.33 W (100 mA at 3.3 V) are from memory too.
  package static let stm32f746 = DevicePreset(
    name: "stm32f746", rate: 12.35e6 / 99.1e-3, energyPerOperation: 0.33 / 124.6e6)

  package static let all = [gap8, stm32f746]

  /// The time that `operations` multiply–accumulates take [s].
  package func time(operations: Int) -> Double { Double(operations) / (rate * utilisation) }

  /// The energy that they take [J].
  package func energy(operations: Int) -> Double { Double(operations) * energyPerOperation / utilisation }
}
