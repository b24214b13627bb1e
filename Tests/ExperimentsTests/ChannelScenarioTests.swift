// The channels of the radio half in scenario files: found by name, swept by key, refused with their place.

import Core
import Experiments
import Foundation
import Radio
import Testing

@Suite struct ChannelScenarioTests {
  func plan(_ channel: String, _ rest: String = "") throws -> Plan {
    try Plan(ScenarioFile("schemes: [raw]\nchannel: \(channel)\n\(rest)", path: "dir/s.yaml"))
  }

  @Test(arguments: [
    "{kind: awgn, mean_snr_db: 3}", "{kind: awgn, path_loss: {distance_m: 80, exponent: 3.5}, shadowing_db: 4}",
    "{kind: rayleigh, mean_snr_db: 10, doppler_hz: 8}",
    "{kind: rayleigh, mean_snr_db: 10, block_ms: 4, branches: 2, combining: selection, correlation: 0.3}",
    "{kind: rician, mean_snr_db: 10, doppler_hz: 8, k_factor: 5, modulation: dpsk}",
    "{kind: nakagami, mean_snr_db: 10, doppler_hz: 8, m: 2, branches: 2, correlation: [[1, 0.2], [0.2, 1]]}",
    "{kind: packet-loss, rate: 0.1}", "{kind: gilbert-elliott, loss: 0.1, burst: 4}",
    "{kind: gilbert-elliott, good_to_bad: 0.1, bad_to_good: 0.4, slot_ms: 5}",
    "{kind: gilbert-elliott, fade_margin_db: 10, doppler_hz: 8, method: sampled}",
  ])
  func isRead(_ channel: String) throws { #expect(try plan(channel).points.count == 1) }

  @Test func isSwept() throws {
    let sweep = "sweep: {channel.mean_snr_db: [0, 10, 20], channel.doppler_hz: [1, 8]}"
    #expect(try plan("{kind: rayleigh}", sweep).points.count == 6)
  }

  @Test(arguments: [
    ("{kind: rayleigh, mean_snr_db: 10, dopler_hz: 8}", "dir/s.yaml:2:10: how fast the link fades is missing"),
    ("{kind: rayleigh, mean_snr_db: 10, doppler_hz: 8, brnches: 2}", "dir/s.yaml:2:59: unknown key 'brnches': did you"),
    ("{kind: rayleigh, mean_snr_db: 10, doppler_hz: 8, m: 2}", "dir/s.yaml:2:59: unknown key 'm'"),
    ("{kind: awgn, mean_snr_db: 10, modulation: qam}", "dir/s.yaml:2:52: unknown modulation 'qam'"),
    ("{kind: gilbert-elliott, loss: 0.9, burst: 2}", "dir/s.yaml:2:52: burst is 2.0"),
    ("{kind: trace, file: /nowhere.csv}", "/nowhere.csv: cannot read the trace"),
    (
      "{kind: rayleigh, mean_snr_db: 1, doppler_hz: 8, branches: 3, correlation: -0.7}",
      "dir/s.yaml:2:10: the correlation matrix is not positive definite"
    ),
  ])
  func isRefused(_ channel: String, _ start: String) {
    do {
      _ = try plan(channel)
      Issue.record("accepted")
    } catch { #expect("\(error)".hasPrefix(start) && !"\(error)".contains("\n"), "\(error)") }
  }

  /// Links that are alike, and links one by one; each with its own rate and channel.
  @Test func severalLinks() throws {
    let rayleigh = "{kind: rayleigh, mean_snr_db: 10, doppler_hz: 8}"
    let alike = try plan(rayleigh, "links: {count: 3, correlation: 0.4}").common.group
    #expect(alike.links.count == 3 && alike.links.allSatisfy { $0.rate == .ieee802154 })
    let each = try plan(
      rayleigh, "links: {each: [{rate_kbps: 100}, {channel: {kind: ideal}}, {}]}\nlink: {rate_kbps: 20}"
    ).common.group
    #expect(each.links.map(\.rate.bitsPerSecond) == [100_000, 20_000, 20_000])
    #expect(each.links.map { $0.channel is IdealChannel } == [false, true, false])
    #expect(try plan(rayleigh, "sweep: {links.count: [1, 2, 4]}\nlinks: {correlation: 0.1}").points.count == 3)
    for (rest, message) in [
      ("links: {count: 0}", "dir/s.yaml:3:16: count is 0; there are 1 to 64 links"),
      ("links: {each: []}", "dir/s.yaml:3:8: there is no link"),
      ("links: {correlation: 0.1}", "dir/s.yaml:3:8: links are given by their 'count'"),
      ("links: {count: 3, correlation: -0.8}", "dir/s.yaml:3:8: the correlation matrix is not positive definite"),
      (
        "links: {each: [{}, {channel: {kind: rayleigh, mean_snr_db: 1, doppler_hz: 9}}], correlation: 0.2}",
        "dir/s.yaml:3:8: correlated links fade by the same law at the same pace"
      ),
    ] {
      do {
        _ = try plan(rayleigh, rest)
        Issue.record("accepted")
      } catch { #expect("\(error)".hasPrefix(message), "\(error)") }
    }
  }

  /// A trace must reach the last deadline, so there must be one.
  @Test func tracesThatEndTooEarly() throws {
    let path = NSTemporaryDirectory() + "trace-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try "time_ms,snr_db\n0,10\n500,10\n".write(toFile: path, atomically: true, encoding: .utf8)
    let channel = "{kind: trace, file: \(path)}"
    #expect(try plan(channel, "deadlines_ms: [100, 500]").points.count == 1)
    // Requests that follow each other use it up.
    func session(_ count: Int, _ pattern: String = "periodic") -> String {
      "deadlines_ms: [100]\ntransport: {requests: {pattern: \(pattern), interval_ms: 100, session: \(count)}}"
    }
    #expect(try plan(channel, session(5)).points.count == 1)
    for (rest, message) in [
      ("deadlines_ms: [100, 500.001]", "the trace ends too early: at 500.0 ms, before the last deadline at 500.001 ms"),
      ("", "the trace ends at 500.0 ms: give deadlines_ms"),
      (session(6), "the trace ends too early: at 500.0 ms, before the last deadline at 600.0 ms"),
      (session(2, "poisson"), "a trace ends, and requests at random may come at any time"),
    ] {
      do {
        _ = try plan(channel, rest)
        Issue.record("accepted")
      } catch { #expect("\(error)".contains(message), "\(error)") }
    }
  }
}
