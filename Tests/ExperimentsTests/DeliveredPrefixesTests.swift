// How often links deliver each prefix, against what can be worked out.

import Core
import Experiments
import Foundation
import Neural
import Testing

@Suite struct DeliveredPrefixesTests {
  /// Four units of two channels, 65,536 bits each.
  private let architecture = Architecture(widthMultiplier: 0.25)

  private func shares(_ text: String, cut: Cut = .block(3)) throws -> [Double] {
    try DeliveredPrefixes.shares(
      ScenarioFile("schemes: [raw, adaptive, clio-uniform-st]\n" + text, path: "s.yaml"), architecture: architecture,
      cut: cut, unitChannels: 2)
  }

  /// One unit in 262.144 ms; deadlines that leave none do not count, and links at half the rate deliver half as many.
  @Test func cleanLinks() throws {
    #expect(try shares("deadlines_ms: [100, 262.144, 600, 800, 5000]") == [0.25, 0.25, 0.25, 0.25])
    #expect(
      try shares("deadlines_ms: [524.288]\nsweep: {link.rate_kbps: [125, 250, 500]}")
        == [1.0 / 3, 1.0 / 3, 0, 1.0 / 3])
  }

  /// With a share p of packets lost, and a packet to each unit, the first k are there and the next is not with the
  /// probability (1 − p)ᵏ p; 1,000 transmissions are within 4.5 standard deviations (one false alarm in 100,000).
  @Test func lossyLinks() throws {
    let found = try shares("channel: {kind: packet-loss, rate: 0.3}\ndeadlines_ms: [2000]")
    let expected = (1...4).map { pow(0.7, Double($0)) * ($0 < 4 ? 0.3 : 1) / 0.7 }
    for (share, truth) in zip(found, expected) {
      #expect(abs(share - truth) < 4.5 * (truth * (1 - truth) / 700).squareRoot(), "\(share) \(truth)")
    }
    #expect(abs(found.reduce(0, +) - 1) < 1e-12)
  }

  @Test(arguments: [
    ("channel: {kind: packet-loss, rate: 1}\ndeadlines_ms: [2000]", Cut.block(3), "no unit arrives by any deadline"),
    (
      "deadlines_ms: [2000]\nsweep: {model.unit_channels: [2, 4]}", .block(3),
      "its units have 4 channels, where the training's have 2"
    ),
    ("deadlines_ms: [2000]", .block(2), "its network is cut at block3, where the training cuts at block2"),
  ])
  func refused(_ text: String, _ cut: Cut, _ part: String) {
    let error = #expect(throws: AirSliceError.self) { try shares(text, cut: cut) }
    #expect(error?.kind == .data && error?.description.contains(part) == true, "\(String(describing: error))")
    #expect(error?.location?.file == "s.yaml")
  }

  @Test func schemesWithoutFeatures() {
    let error = #expect(throws: AirSliceError.self) {
      try DeliveredPrefixes.shares(
        ScenarioFile("schemes: [raw, adaptive]", path: "s.yaml"), architecture: architecture, cut: .block(3),
        unitChannels: 2)
    }
    #expect(error?.message == "none of its schemes sends all features")
  }
}
