// Level crossings, fade durations, outage and Markov chains against values computed outside of this program.

import Core
import Foundation
import Radio
import Stochastics
import Testing

@Suite struct FadingTheoryTests {
  @Test func doppler() {
    #expect(agrees(Clarke.maximumDoppler(speed: 1, carrier: 2.4e9), 8.00554, digits: 6))
    for (x, expected) in [
      (0.01, 0.999013283), (0.05, 0.975477774), (0.1, 0.903712642), (0.2, 0.642511837), (0.5, -0.304242178),
      (0.242098, 0.5),
    ] {
      #expect(agrees(Clarke.autocorrelation(doppler: 8, lag: x / 8), expected, digits: x == 0.242098 ? 5 : 9))
    }
    #expect(Clarke.autocorrelation(doppler: 1, lag: 0.38) > 0 && Clarke.autocorrelation(doppler: 1, lag: 0.384) < 0)
    #expect(Clarke.spectralDensity(at: 9, doppler: 8) == 0)
    #expect(abs(Clarke.spectralDensity(at: 0, doppler: 8) - 1 / (8 * .pi)) < 1e-15)
  }

  @Test(
    arguments: [
      (.rayleigh, 0, 0.922137009, 0.685495271, 0.632120559), (.rayleigh, 3, 1.075046091, 0.366671727, 0.394189007),
      (.rayleigh, 10, 0.717233368, 0.132680082, 9.516258196e-2),
      (.rayleigh, 20, 0.248168691, 0.040094366, 9.950166251e-3),
      (.rayleigh, 30, 0.079187319, 0.012621973, 9.995001666e-4),
      (.nakagami(m: 2), 10, 0.18355915, 0.09546294, 0.0175230963),
      (.nakagami(m: 4), 10, 0.01133524, 0.06848123, 7.76251e-4),
      (.rician(k: 1), 10, 0.408618177, 0.179498592, 0.0733463874),
      (.rician(k: 5), 10, 0.0514006502, 0.187579517, 0.00964170914),
    ] as [(FadingLaw, Double, Double, Double, Double)])
  func crossings(_ law: FadingLaw, _ margin: Double, _ rate: Double, _ duration: Double, _ outage: Double) throws {
    #expect(agrees(law.levelCrossingRate(margin: linear(margin), doppler: 1), rate))
    #expect(agrees(try law.averageFadeDuration(margin: linear(margin), doppler: 1), duration))
    #expect(agrees(try law.outage(margin: linear(margin)), outage, digits: 6))
    // Rates go with the Doppler shift, durations against it.
    #expect(agrees(law.levelCrossingRate(margin: linear(margin), doppler: 8), 8 * rate, digits: 6))
    #expect(agrees(try law.averageFadeDuration(margin: linear(margin), doppler: 8), duration / 8, digits: 6))
  }

  @Test(
    arguments: [
      (8, 10, 4.256, [0.026989, 0.256617], [0.023499, 0.223438], [0.026626, 0.253166]),
      (8, 10, 6.880, [0.043628, 0.414832], [0.034995, 0.332748], [0.042001, 0.399355]),
      (8, 20, 4.256, [0.008535, 0.849197], [0.005730, 0.570147], [0.007017, 0.698234]),
      (40, 10, 4.256, nil, [0.072115, 0.685694], [0.085702, 0.814880]),
    ] as [(Double, Double, Double, [Double]?, [Double], [Double])])
  func chains(
    _ doppler: Double, _ margin: Double, _ slot: Double, _ wangMoayeri: [Double]?, _ sampled: [Double],
    _ exact: [Double]
  ) throws {
    let states = FadingStates(margin: linear(margin), doppler: doppler)
    for (method, expected) in [(.wangMoayeri, wangMoayeri), (.sampled, sampled), (.exact, exact)]
      as [(FadingChainMethod, [Double]?)]
    {
      guard let expected else { continue }
      let chain = try states.chain(method, slot: slot / 1000)
      #expect(abs(chain.goodToBad - expected[0]) < 0.6e-6 && abs(chain.badToGood - expected[1]) < 0.6e-6)
      // Wang and Moayeri's and the sampled chain keep the outage by construction, the exact one by detailed balance.
      #expect(abs(chain.badShare - (try FadingLaw.rayleigh.outage(margin: linear(margin)))) < 1e-9)
    }
  }

  /// Slots that are short beside fades: the difference of Marcum's functions by mpmath, with 40 digits.
  @Test(
    arguments: [
      (10, 1e-5, 7.9266545863e-6, 7.5369263018e-5), (0, 3e-5, 7.5198848128e-5, 4.3763977994e-5),
      (-10, 1e-4, 7.9266533793e-4, 3.5988584547e-8),
    ] as [(Double, Double, Double, Double)])
  func shortSlots(_ margin: Double, _ slot: Double, _ down: Double, _ up: Double) throws {
    let chain = try FadingStates(margin: linear(margin), doppler: 1).chain(.exact, slot: slot)
    #expect(agrees(chain.goodToBad, down, digits: 11) && agrees(chain.badToGood, up, digits: 11), "\(chain)")
  }

  /// Where J₀ is 1 in double precision the exact chain is Wang and Moayeri's; where it is 0, slots are independent; in
  /// between it is the difference of Marcum's functions.
  @Test(arguments: [-20, -10, 0, 10, 20, 40] as [Double]) func exactForAllSlots(_ margin: Double) throws {
    let states = FadingStates(margin: linear(margin), doppler: 8)
    for slot in [1e-9, 1e-12, 1e-30] {
      let (exact, short) = try (states.chain(.exact, slot: slot), states.chain(.wangMoayeri, slot: slot))
      #expect(abs(exact.goodToBad / short.goodToBad - 1) < 1e-9 && abs(exact.badToGood - short.badToGood) < 1e-12)
    }
    let independent = try states.chain(.exact, slot: 2.404825557695773 / (2 * .pi) / 8)
    #expect(abs(independent.goodToBad - (1 - states.availability)) < 1e-9)
    for share in [0.01, 0.1, 0.3, 0.5, 2] {
      let correlation = abs(Clarke.autocorrelation(doppler: 1, lag: share))
      let theta = (2 / (states.margin * (1 - correlation * correlation))).squareRoot()
      let (more, less) = try (
        SpecialFunctions.marcumP1(correlation * theta, theta), SpecialFunctions.marcumP1(theta, correlation * theta)
      )
      #expect(abs(try states.chain(.exact, slot: share / 8).goodToBad - (more - less)) < 1e-9, "\(share)")
    }
  }

  @Test func wangMoayeriBeyondItsReach() {
    do {
      _ = try FadingStates(margin: 10, doppler: 40).chain(.wangMoayeri, slot: 4.256e-3)
      Issue.record("a probability of 1.283 was accepted")
    } catch {
      let text = "\(error)"
      #expect(text.hasPrefix("wang-moayeri gives a transition probability of 1.283, above 1"), "\(text)")
      #expect(!text.contains("\n") && (error as? AirSliceError)?.kind == .data)
    }
  }

  @Test func finiteStates() throws {
    let thresholds = [0.287682, 0.693147, 1.386294]
    let chain = try FiniteStateChain(thresholds: thresholds, meanSNR: 1, doppler: 8, slot: 1e-3)
    for share in chain.shares { #expect(abs(share - 0.25) < 1e-6) }
    for (place, expected) in [0.032267, 0.033390, 0.023611].enumerated() {
      #expect(abs(chain.up[place] - expected) < 0.6e-6 && abs(chain.down[place + 1] - expected) < 0.6e-6)
    }
    #expect(chain.up[3] == 0 && chain.down[0] == 0)
    #expect(throws: AirSliceError.self) {
      try FiniteStateChain(thresholds: thresholds, meanSNR: 1, doppler: 8, slot: 0.05)
    }
    #expect(throws: AirSliceError.self) {
      try FiniteStateChain(thresholds: [1, 1], meanSNR: 1, doppler: 8, slot: 1e-3)
    }
    // Two ranges are the two-state chain.
    let two = try FiniteStateChain(thresholds: [0.1], meanSNR: 1, doppler: 8, slot: 4.256e-3)
    #expect(abs(two.up[0] - 0.256617) < 0.6e-6 && abs(two.down[1] - 0.026989) < 0.6e-6)
  }

  @Test func gilbertElliott() throws {
    let given = try GilbertElliott(goodToBad: 0.05, badToGood: 0.25)
    #expect(
      abs(given.badShare - 1.0 / 6) < 1e-12 && given.meanBurst == 4 && abs(given.autocorrelation(1) - 0.7) < 1e-12)
    #expect(abs(given.loss - 1.0 / 6) < 1e-12 && given.meanGoodRun == 20)
    #expect(abs((1...2000).reduce(0) { $0 + given.burstProbability($1) } - 1) < 1e-12)
    #expect(abs((1...2000).reduce(0) { $0 + Double($1) * given.burstProbability($1) } - 4) < 1e-9)
    #expect(agrees(try GilbertElliott(loss: 0.3, burst: 5).goodToBad, 0.0857142857, digits: 9))
    #expect(agrees(try GilbertElliott(loss: 0.3, burst: 7).goodToBad, 0.0612244898, digits: 9))
    let mixed = try GilbertElliott(goodToBad: 0.05, badToGood: 0.25, lossInGood: 0.01, lossInBad: 0.5)
    #expect(abs(mixed.loss - (0.25 * 0.01 + 0.05 * 0.5) / 0.3) < 1e-12)
  }

  /// Bursts of a loss of 0.8 have at least 0.8/0.2 = 4 slots on average, and no burst is shorter than one.
  @Test func impossibleChains() throws {
    #expect(try GilbertElliott(loss: 0.8, burst: 4).goodToBad == 1)
    for (loss, burst) in [(0.8, 3.99), (0.1, 0.5), (1, 5), (-0.1, 5), (0.1, .infinity), (0.1, .nan), (.nan, 5)] {
      #expect(throws: AirSliceError.self) { try GilbertElliott(loss: loss, burst: burst) }
    }
    #expect(throws: AirSliceError.self) { try GilbertElliott(goodToBad: 1.01, badToGood: 0.1) }
    #expect(throws: AirSliceError.self) { try GilbertElliott(goodToBad: 0, badToGood: 0) }
    #expect(throws: AirSliceError.self) { try GilbertElliott(goodToBad: 0.1, badToGood: .nan) }
  }

  @Test func combinedOutageAndCrossings() throws {
    #expect(agrees(try Diversity(.selection, branches: 2).outage(margin: 10), 9.055917e-3))
    #expect(agrees(try Diversity(.selection, branches: 3).outage(margin: 10), 8.617844e-4))
    #expect(agrees(try Diversity(.maximalRatio, branches: 2).outage(margin: 10), 4.678840e-3))
    #expect(agrees(try Diversity(.maximalRatio, branches: 3).outage(margin: 10), 1.546531e-4))
    func rate(_ combining: Combining, _ branches: Int) -> Double {
      Diversity(combining, branches: branches).levelCrossingRate(margin: 10, doppler: 1)
    }
    #expect(agrees(rate(.maximalRatio, 2), 0.07172334))
    #expect(agrees(rate(.maximalRatio, 3), 0.003586167))
    for combining in Combining.allCases { #expect(agrees(rate(combining, 1), 0.717233368, digits: 9)) }
    // The system of K links that are up while one is fails as often as the best branch fades.
    let chain = LinkStateChain(FadingStates(margin: 10, doppler: 1), links: 3)
    #expect(abs(rate(.selection, 3) / chain.failureFrequency - 1) < 1e-9)
  }
}
