// What a scenario does with several links, and how long missions over them last.

import Core
import Experiments
import Testing
import Transport

@Suite struct LinksTests {
  private func scenario(_ links: String, _ rest: String = "") -> String {
    """
    schemes: [original]
    channel: {kind: rayleigh, mean_snr_db: 60, doppler_hz: 8}
    links: {count: 2, \(links)}
    deadlines_ms: [0.832, 2.848, 4.864]
    transport: {accounting: full, access: {csma: false}\(rest)}
    """
  }

  /// Units of one frame each, which take 0.832 ms, another one 2.016 ms later. Frames, and airtime in frames, of an image.
  @Test(arguments: [
    ("use: stripe", [0.5, 1, 1], 4.0, 4.0),
    ("use: duplicate", [0.25, 0.5, 0.75], 8, 8),
    ("use: importance-split", [0.25, 0.75, 1], 5, 5),
    ("use: importance-split, first_units: 2", [0.25, 0.5, 1], 6, 6),
    ("use: selection", [0.25, 0.5, 0.75], 4, 8),
    ("use: maximal-ratio", [0.25, 0.5, 0.75], 4, 8),
    ("use: switch, switch_snr_db: 20, switch_ms: 1", [0.25, 0.5, 0.75], 4, 4),
  ])
  func usesOfLinks(_ use: String, _ delivered: [Double], _ frames: Double, _ airtime: Double) async throws {
    let rows = try await runFakes(scenario(use)).rows
    #expect(rows.map(\.deliveredFraction) == delivered)
    let statistics = try #require(rows[0].radio).statistics
    #expect(Double(statistics.frames) == 12 * frames)
    #expect(try #require(rows[0].energy).airtime == 832_000 * airtime)
  }

  /// One link is one link, whatever it is used for; uses can be swept.
  @Test func oneLinkHasOneUse() async throws {
    let rows = try await runFakes(
      """
      schemes: [original]
      channel: {kind: rayleigh, mean_snr_db: 0, doppler_hz: 8}
      links: {count: 1, switch_snr_db: 3}
      sweep: {links.use: [stripe, duplicate, importance-split, selection, maximal-ratio, switch]}
      deadlines_ms: [3, 9]
      transport: {accounting: full}
      """, images: 40
    ).rows
    #expect(rows.count == 12)
    for place in rows.indices.dropFirst(2) {
      #expect(rows[place].radio == rows[place % 2].radio && rows[place].correct == rows[place % 2].correct)
    }
    #expect(rows[0].deliveredFraction > 0 && rows[1].deliveredFraction < 1)
  }

  @Test(arguments: [
    ("use: strip", "", "dir/s.yaml:3:24: 'strip' does not fit here: did you mean stripe?"),
    ("use: importance-split, first_units: 0", "", "dir/s.yaml:3:55: 0 does not fit here: a whole number from 1"),
    ("use: switch, switch_snr_db: 200", "", "dir/s.yaml:3:47: switch_snr_db is 200.0; an SNR lies between"),
    ("use: switch, switch_ms: -1", "", "dir/s.yaml:3:43: -1 ms is negative"),
    ("use: duplicate", ", protection: {links: [all, one]}", "dir/s.yaml:3:8: 'links: use' and 'protection"),
    ("use: selection, each: [{}, {channel: {kind: ideal}}]", "", "dir/s.yaml:3:8: links are given by"),
  ])
  func isRefused(_ use: String, _ rest: String, _ start: String) {
    do {
      _ = try Plan(ScenarioFile(scenario(use, rest), path: "dir/s.yaml"))
      Issue.record("accepted")
    } catch { #expect("\(error)".hasPrefix(start) && !"\(error)".contains("\n"), "\(error)") }
  }

  private func missions(_ loss: Double, images: Int, use: String = "stripe") async throws -> MissionFindings {
    let rows = try await runFakes(
      """
      schemes: [original]
      channel: {kind: packet-loss, rate: \(loss)}
      links: {count: 2, use: \(use)}
      deadlines_ms: [5]
      transport:
        accounting: full
        access: {acknowledge: false}
        queue: {superseded: drop}
        requests: {pattern: periodic, interval_ms: 20, session: 25}
      """, images: images
    ).rows
    #expect(try PointsFile.text(rows).split(separator: "\n")[0].contains(",missions,mttff_s,mttff_s_low,mttff_s_high,"))
    return try #require(rows[0].radio?.missions)
  }

  /// Sessions without a failure, the last cut short; with nothing but failures; and with independent ones of probability
  /// p, where request k fails first with p(1 − p)^k: the mean within four standard deviations of an exponential's.
  @Test func timeToFirstFailure() async throws {
    let never = try await missions(0, images: 60)
    #expect(never.missions == 3 && never.failures == 0)
    #expect(never.watched == (2 * 485 + 185) * 1_000_000)
    #expect(try never.values[1] == nil && never.values[3] == nil)
    let always = try await missions(1, images: 60)
    #expect(always.missions == 3 && always.failures == 3 && always.watched == 15_000_000)
    #expect(try always.values[1] == 0.005)

    for (use, p) in [("stripe", 0.1), ("duplicate", 0.1 * 0.1)] {
      let found = try await missions(0.1, images: 10_000, use: use)
      var (survival, watched) = (1.0, 0.0)
      for request in 0..<25 {
        watched += survival * p * (0.02 * Double(request) + 0.005)
        survival *= 1 - p
      }
      let expected = (watched + survival * 0.485) / (1 - survival)
      let seen = try #require(try found.values[1])
      #expect(abs(seen / expected - 1) < 4 / Double(found.failures).squareRoot(), "\(use): \(seen), \(expected)")
    }
  }
}
