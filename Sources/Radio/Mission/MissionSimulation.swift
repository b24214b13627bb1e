// Missions over several links, simulated: how long until all are down at once.

import Core
import Foundation
import Stochastics

/// Rayleigh links of one receiver that is up while one link is above its threshold, and what stands for them.
package struct MissionSimulation: Sendable {
  /// How the links change between up and down.
  package enum Links: String, Sendable, CaseIterable {
    /// Up and down for exponential times of the same means: what the chain assumes.
    case exponential
    /// Real Rayleigh fades, looked at 500 times per 1/f_D.
    case rayleigh
  }

  package let states: FadingStates
  /// How many links there are.
  package let links: Int
  private let mixing: [[Double]]

  /// `links` links with these fades, correlated in their gains (Rayleigh ones alone).
  /// - Throws: `data` without a link, or when the correlation is impossible.
  package init(_ states: FadingStates, links: Int, correlation: BranchCorrelation = .none) throws {
    guard links > 0 else { throw AirSliceError(.data, "there is no link: one at least is needed") }
    (self.states, self.links) = (states, links)
    mixing = try correlation.factor(links)
  }

  /// The chain that approximates the links, correlation left out.
  package var chain: LinkStateChain { LinkStateChain(states, links: links) }

  /// What missions came to.
  package struct Findings: Sendable {
    /// Times from all links up to all links down [s].
    package var firstFailures: [Double] = []
    /// Shares of time with all links down, of independent stretches of time.
    package var downShares: [Double] = []

    /// - Throws: `internal` when GSL fails.
    package func meanTimeToFirstFailure(confidence: Double = 0.95) throws -> Estimate {
      try Intervals.studentT(firstFailures, confidence: confidence)
    }

    /// The share of time in which all links are down: that of the stretches with any outage, exact, times the mean share
    /// of these, Student's, each with half of what the confidence leaves (Bonferroni). Most stretches have none, and a
    /// single interval of the mean would be empty where none has.
    /// - Throws: `internal` when GSL fails.
    package func unavailability(confidence: Double = 0.95) throws -> Estimate {
      let outages = downShares.filter { $0 > 0 }
      let each = (1 + confidence) / 2
      let often = try Intervals.clopperPearson(
        successes: outages.count, trials: downShares.count, confidence: each)
      let value = downShares.reduce(0, +) / Double(downShares.count)
      guard outages.count > 1 else { return Estimate(value: value, low: 0, high: often.high) }
      let long = try Intervals.studentT(outages, confidence: each)
      return Estimate(value: value, low: often.low * max(0, long.low), high: min(1, often.high * long.high))
    }

    /// The share of missions that see no failure for `time` seconds.
    /// - Throws: `internal` when GSL fails.
    package func reliability(_ time: Double, confidence: Double = 0.95) throws -> Estimate {
      let survived = firstFailures.count { $0 > time }
      return try Intervals.share(successes: survived, trials: firstFailures.count, confidence: confidence)
    }
  }

  /// How long ``run(_:missions:seed:progress:)`` may take over real fades [s], on a core that makes a link's realisation
  /// in 3 µs and computes 30 million gains a second; exponential links take less.
  ///
  /// - starting: e^(K/F) realisations until one begins with all links up.
  /// - watching: the looks of the ``chain``'s mean time until all are down and of the stretch for the unavailability,
  ///   each at all gains that the links are mixed of.
  package func longestTime(missions: Int) -> (starting: Double, watching: Double) {
    let starting = 3e-6 * Double(links) * exp(Double(links) / states.margin)
    let looks = Self.resolution * (states.doppler * chain.meanTimeToFirstFailure + Self.stretch)
    let gains = mixing.joined().count { $0 != 0 }
    return (Double(missions) * starting, Double(missions) * looks * Double(gains) / 3e7)
  }

  /// Runs `missions` missions, each from a moment at which all links are up until all are down, and looks at as many
  /// stretches of time for the unavailability. Mission number n is a function of the seed and n alone.
  /// - Precondition: two missions at least.
  /// - Throws: `interrupted` when the user asks to stop.
  package func run(
    _ kind: Links, missions: Int, seed: UInt64, progress: (Int) -> Void = { _ in }
  ) throws -> Findings {
    precondition(missions > 1, "an interval needs two missions")
    let streams = RandomStreams(seed: seed)
    var findings = Findings()
    var number = 0
    while findings.firstFailures.count < missions {
      try Self.checkInterrupt()
      let stream = streams.stream("mission", replication: number)
      number += 1
      // A realisation that begins with a link down is none of a mission's, and is left out.
      guard let time = try kind == .exponential ? exponentialFailure(stream) : rayleighFailure(stream) else { continue }
      findings.firstFailures.append(time)
      let other = streams.stream("availability", replication: number)
      findings.downShares.append(kind == .exponential ? exponentialDownShare(other) : rayleighDownShare(other))
      progress(findings.firstFailures.count)
    }
    return findings
  }

  /// Links that hardly fail make one mission long, so each asks all the while.
  private static func checkInterrupt() throws { try Interrupt.check(kept: "nothing was written") }
}

// MARK: Exponential links

extension MissionSimulation {
  /// Links that toggle one by one, each after an exponential time of its own.
  private struct Toggling {
    let states: FadingStates
    let generator: RandomGenerator
    var isUp: [Bool]
    var next: [Double]
    var time = 0.0

    init(_ states: FadingStates, _ generator: RandomGenerator, isUp: [Bool]) {
      (self.states, self.generator, self.isUp) = (states, generator, isUp)
      next = isUp.map { Self.span($0, states, generator) }
    }

    private static func span(_ isUp: Bool, _ states: FadingStates, _ generator: RandomGenerator) -> Double {
      -log(1 - generator.uniform()) / (isUp ? states.failureRate : states.repairRate)
    }

    /// Goes to the next change.
    mutating func advance() {
      let link = next.indices.min { next[$0] < next[$1] }!
      time = next[link]
      isUp[link].toggle()
      next[link] = time + Self.span(isUp[link], states, generator)
    }
  }

  private func exponentialFailure(_ stream: RandomStream) throws -> Double {
    var links = Toggling(states, stream.generator(), isUp: Array(repeating: true, count: links))
    while links.isUp.contains(true) {
      try Self.checkInterrupt()
      links.advance()
    }
    return links.time
  }

  /// Over 20/f_D, from the stationary law on.
  private func exponentialDownShare(_ stream: RandomStream) -> Double {
    let generator = stream.generator()
    let end = Self.stretch / states.doppler
    var links = Toggling(
      states, generator, isUp: (0..<links).map { _ in generator.uniform() < states.availability })
    var down = 0.0
    while links.time < end {
      let (start, isDown) = (links.time, !links.isUp.contains(true))
      links.advance()
      if isDown { down += min(links.time, end) - start }
    }
    return down / end
  }
}

// MARK: Rayleigh links

extension MissionSimulation {
  /// Looks per 1/f_D: with fewer, short double fades are missed.
  private static let resolution = 500.0
  /// Looks that are computed together.
  private static let run = 256
  /// How long one look at the unavailability is, in units of 1/f_D.
  private static let stretch = 20.0

  private func bank(_ stream: RandomStream) -> FadingBank {
    FadingBank(.rayleigh, streams: (0..<links).map { stream.substream("link-\($0)") }, mixing: mixing)
  }

  /// The best link's power at the looks of run number `number`, as far as that is needed: a run in which the links so far
  /// are never all down together says no more. Whether a look has all links down is always right.
  private func best(
    _ bank: FadingBank, _ number: Int, into best: UnsafeMutableBufferPointer<Double>,
    _ power: UnsafeMutableBufferPointer<Double>
  ) {
    let step = 1 / Self.resolution
    for link in 0..<links {
      if link > 0 && !best.contains(where: { $0 < 1 / states.margin }) { return }
      bank.fillPowers(of: link, from: Double(number * Self.run) * step, step: step, into: link == 0 ? best : power)
      if link > 0 { for index in best.indices { best[index] = max(best[index], power[index]) } }
    }
  }

  private func rayleighFailure(_ stream: RandomStream) throws -> Double? {
    let bank = bank(stream)
    return try withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * Self.run) { buffer -> Double? in
      let best = UnsafeMutableBufferPointer(rebasing: buffer[..<Self.run])
      let power = UnsafeMutableBufferPointer(rebasing: buffer[Self.run...])
      for link in 0..<links {
        bank.fillPowers(
          of: link, from: 0, step: 1, into: UnsafeMutableBufferPointer(rebasing: power[..<1]))
        if power[0] < 1 / states.margin { return nil }
      }
      var number = 0
      while true {
        try Self.checkInterrupt()
        self.best(bank, number, into: best, power)
        if let index = best.firstIndex(where: { $0 < 1 / states.margin }) {
          return Double(number * Self.run + index) / Self.resolution / states.doppler
        }
        number += 1
      }
    }
  }

  private func rayleighDownShare(_ stream: RandomStream) -> Double {
    let bank = bank(stream)
    let runs = Int(Self.stretch * Self.resolution) / Self.run
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * Self.run) { buffer in
      let best = UnsafeMutableBufferPointer(rebasing: buffer[..<Self.run])
      let power = UnsafeMutableBufferPointer(rebasing: buffer[Self.run...])
      var down = 0
      for number in 0..<runs {
        self.best(bank, number, into: best, power)
        down += best.count { $0 < 1 / states.margin }
      }
      return Double(down) / Double(runs * Self.run)
    }
  }
}
