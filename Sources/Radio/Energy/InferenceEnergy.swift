// What one inference takes from the device's supply, and for what.

/// Energy by purpose [J].
package struct InferenceEnergy: Hashable, Sendable {
  /// The radio's, by its states.
  package var transmit: Double
  package var receive: Double
  package var idle: Double
  package var sleep: Double
  /// The processor's, for the device's part of the network.
  package var compute: Double

  package init(transmit: Double, receive: Double, idle: Double, sleep: Double, compute: Double) {
    (self.transmit, self.receive, self.idle, self.sleep) = (transmit, receive, idle, sleep)
    self.compute = compute
  }

  package var total: Double { transmit + receive + idle + sleep + compute }
}

/// A device: its radio and its processor, and how it uses them.
package struct DeviceSettings: Hashable, Sendable {
  package var radio = RadioPreset.cc2420
  /// Transmit power of frames that are not raised [dBm]; the one that a channel's mean SNR stands for.
  package var transmitPower = 0.0
  package var processor = DevicePreset.gap8
  /// Whether the receiver stays on while the device backs off; if not, the radio idles then.
  package var listensInBackoff = false

  /// A CC2420 at 0 dBm that idles in backoffs, and a GAP8.
  package init() {}

  /// The time that the processor takes for `operations` multiply–accumulates, to the nanosecond [ns]; 2⁶¹ at most, 73
  /// years, which is as good as never and leaves room for sums.
  package func computeTime(operations: Int) -> Int64 {
    Int64(min(0x1p61, (1e9 * processor.time(operations: operations)).rounded()))
  }

  /// What an inference takes.
  /// - Parameters:
  ///   - sending: how long the radio sends with how many dB more than ``transmitPower``.
  ///   - times: how long it is in the other states; `times.transmit` is of no account.
  ///   - operations: multiply–accumulates of the device's part of the network.
  package func energy(
    sending: [(offset: Double, time: Duration)], _ times: RadioPreset.Times, operations: Int
  ) -> InferenceEnergy {
    InferenceEnergy(
      transmit: sending.reduce(0) {
        $0 + radio.energy(.init(transmit: $1.time), power: transmitPower + $1.offset)
      },
      receive: radio.energy(.init(receive: times.receive)), idle: radio.energy(.init(idle: times.idle)),
      sleep: radio.energy(.init(sleep: times.sleep)), compute: processor.energy(operations: operations))
  }
}
