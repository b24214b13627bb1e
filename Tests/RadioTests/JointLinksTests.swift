// Links made one, by combining and by reactive switching: their SNR beside that of the links, and outage in closed form.

import Core
import Foundation
import Radio
import Stochastics
import Testing

@Suite struct JointLinksTests {
  /// Rayleigh links with means, and Doppler shifts, of their own.
  private func links(_ decibels: [Double], doppler: [Double]) -> [Link] {
    zip(decibels, doppler).map { mean, doppler in
      Link(
        channel: RayleighChannel(
          FadingSettings(signal: SignalSettings(mean: Decibels(mean)), motion: .doppler(doppler))))
    }
  }

  private func sources(_ group: LinkGroup, key: UInt64) -> [any SNRSource] {
    group.makeProcesses { RandomStream(key: key).substream("link-\($0)") }.compactMap { $0 as? any SNRSource }
  }

  private func joint(_ links: [Link], _ joining: Joining, key: UInt64) throws -> any SNRSource {
    let group = try LinkGroup(links, joining: joining)
    #expect(group.links.count == 1 && group.members.count == links.count)
    return try #require(sources(group, key: key).first)
  }

  private let unlike = (decibels: [6.0, 3, 9], doppler: [8.0, 11, 3])

  @Test(arguments: Combining.allCases) func combinesWhatItsLinksHave(_ combining: Combining) throws {
    for count in 1...3 {
      let links = Array(links(unlike.decibels, doppler: unlike.doppler)[..<count])
      let alone = sources(LinkGroup(independent: links), key: 5)
      let joint = try joint(links, .combined(combining), key: 5)
      for step in 0..<2000 {
        let time = milliseconds(1.37 * Double(step))
        let levels = alone.map { $0.snr(at: time) }
        let expected = combining == .selection ? levels.max()! : levels.reduce(0, +)
        #expect(abs(joint.snr(at: time) / expected - 1) < 1e-12)
      }
    }
  }

  /// With no time to react the SNR is above the threshold whenever any link's is.
  @Test func switchesAtOnce() throws {
    let links = links(unlike.decibels, doppler: unlike.doppler)
    let alone = sources(LinkGroup(independent: links), key: 6)
    let threshold = Decibels(6)
    let joint = try joint(links, .switched(Switching(threshold: threshold, reaction: 0)), key: 6)
    var seen: Set<Int> = []
    var down = 0
    for step in 0..<20_000 {
      let time = milliseconds(0.71 * Double(step))
      let levels = alone.map { $0.snr(at: time) }
      let snr = joint.snr(at: time)
      seen.insert(try #require(levels.firstIndex(of: snr), "the SNR of one of the links"))
      let isUp = levels.contains { $0 >= threshold.powerRatio }
      #expect((snr >= threshold.powerRatio) == isUp)
      down += isUp ? 0 : 1
    }
    #expect(seen == [0, 1, 2] && down > 100)
  }

  /// The share of time below the threshold is that of selection combining, (1 − e^(−1/F))^K: over 3,000 independent
  /// realisations, exact intervals, false alarm 3 × 1e-4.
  @Test(arguments: 1...3) func outageOfSwitching(_ count: Int) throws {
    let links = links(Array(repeating: 5, count: count), doppler: Array(repeating: 8, count: count))
    let switching = Switching(threshold: Decibels(0), reaction: 0)
    let down = try (0..<3000).count {
      try joint(links, .switched(switching), key: 100 + UInt64($0)).snr(at: milliseconds(500)) < 1
    }
    let (low, high) = try Intervals.clopperPearson(successes: down, trials: 3000, confidence: 1 - 1e-4)
    let expected = try Diversity(.selection, branches: count).outage(margin: pow(10, 0.5))
    #expect(low <= expected && expected <= high, "\(down), \(expected)")
  }

  /// A sender that walks through time in steps of 50 µs, with a clock that it sets at a fade's beginning.
  @Test(arguments: [0.4, 2, 7.3, 60]) func switchesByTheStep(_ reaction: Double) throws {
    let links = links([6, 3, 9], doppler: [8, 8, 8])
    let alone = sources(LinkGroup(independent: links), key: 7)
    let threshold = Decibels(5)
    let joint = try joint(
      links, .switched(Switching(threshold: threshold, reaction: Int64(reaction * 1e6))), key: 7)
    let step = 0.05
    var link = 0
    // Steps until the decision, counting down from a fade's beginning.
    var clock: Int?
    var choices: Set<Int> = []
    var differing = 0
    for number in 0..<60_000 {
      let time = milliseconds(step * Double(number))
      let levels = alone.map { $0.snr(at: time) }
      if let left = clock {
        clock = left - 1
        if left == 1 {
          if levels[link] < threshold.powerRatio { link = levels.indices.max { levels[$0] < levels[$1] }! }
          clock = nil
        }
      }
      choices.insert(link)
      if clock == nil, levels[link] < threshold.powerRatio { clock = Int((reaction / step).rounded()) }
      differing += joint.snr(at: time) == levels[link] ? 0 : 1
    }
    // The steps do not fall together with the changes of the SNR: a choice may be a step late, and where links are nearly
    // alike another one.
    #expect(differing < 1200, "\(differing)")
    #expect(choices == [0, 1, 2])
  }

  @Test func aFunctionOfTimeAlone() throws {
    let links = links(unlike.decibels, doppler: unlike.doppler)
    let switching = Joining.switched(Switching(threshold: Decibels(4), reaction: 3_000_000))
    let times = (0..<400).map { milliseconds(7.7 * Double($0)) }
    let onwards = try joint(links, switching, key: 8)
    let expected = times.map { onwards.snr(at: $0) }
    let backwards = try joint(links, switching, key: 8)
    #expect(backwards.snr(at: milliseconds(-3)) > 0, "before the beginning the first link is in use")
    for place in times.indices.reversed() { #expect(backwards.snr(at: times[place]) == expected[place]) }
    #expect(times.indices.allSatisfy { onwards.snr(at: times[$0]) == expected[$0] })
  }

  /// Noise on a constant SNR never fades, and a link alone has no other to go to.
  @Test func oneLinkIsItself() throws {
    let alone = links([2], doppler: [8])
    let one = try #require(sources(LinkGroup(independent: alone), key: 9).first)
    let switching = Switching(threshold: Decibels(20), reaction: 0)
    for joining in [Joining.combined(.selection), .combined(.maximalRatio), .switched(switching)] {
      let joint = try joint(alone, joining, key: 9)
      #expect((0..<500).allSatisfy { joint.snr(at: milliseconds(Double($0))) == one.snr(at: milliseconds(Double($0))) })
    }
    let steady = Link(channel: AWGNChannel(SignalSettings(mean: Decibels(1))))
    let joint = try joint([steady, steady], .switched(Switching(threshold: Decibels(9), reaction: 0)), key: 9)
    #expect(joint.snr(at: milliseconds(1e6)) == linear(1))
  }

  /// More links never flip a bit more where all carry the same frame: the same fades, the same noise.
  @Test(arguments: Combining.allCases) func moreLinksNeverHarmBits(_ combining: Combining) throws {
    for key in 0..<10 as Range<UInt64> {
      var last: Set<Int64>?
      for count in 1...4 {
        let links = links([1, 0, 3, 2].prefix(count).map { $0 }, doppler: [8, 20, 3, 8])
        let group = try LinkGroup(links, joining: .combined(combining))
        let process = group.makeProcesses { RandomStream(key: key).substream("link-\($0)") }[0]
        let now = Set(wrongBits(process, 8000).bits)
        if let last { #expect(now.isSubset(of: last), "\(count) links") }
        last = now
      }
    }
  }

  @Test func whatCannotBeJoined() {
    let fading = links([5], doppler: [8])[0]
    let slow = Link(rate: BitRate(bitsPerSecond: 20_000), channel: fading.channel)
    let other = Link(channel: AWGNChannel(SignalSettings(mean: Decibels(5), modulation: .bpsk)))
    for (links, words) in [
      ([fading, Link()], "by their SNR"), ([fading, slow], "same rate_kbps"), ([fading, other], "same modulation"),
    ] {
      do {
        _ = try LinkGroup(links, joining: .combined(.selection))
        Issue.record("accepted")
      } catch { #expect("\(error)".contains(words), "\(error)") }
    }
  }
}
