// Energy and compute from the scenario file to points.csv, worked out by hand; labelled values of sweeps.

import Core
import Experiments
import Imaging
import Neural
import Radio
import Schemes
import Testing
import Transport

/// The voting scheme on a device that has something to do.
private struct BusyScheme: Scheme {
  let name = "busy"
  let deviceOperations = 2_000_000
  private let voting = VotingScheme()

  func encode(_ images: ImageBatch, from first: Int) throws -> [Message] { try voting.encode(images, from: first) }
  func infer(_ deliveries: [Delivery]) throws -> Tensor { try voting.infer(deliveries) }
}

@Suite struct EnergyScenarioTests {
  /// The columns of the first row of `text`, by name, with a device that spends two million operations on an image.
  private func columns(_ text: String, images: Int = 4) async throws -> [String: Double] {
    let plan = try Plan(ScenarioFile(text, path: "s.yaml"))
    let dataset = FakeDataset(count: images)
    let outcomes = try await Runner(threads: 1).outcomes(
      of: plan, images: images, dataset: dataset, makeScheme: { _ in BusyScheme() })
    let rows = zip(plan.points, outcomes).flatMap { $1.rows(of: $0, labels: (0..<images).map { UInt8($0 % 3) }) }
    let lines = try PointsFile.text(rows).split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    return Dictionary(
      uniqueKeysWithValues: zip(lines[0], lines[1]).compactMap { name, text in Double(text).map { (name, $0) } })
  }

  /// 2 MMACs take a GAP8 at a fifth of 10 GMAC/s one millisecond, and 2e6 · 5/600e9 J; the radio sleeps meanwhile.
  @Test func computeTakesTimeAndEnergy() async throws {
    let text = "schemes: [original]\ntransport: {accounting: full, access: {csma: false}}"
    let found = try await columns(text)
    #expect(found["compute_ms"] == 1 && found["compute_mj"] == 0.016667)
    // The k-th of four exchanges of 2.016 ms arrives after 0.832 ms of it.
    #expect(found["latency_ms"] == 7.88)
    // 1 ms at 20 µA and 3 V.
    #expect(found["sleep_mj"] == 0.00006)
    let parts = ["transmit_mj", "receive_mj", "idle_mj", "sleep_mj", "compute_mj"].compactMap { found[$0] }
    #expect(parts.count == 5 && abs((found["energy_mj"] ?? 0) - parts.reduce(0, +)) < 3e-6)
  }

  @Test func everyKeyOfTheDeviceCounts() async throws {
    let text = """
      schemes: [original]
      device: {radio: cc2538, transmit_dbm: 7, backoff: receive, processor: stm32f746, utilisation: 0.5}
      transport: {accounting: full, access: {backoff: mean}}
      """
    let found = try await columns(text)
    // 34 mA for 3.328 ms; 20 mA for 4 · (1.120 + 0.128 + 0.544) ms; 0.6 mA for 4 · (0.192 + 0.640).
    #expect(found["transmit_mj"] == 0.339456 && found["receive_mj"] == 0.43008 && found["idle_mj"] == 0.00599)
    // 2e6 operations at half of 124.6 M/s.
    #expect(abs((found["compute_ms"] ?? 0) - 32.097) < 0.001 && abs((found["compute_mj"] ?? 0) - 10.594) < 0.001)
  }

  /// With a picture every 100 ms the radio sleeps for what four exchanges of 2.016 ms leave.
  @Test func sleepReachesToTheNextRequest() async throws {
    let text = """
      schemes: [original]
      transport: {accounting: full, access: {csma: false}, requests: {pattern: periodic, interval_ms: 100, session: 4}}
      """
    #expect(try await columns(text)["sleep_mj"] == 0.005516)
    // A picture a week, and as many of them as do not fit 64 bits of nanoseconds: 20 µA at 3 V for 604,800 s.
    let rare = text.replacing("100, session: 4", with: "604800000, session: 4")
    #expect(abs((try await columns(rare, images: 16_000)["sleep_mj"] ?? 0) - 36_288) < 0.001)
  }

  /// A sender that drops what would be late stops there, and pays for less.
  @Test func aSenderThatStopsPaysLess() async throws {
    func energy(_ queue: String) async throws -> Double? {
      try await columns(
        """
        schemes: [original]
        deadlines_ms: [4]
        transport: {accounting: full, access: {csma: false}\(queue)}
        """)["transmit_mj"]
    }
    // Two of four units arrive by 4 ms.
    #expect(try await energy("") == 0.173722)
    #expect(try await energy(", queue: {expired: drop}") == 0.086861)
  }

  /// Each power at its own current: 11.2 mA at −10 dBm, 17.4 at 0.
  @Test func powerByImportanceIsPaidFor() async throws {
    let text = """
      schemes: [original]
      channel: {kind: awgn, mean_snr_db: 30}
      device: {transmit_dbm: -10}
      transport: {accounting: full, access: {csma: false}, protection: {power_db: [10, 0]}}
      """
    // A quarter of 3.328 ms and the rest.
    #expect(try await columns(text)["transmit_mj"] == 0.127296)
  }

  @Test func paperAccountingCountsNoEnergy() async throws {
    #expect(try await columns("schemes: [original]")["energy_mj"] == nil)
  }

  /// Sections are swept by their labels, each value a section of its own.
  @Test func sweptSectionsHaveLabels() throws {
    let text = """
      schemes: [raw]
      transport: {accounting: full}
      sweep:
        transport.protection:
          - {label: none, retries: 0}
          - {label: first unit, retries: [5, 0], copies: [2, 1]}
          - {label: standard}
      """
    let plan = try Plan(ScenarioFile(text, path: "s.yaml"))
    #expect(plan.points.map { $0.swept[0].text } == ["none", "first unit", "standard"])
    #expect(plan.points.map { $0.settings.transport.protection.retries[0] } == [0, 5, 3])
    #expect(plan.points.map { $0.settings.transport.protection.copies[0] } == [1, 2, 1])
    #expect(plan.points[1].key == "scheme=raw transport.protection=first unit")
  }

  /// One power for the link and for the supply, whoever names it.
  @Test func pathLossAndDeviceSendAtOnePower() throws {
    func settings(_ loss: String, _ device: String) throws -> Scenario {
      try Plan(
        ScenarioFile(
          "schemes: [raw]\ntransport: {accounting: full}\nchannel: {kind: awgn, path_loss: {distance_m: 9\(loss)}}\n"
            + "device: {\(device)}\n", path: "s.yaml")
      ).points[0].settings
    }
    func mean(_ scenario: Scenario) throws -> Double {
      try #require(scenario.group.members[0].channel as? AWGNChannel).signal.mean.value
    }
    let (neither, own) = (try settings("", ""), try settings(", transmit_dbm: -5", ""))
    let given = try settings("", "transmit_dbm: -5")
    #expect(neither.device?.transmitPower == 0 && own.device?.transmitPower == -5 && given.device?.transmitPower == -5)
    #expect(abs(try mean(neither) - mean(own) - 5) < 1e-9)
    #expect(try mean(given) == mean(own))
    // One device sends on all links.
    func links(_ second: String) -> String {
      "schemes: [raw]\ntransport: {accounting: full}\nlinks: {each: [{channel: {kind: awgn, path_loss: {distance_m: 9, "
        + "transmit_dbm: -5}}}, {channel: {kind: awgn, path_loss: {distance_m: 9\(second)}}}]}\n"
    }
    let both = try Plan(ScenarioFile(links(""), path: "s.yaml")).points[0].settings
    let means = both.group.members.compactMap { ($0.channel as? AWGNChannel)?.signal.mean.value }
    #expect(try means == [mean(own), mean(own)] && both.device?.transmitPower == -5)
    expectRefusal(
      of: links(", transmit_dbm: -7"), with: "3:8: path_loss sends at transmit_dbm: -7.0 and -5.0 on different links")
  }

  @Test(arguments: [
    ("device: {}", "2:9: 'device' needs compute and energy that are counted: write accounting: full"),
    ("device: {radio: cc2421}\ntransport: {accounting: full}", "2:17: unknown radio 'cc2421': did you mean cc2420?"),
    ("device: {processor: m4}\ntransport: {accounting: full}", "2:21: unknown processor 'm4': known: gap8, stm32f746"),
    ("device: {utilisation: 0}\ntransport: {accounting: full}", "2:23: utilisation is 0.0; a processor reaches"),
    ("device: {utilisation: 1e-15}\ntransport: {accounting: full}", "2:23: utilisation is 1e-15; a processor reaches"),
    ("device: {utilisation: 1.1}\ntransport: {accounting: full}", "2:23: utilisation is 1.1; a processor reaches"),
    ("device: {backoff: off}\ntransport: {accounting: full}", "2:19: 'off' does not fit here"),
    (
      "device: {transmit_dbm: 7}\ntransport: {accounting: full}",
      "2:24: transmit_dbm is 7.0; a cc2420 sends at -25.0 to 0.0 dBm"
    ),
    (
      "channel: {kind: awgn, mean_snr_db: 3}\ntransport: {accounting: full, protection: {power_db: [3, 0]}}",
      "3:12: power_db of 3.0 above transmit_dbm of 0.0 is beyond a cc2420, which sends at -25.0 to 0.0 dBm"
    ),
    (
      "channel: {kind: bit-flip, rate: 0.1}\ntransport: {accounting: full, protection: {power_db: [0, -3]}}",
      "3:12: power_db needs a channel with an SNR: awgn, rayleigh"
    ),
    (
      "channel: {kind: awgn, path_loss: {distance_m: 9, transmit_dbm: -5}}\ndevice: {transmit_dbm: -10}\n"
        + "transport: {accounting: full}",
      "2:10: path_loss sends at transmit_dbm: -5.0 and the device at transmit_dbm: -10.0: leave one out"
    ),
    (
      "channel: {kind: awgn, path_loss: {distance_m: 9, transmit_dbm: 7}}\ntransport: {accounting: full}\ndevice: {}",
      "4:9: transmit_dbm is 7.0; a cc2420 sends at"
    ),
    (
      "channel: {kind: awgn, path_loss: {distance_m: 9, bandwidth_hz: 3}, modulation: bpsk}",
      "2:10: bandwidth_hz is 3.0, and the SNR of bpsk is Eb/N0, which is counted in the bit rate, 250000.0: leave it out"
    ),
    ("link: {rate_kbps: 1e9}", "2:19: 1e9 kbit/s does not fit: a rate in whole bit/s from 0.1 to 10000000 kbit/s"),
    ("transport: {protection: {power_db: 100}}", "2:36: 100.0 does not fit here: between -60 and 60 dB"),
    ("sweep: {channel.rate: [[1, 2]]}", "2:24: a swept value is plain, or a mapping with a label, not a list"),
    ("sweep: {transport.queue: [{packets: 3}]}", "2:27: a swept value is plain, or a mapping with a label"),
  ])
  func refusedInOneLine(_ keys: String, _ start: String) {
    expectRefusal(of: "schemes: [raw]\n\(keys)", with: start)
  }
}
