// Channels as files give them: what is read, and the one line that a wrong one is refused with.

import Core
import Foundation
import Radio
import Stochastics
import Testing

@Suite struct ChannelSettingsTests {
  func decode<Channel: ChannelModel>(_ type: Channel.Type, _ json: String) throws -> Channel {
    try JSONDecoder().decode(type, from: Data("{\(json)}".utf8))
  }

  func refused<Channel: ChannelModel>(_ type: Channel.Type, _ json: String, _ start: String) {
    do {
      _ = try decode(type, json)
      Issue.record("\(json) was accepted")
    } catch {
      let text = "\(error)"
      #expect(text.hasPrefix(start) && !text.contains("\n"), "\(text)")
    }
  }

  @Test func whatIsRead() throws {
    let rayleigh = try decode(
      RayleighChannel.self,
      """
      "mean_snr_db": 12, "doppler_hz": 8, "modulation": "non-coherent-fsk", "branches": 2, "combining": "selection",
      "correlation": [[1, 0.5], [0.5, 1]], "shadowing_db": 4
      """)
    let expected = FadingSettings(
      signal: SignalSettings(mean: Decibels(12), shadowing: 4, modulation: .nonCoherentFSK), motion: .doppler(8),
      branches: 2, combining: .selection, correlation: .matrix([[1, 0.5], [0.5, 1]]))
    #expect(rayleigh.fading == expected)
    let rician = try decode(RicianChannel.self, "\"mean_snr_db\": 3, \"block_ms\": 2.5, \"k_factor\": 5")
    #expect(rician.law == .rician(k: 5) && rician.fading.motion == .blocks(.microseconds(2500)))
    #expect(
      try decode(NakagamiChannel.self, "\"mean_snr_db\": 3, \"doppler_hz\": 1, \"m\": 1.5").law == .nakagami(m: 1.5))
    let path = try decode(
      AWGNChannel.self, "\"path_loss\": {\"distance_m\": 100, \"exponent\": 3, \"noise_figure_db\": 6}")
    #expect(abs(path.signal.mean.value - (110.965 - 100.052 - 6)) < 2e-3)
    // Eb/N0 is counted in the bit rate: an eighth of 2 MHz.
    let binary = try decode(
      AWGNChannel.self,
      "\"path_loss\": {\"distance_m\": 100, \"exponent\": 3}, \"modulation\": \"bpsk\"")
    #expect(abs(binary.signal.mean.value - (110.965 + 9.031 - 100.052)) < 2e-3)
    // A band of one's own would be another Eb/N0.
    let wide = try decode(
      AWGNChannel.self, "\"path_loss\": {\"distance_m\": 100, \"bandwidth_hz\": 2000000}, \"modulation\": \"bpsk\"")
    #expect(throws: AirSliceError.self) { try wide.on(.ieee802154, power: nil) }
    let given = try decode(GilbertElliottChannel.self, "\"loss\": 0.3, \"burst\": 5, \"slot_ms\": 1")
    #expect(given.slot == .milliseconds(1) && abs(given.chain.goodToBad - 0.0857142857) < 1e-9)
    let derived = try decode(
      GilbertElliottChannel.self, "\"fade_margin_db\": 10, \"doppler_hz\": 8, \"method\": \"exact\"")
    #expect(abs(derived.chain.goodToBad - 0.026626) < 1e-6)
  }

  @Test func signals() {
    for (json, start) in [
      ("", "the mean SNR is missing: give mean_snr_db or path_loss"),
      ("\"mean_snr_db\": 3, \"path_loss\": {\"distance_m\": 3}", "mean_snr_db and path_loss both give the mean SNR"),
      ("\"mean_snr_db\": 1e5", "mean_snr_db is 100000.0; a mean SNR lies between"),
      ("\"mean_snr_db\": 1, \"shadowing_db\": -1", "shadowing_db is -1.0"),
      ("\"mean_snr_db\": 1, \"modulation\": \"qam\"", "unknown modulation 'qam': known: oqpsk, bpsk"),
      ("\"path_loss\": {\"distance_m\": 0.5}", "distance_m is 0.5; path loss holds from reference_m, 1.0 m, on"),
      ("\"path_loss\": {\"distance_m\": 5, \"exponent\": 0}", "exponent is 0.0; it lies between 1.0 and 8.0"),
      ("\"path_loss\": {\"distance_m\": 5, \"bandwidth_hz\": 0}", "bandwidth_hz is 0.0; it lies between 1.0 and"),
    ] { refused(AWGNChannel.self, json, start) }
  }

  @Test func fading() {
    let signal = "\"mean_snr_db\": 10, "
    for (json, start) in [
      ("\"mean_snr_db\": 10", "how fast the link fades is missing: give doppler_hz or block_ms"),
      (signal + "\"doppler_hz\": 8, \"block_ms\": 1", "doppler_hz and block_ms exclude each other"),
      (signal + "\"doppler_hz\": -8", "doppler_hz is -8.0"), (signal + "\"block_ms\": 0", "block_ms is 0.0"),
      (signal + "\"doppler_hz\": 8, \"branches\": 0", "branches is 0; a receiver has 1 to 64"),
      (
        signal + "\"doppler_hz\": 8, \"combining\": \"best\"",
        "unknown combining 'best': known: selection, maximal-ratio"
      ),
      (signal + "\"doppler_hz\": 8, \"branches\": 2, \"correlation\": 1.2", "correlation is 1.2"),
      (
        signal + "\"doppler_hz\": 8, \"branches\": 3, \"correlation\": [[1,0.9,0],[0.9,1,0.9],[0,0.9,1]]",
        "the correlation matrix is not positive definite"
      ),
    ] { refused(RayleighChannel.self, json, start) }
    let moving = signal + "\"doppler_hz\": 8, "
    refused(RicianChannel.self, moving + "\"k_factor\": -1", "k_factor is -1.0")
    for m in ["0", "0.25", "1.3", "40", "-1"] { refused(NakagamiChannel.self, moving + "\"m\": \(m)", "m is ") }
  }

  @Test func chains() {
    for (json, start) in [
      ("\"loss\": 0.9, \"burst\": 2", "burst is 2.0; at a loss of 0.9 bursts have at least 9"),
      ("\"loss\": -0.1, \"burst\": 2", "loss is -0.1"), ("", "a chain is given in one way"),
      ("\"loss\": 0.1, \"burst\": 2, \"doppler_hz\": 8", "a chain is given in one way"),
      ("\"good_to_bad\": 2, \"bad_to_good\": 0.1", "good_to_bad is 2.0; a probability lies between 0 and 1"),
      (
        "\"fade_margin_db\": 10, \"doppler_hz\": 40, \"method\": \"wang-moayeri\"",
        "wang-moayeri gives a transition probability of 1.283, above 1: with a Doppler shift of 40 Hz a slot may last 3.317 ms"
      ),
      (
        "\"fade_margin_db\": 10, \"doppler_hz\": 8, \"method\": \"magic\"",
        "unknown method 'magic': known: wang-moayeri"
      ),
      ("\"fade_margin_db\": 10, \"doppler_hz\": 0, \"method\": \"exact\"", "doppler_hz is 0.0"),
      ("\"loss\": 0.1, \"burst\": 2, \"slot_ms\": 0", "slot_ms is 0.0"),
    ] { refused(GilbertElliottChannel.self, json, start) }
    refused(PacketLossChannel.self, "\"rate\": 1.5", "")
  }
}

@Suite struct LinkGroupTests {
  func link(_ channel: any ChannelModel) -> Link { Link(channel: channel) }

  func rayleigh(_ doppler: Double = 8, mean: Double = 2, branches: Int = 1) -> RayleighChannel {
    RayleighChannel(
      FadingSettings(
        signal: SignalSettings(mean: Decibels(mean)), motion: .doppler(doppler), branches: branches))
  }

  /// Which of 4,000 frames each of two links spoils.
  func damage(_ correlation: BranchCorrelation) throws -> [[Bool]] {
    let group = try LinkGroup([link(rayleigh()), link(rayleigh())], correlation: correlation)
    return group.makeProcesses { RandomStreams(seed: 5).stream("channel", link: $0) }.map { process in
      (0..<4000).map {
        foreseen(process, 133, firstByte: Int64(133 * $0), start: milliseconds(50 * Double($0))) == .flipped
      }
    }
  }

  /// Independent links agree by chance, almost equal ones almost always, the noise being their own; the first link is
  /// the same whatever the others are.
  @Test func correlationShows() throws {
    let (independent, alike) = (try damage(.none), try damage(.uniform(0.9999)))
    func agreement(_ links: [[Bool]]) -> Double { Double(zip(links[0], links[1]).count { $0 == $1 }) / 4000 }
    let share = Double(independent[0].count { $0 }) / 4000
    #expect(abs(agreement(independent) - (share * share + (1 - share) * (1 - share))) < 0.05)
    #expect(agreement(alike) > 0.92)
    #expect(independent[0] == alike[0])
    let single = rayleigh().makeProcess(RandomStreams(seed: 5).stream("channel", link: 0))
    #expect(
      (0..<4000).allSatisfy {
        (foreseen(single, 133, firstByte: Int64(133 * $0), start: milliseconds(50 * Double($0))) == .flipped)
          == alike[0][$0]
      })
  }

  @Test func impossibleGroups() {
    for (links, correlation, start) in [
      ([], .none, "there is no link"),
      ([link(rayleigh()), link(rayleigh(4))], .uniform(0.5), "correlated links fade by the same law at the same pace"),
      ([link(rayleigh()), link(IdealChannel())], .uniform(0.5), "correlated links fade by the same law"),
      ([link(rayleigh()), link(rayleigh(branches: 2))], .uniform(0.5), "correlated links have one branch each"),
      (
        [link(rayleigh()), link(rayleigh()), link(rayleigh())], .uniform(-0.6), "the correlation matrix is not positive"
      ),
    ] as [([Link], BranchCorrelation, String)] {
      do {
        _ = try LinkGroup(links, correlation: correlation)
        Issue.record("accepted")
      } catch { #expect("\(error)".hasPrefix(start), "\(error)") }
    }
    #expect(throws: Never.self) { try LinkGroup([link(rayleigh()), link(rayleigh(4))], correlation: .none) }
  }
}
