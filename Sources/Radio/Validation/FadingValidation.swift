// Checks of fading processes: their laws, their memory, and how long several of them last.

import Core
import Foundation
import Stochastics

/// Checks of fading processes over time.
package enum FadingValidation {
  private static let confidence = ValidationCheck.confidence

  private static func powers(_ bank: FadingBank, _ branch: Int, from start: Double, step: Double, count: Int)
    -> [Double]
  {
    [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      bank.fillPowers(
        of: branch, from: start, step: step, into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      initialized = count
    }
  }

  /// Outage, level crossing rate and fade duration at a Doppler shift of 1 Hz, in steps of 2 ms over stretches of 20 s.
  package static func crossings(_ seed: UInt64) throws -> [ValidationCheck] {
    let laws: [(String, FadingLaw)] = [
      ("rayleigh", .rayleigh), ("rician K = 1", .rician(k: 1)), ("nakagami m = 2", .nakagami(m: 2)),
    ]
    let (step, length, runs) = (0.002, 20.0, 2500)
    var checks: [ValidationCheck] = []
    for (name, law) in laws {
      let margins = [3.0, 10]
      var shares = [[Double]](repeating: [], count: margins.count)
      var rates = shares
      for run in 0..<runs {
        let stream = RandomStreams(seed: seed).stream("crossings/\(name)", replication: run)
        let samples = powers(FadingBank(law, streams: [stream]), 0, from: 0, step: step, count: Int(length / step))
        for (index, margin) in margins.enumerated() {
          let threshold = 1 / Decibels(margin).powerRatio
          var (below, crossings, wasBelow) = (0, 0, true)
          for power in samples {
            let isBelow = power < threshold
            if isBelow && !wasBelow { crossings += 1 }
            below += isBelow ? 1 : 0
            wasBelow = isBelow
          }
          shares[index].append(Double(below) / Double(samples.count))
          rates[index].append(Double(crossings) / length)
        }
      }
      for (index, decibels) in margins.enumerated() {
        let margin = Decibels(decibels).powerRatio
        let (share, rate) = try (
          Intervals.studentT(shares[index], confidence: confidence),
          Intervals.studentT(rates[index], confidence: confidence)
        )
        let level = "\(RadioValidation.short(decibels)) dB"
        checks.append(
          ValidationCheck(
            piece: "fading: \(name)", quantity: "outage at \(level)", theory: try law.outage(margin: margin),
            simulation: share))
        checks.append(
          ValidationCheck(
            piece: "fading: \(name)", quantity: "crossings / f_D at \(level)",
            theory: law.levelCrossingRate(margin: margin, doppler: 1), simulation: rate, tolerance: 0.03))
        let duration = share.value / rate.value
        // Of a quotient; the crossings are the rarer and scatter more.
        let spread = (rate.high - rate.low) / 2 / rate.value * duration
        checks.append(
          ValidationCheck(
            piece: "fading: \(name)", quantity: "fade duration × f_D at \(level)",
            theory: try law.averageFadeDuration(margin: margin, doppler: 1),
            simulation: Estimate(value: duration, low: duration - spread, high: duration + spread), tolerance: 0.03))
      }
    }
    return checks
  }

  /// The power's correlation with itself, 1 + J₀², and the outage of combined branches.
  package static func memory(_ seed: UInt64) throws -> [ValidationCheck] {
    let lags = [0.05, 0.1, 0.2, 0.3827, 0.5]
    var products = [[Double]](repeating: [], count: lags.count)
    for run in 0..<40_000 {
      let stream = RandomStreams(seed: seed).stream("memory", replication: run)
      let bank = FadingBank(.rayleigh, streams: [stream])
      let start = powers(bank, 0, from: 3, step: 1, count: 1)[0]
      for (index, lag) in lags.enumerated() {
        products[index].append(start * powers(bank, 0, from: 3 + lag, step: 1, count: 1)[0])
      }
    }
    var checks = try zip(lags, products).map { lag, products in
      let correlation = Clarke.autocorrelation(doppler: 1, lag: lag)
      return ValidationCheck(
        piece: "fading: rayleigh", quantity: "power now × power after \(lag)/f_D",
        theory: 1 + correlation * correlation,
        simulation: try Intervals.studentT(products, confidence: confidence))
    }
    for branches in [2, 3] {
      let (trials, margin) = (100_000, Decibels(5).powerRatio)
      var counts: [Combining: Int] = [:]
      for run in 0..<trials {
        let stream = RandomStreams(seed: seed).stream("branches", replication: run)
        let bank = FadingBank(.rayleigh, streams: (0..<branches).map { stream.substream("branch-\($0)") })
        let power = (0..<branches).map { powers(bank, $0, from: 3, step: 1, count: 1)[0] }
        if power.allSatisfy({ $0 < 1 / margin }) { counts[.selection, default: 0] += 1 }
        if power.reduce(0, +) < 1 / margin { counts[.maximalRatio, default: 0] += 1 }
      }
      for combining in Combining.allCases {
        let found = counts[combining, default: 0]
        let (low, high) = try Intervals.clopperPearson(successes: found, trials: trials, confidence: confidence)
        checks.append(
          ValidationCheck(
            piece: "combining: \(combining.rawValue)", quantity: "outage at 5 dB of \(branches) branches",
            theory: try Diversity(combining, branches: branches).outage(margin: margin),
            simulation: Estimate(value: Double(found) / Double(trials), low: low, high: high)))
      }
    }
    return checks
  }

  /// Missions over links that are up and down for exponential times, at a fade margin of 10 dB and 1 Hz.
  package static func missions(_ seed: UInt64) throws -> [ValidationCheck] {
    try (1...3).flatMap { links in
      let simulation = try MissionSimulation(FadingStates(margin: 10, doppler: 1), links: links)
      let findings = try simulation.run(.exponential, missions: 20_000, seed: seed)
      let piece = "mission: \(links) link\(links == 1 ? "" : "s")"
      return [
        ValidationCheck(
          piece: piece, quantity: "mean time to first failure [s]", theory: simulation.chain.meanTimeToFirstFailure,
          simulation: try findings.meanTimeToFirstFailure(confidence: confidence), tolerance: 0.03),
        ValidationCheck(
          piece: piece, quantity: "unavailability", theory: simulation.chain.unavailability,
          simulation: try findings.unavailability(confidence: confidence)),
        ValidationCheck(
          piece: piece, quantity: "reliability over 1 s", theory: try simulation.chain.missionReliability(1),
          simulation: try findings.reliability(1, confidence: confidence)),
      ]
    }
  }
}
