// What radios draw from their supply in each state.

import Core

/// A radio chip's supply and currents.
///
/// Figures marked "datasheet" were read in the named document or a copy of its table; those marked "from memory" are
/// defaults that were not checked against one.
package struct RadioPreset: Hashable, Sendable {
  package let name: String
  /// Supply [V].
  package let voltage: Double
  /// Currents [A] while sending, by transmit power in ascending order.
  package let transmit: [TransmitCurrent]
  /// Current [A] while receiving, listening or sensing the channel.
  package let receive: Double
  /// Current [A] with the oscillator running, ready to send or receive.
  package let idle: Double
  /// Current [A] while asleep, contents kept.
  package let sleep: Double

  /// What sending at one power takes.
  package struct TransmitCurrent: Hashable, Sendable {
    /// Transmit power [dBm].
    package let power: Double
    /// Current [A].
    package let current: Double

    package init(_ power: Double, _ current: Double) { (self.power, self.current) = (power, current) }
  }

  /// How long a radio was in each state.
  package struct Times: Hashable, Sendable {
    package var transmit: Duration
    package var receive: Duration
    package var idle: Duration
    package var sleep: Duration

    package init(transmit: Duration = .zero, receive: Duration = .zero, idle: Duration = .zero, sleep: Duration = .zero)
    {
      (self.transmit, self.receive, self.idle, self.sleep) = (transmit, receive, idle, sleep)
    }
  }

  /// Texas Instruments CC2420 at 3 V. Receive 18.8 mA, transmit 17.4 mA at 0 dBm and 8.5 mA at −25 dBm: datasheet
  /// SWRS041 and TinyOS's list. 13.9 mA at −5 dBm, 11.2 mA at −10 dBm, idle 426 µA, power-down 20 µA: from memory.
  package static let cc2420 = RadioPreset(
    name: "cc2420", voltage: 3,
    transmit: [.init(-25, 8.5e-3), .init(-10, 11.2e-3), .init(-5, 13.9e-3), .init(0, 17.4e-3)], receive: 18.8e-3,
    idle: 426e-6, sleep: 20e-6)

  /// Texas Instruments CC2538 at 3 V: from memory of SWRS096D. Receive 20 mA, transmit 24 mA at 0 dBm, 34 mA at 7 dBm;
  /// idle is its power mode 1, 0.6 mA, sleep its power mode 2, 1.3 µA.
  package static let cc2538 = RadioPreset(
    name: "cc2538", voltage: 3, transmit: [.init(0, 24e-3), .init(7, 34e-3)], receive: 20e-3, idle: 0.6e-3,
    sleep: 1.3e-6)

  /// Nordic nRF52840 at 3 V with its DC/DC converter: transmit 6.40 mA at 0 dBm, 16.40 mA at 8 dBm, receive 6.53 mA:
  /// docs.nordicsemi.com (another revision of the table has 6.0, 15.5 and 6.2). Idle 3.16 µA (system on, memory kept, clock
  /// running), sleep 1.5 µA: from memory.
  package static let nrf52840 = RadioPreset(
    name: "nrf52840", voltage: 3, transmit: [.init(0, 6.4e-3), .init(8, 16.4e-3)], receive: 6.53e-3, idle: 3.16e-6,
    sleep: 1.5e-6)

  package static let all = [cc2420, cc2538, nrf52840]

  /// The powers that it can send at [dBm], from the least to the greatest.
  package var transmitRange: ClosedRange<Double> { transmit[0].power...transmit[transmit.count - 1].power }

  /// The current [A] while sending at `power` [dBm]: that of the least setting that reaches it, as a chip has no powers in
  /// between; the greatest setting's beyond.
  package func transmitCurrent(power: Double) -> Double {
    (transmit.first { $0.power >= power } ?? transmit[transmit.count - 1]).current
  }

  /// Energy taken from the supply [J].
  /// - Parameter power: transmit power [dBm].
  package func energy(_ times: Times, power: Double = 0) -> Double {
    func charge(_ current: Double, _ time: Duration) -> Double { current * (time / .seconds(1)) }
    return voltage
      * (charge(transmitCurrent(power: power), times.transmit) + charge(receive, times.receive)
        + charge(idle, times.idle) + charge(sleep, times.sleep))
  }
}
