// What an inference takes from the device's supply, from what its radio did and what its processor computes.

import Core
import Radio
import Transport

/// Means over a point's images, at one deadline.
package struct EnergyFindings: Hashable, Sendable {
  package let energy: InferenceEnergy
  /// How long data frames are on the air [ns], on all links together.
  package let airtime: Double
  /// How long the device computes before it sends [ns].
  package let computeTime: Double

  /// What the radio did in `findings`; nil where the scenario counts no energy. The device spends `operations`
  /// multiply–accumulates on an image.
  ///
  /// A radio sends; it receives while it assesses the channel and waits for acknowledgements; it idles for the rest of
  /// the time in which it has a packet at work; and it sleeps otherwise, until the end of the request or, where requests
  /// follow each other, until the next one (in the mean). What was sent before packets were given up counts, and so does
  /// what is sent after the deadline: a sender that stops there has `queue: {expired: drop}`. Links that are combined have
  /// a radio each, which do the same.
  init?(_ findings: RadioFindings, of settings: Scenario, operations: Int) {
    guard let device = settings.device else { return nil }
    let statistics = findings.statistics
    let images = max(1, findings.images)
    let radios = settings.group.transmitters
    let links = Double(settings.group.links.count)
    // In floating point: ten thousand images, a week apart, are more nanoseconds than 64 bits hold.
    let (occupied, sent) = (Double(statistics.occupied), Double(statistics.sending))
    let receiving =
      Double(statistics.listening) + Double(statistics.awaiting)
      + (device.listensInBackoff ? Double(statistics.backingOff) : 0)
    let all =
      switch settings.transport.traffic.pattern {
      case .single: links * Double(statistics.duration)
      case .periodic(let interval), .poisson(let interval): links * Double(interval) * Double(images)
      }
    func mean(_ nanoseconds: Double) -> Double { nanoseconds * Double(radios) / Double(images) }
    func duration(_ nanoseconds: Double) -> Duration { .seconds(mean(nanoseconds) / 1e9) }
    let sending = zip(settings.uplink.powers, statistics.sendingByPower).map {
      (offset: $0, time: duration(Double($1)))
    }
    energy = device.energy(
      sending: sending,
      RadioPreset.Times(
        receive: duration(receiving), idle: duration(occupied - sent - receiving),
        sleep: duration(max(0, all - occupied))),
      operations: operations)
    airtime = mean(sent)
    computeTime = Double(device.computeTime(operations: operations))
  }

  /// Columns of points.csv: what they are called, and what they hold.
  static let columns = [
    "airtime_ms", "compute_ms", "energy_mj", "transmit_mj", "receive_mj", "idle_mj", "sleep_mj", "compute_mj",
  ]

  /// Values of ``columns``: of an image, in milliseconds and millijoules; `energy_mj` is the sum of those behind it.
  var values: [Double] {
    [airtime / 1e6, computeTime / 1e6]
      + [energy.total, energy.transmit, energy.receive, energy.idle, energy.sleep, energy.compute].map { 1000 * $0 }
  }
}
