// Energies worked out by hand from currents, voltages and times.

import Core
import Radio
import Testing

@Suite struct EnergyTests {
  /// The 71 frames of one float32 unit, 300.768 ms on air, at 0 dBm: 15.70, 21.66 and 5.775 mJ; 208.8, 288 and 76.8 nJ a
  /// bit.
  @Test(arguments: [(RadioPreset.cc2420, 15.70, 208.8), (.cc2538, 21.66, 288), (.nrf52840, 5.775, 76.8)])
  func oneUnit(_ radio: RadioPreset, _ millijoules: Double, _ nanojoules: Double) {
    let energy = radio.energy(.init(transmit: .microseconds(300_768)))
    #expect(abs(energy * 1e3 - millijoules) < 0.005)
    let bit = radio.energy(.init(transmit: BitRate.ieee802154.transmissionTime(ofBits: 1)))
    #expect(abs(bit * 1e9 - nanojoules) < 1e-6)
  }

  @Test func states() {
    let times = RadioPreset.Times(transmit: .seconds(1), receive: .seconds(2), idle: .seconds(3), sleep: .seconds(4))
    let expected = 3 * (17.4e-3 + 2 * 18.8e-3 + 3 * 426e-6 + 4 * 20e-6)
    #expect(abs(RadioPreset.cc2420.energy(times) - expected) < 1e-12)
    #expect(RadioPreset.cc2420.transmitCurrent(power: -25) == 8.5e-3)
    // Settings between those of the chip are served by the next higher one.
    #expect(RadioPreset.cc2420.transmitCurrent(power: -7) == 13.9e-3)
    #expect(RadioPreset.cc2538.transmitCurrent(power: 20) == 34e-3)
    for radio in RadioPreset.all { #expect(radio.sleep < radio.idle && radio.idle < radio.receive) }
  }

  /// Each purpose on its own, frames at two powers: 17.4 mA at 0 dBm and 8.5 mA at −25.
  @Test func inference() {
    var device = DeviceSettings()
    device.transmitPower = -25
    let energy = device.energy(
      sending: [(0, .seconds(2)), (25, .seconds(1))],
      .init(transmit: .seconds(100), receive: .seconds(2), idle: .seconds(3), sleep: .seconds(4)),
      operations: 1_000_000_000)
    let parts: [Double] = [energy.transmit, energy.receive, energy.idle, energy.sleep, energy.compute]
    let expected: [Double] = [0.1032, 0.1128, 0.003834, 0.00024, 5.0 / 600]
    for (part, value) in zip(parts, expected) { #expect(abs(part - value) < 1e-12) }
    #expect(abs(energy.total - expected.reduce(0, +)) < 1e-12)
    #expect(device.computeTime(operations: 16_891_904) == 8_445_952)
    device.processor.utilisation = 1e-15
    #expect(device.computeTime(operations: 16_891_904) == 1 << 61)
  }

  /// The head through block3, 16,891,904 MACs: 1.69 ms and 0.0282 mJ at GAP8's peaks, five times both at a fifth of them.
  @Test func devices() {
    var peak = DevicePreset.gap8
    peak.utilisation = 1
    #expect(abs(peak.time(operations: 16_891_904) * 1e3 - 1.689) < 1e-3)
    #expect(abs(peak.energy(operations: 16_891_904) * 1e3 - 0.02815) < 1e-4)
    #expect(abs(DevicePreset.gap8.time(operations: 16_891_904) * 1e3 - 5 * 1.6892) < 1e-3)
    #expect(abs(DevicePreset.gap8.energy(operations: 16_891_904) * 1e3 - 5 * 0.028153) < 1e-4)
    #expect(abs(DevicePreset.stm32f746.time(operations: 12_350_000) * 1e3 - 99.1) < 1e-6)
  }
}
