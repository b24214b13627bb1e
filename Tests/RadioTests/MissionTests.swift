// Simulated missions against the chain of link states.

import Foundation
import Radio
import Stochastics
import Testing

@Suite struct MissionTests {
  /// Exponential links are the chain: mean time to first failure within 3 %, at four standard deviations; unavailability
  /// and reliability within exact or Student's intervals of a false alarm of 1e-5.
  @Test(arguments: [1, 2, 3]) func exponentialLinks(_ links: Int) throws {
    let simulation = try MissionSimulation(FadingStates(margin: 10, doppler: 1), links: links)
    let findings = try simulation.run(.exponential, missions: 20_000, seed: 1)
    let chain = simulation.chain
    let mean = try findings.meanTimeToFirstFailure(confidence: 1 - 1e-5)
    #expect(abs(mean.value / chain.meanTimeToFirstFailure - 1) < 0.03)
    #expect(mean.low <= chain.meanTimeToFirstFailure && chain.meanTimeToFirstFailure <= mean.high)
    let down = try findings.unavailability(confidence: 1 - 1e-5)
    #expect(down.low <= chain.unavailability && chain.unavailability <= down.high && down.low > 0)
    for time in [0.1, 1, 10] {
      let reliability = try findings.reliability(time, confidence: 1 - 1e-5)
      let expected = try chain.missionReliability(time)
      #expect(reliability.low <= expected && expected <= reliability.high)
    }
  }

  /// Rayleigh fades are not exponential: short times without a crossing are rarer, since a link has just left or is about
  /// to reach its threshold. Their unavailability is the chain's, exactly; their mean time to first failure is another, by
  /// a few to some twenty per cent.
  @Test(arguments: [1, 2]) func rayleighLinks(_ links: Int) throws {
    let simulation = try MissionSimulation(FadingStates(margin: 10, doppler: 1), links: links)
    let findings = try simulation.run(.rayleigh, missions: 1500, seed: 2)
    let down = try findings.unavailability(confidence: 1 - 1e-5)
    #expect(down.low <= simulation.chain.unavailability && simulation.chain.unavailability <= down.high)
    let ratio = try findings.meanTimeToFirstFailure().value / simulation.chain.meanTimeToFirstFailure
    #expect(ratio > 0.7 && ratio < 1.4, "\(ratio)")
  }

  /// Where no stretch had an outage, the interval says how rare they are, and does not shrink to nothing.
  @Test func outagesThatWereNotSeen() throws {
    var findings = try MissionSimulation(FadingStates(margin: 2, doppler: 1), links: 1)
      .run(.exponential, missions: 2, seed: 1)
    findings.downShares = [Double](repeating: 0, count: 200)
    let down = try findings.unavailability()
    // 1 − 0.0125^(1/200): the exact upper end of none in 200 at 97.5 %.
    #expect(down.value == 0 && down.low == 0 && abs(down.high - 0.021671) < 1e-5)
    findings.downShares[7] = 0.01
    #expect(try findings.unavailability().low == 0)
  }

  /// The same seed gives the same missions, another one others.
  @Test func aFunctionOfTheSeed() throws {
    let simulation = try MissionSimulation(FadingStates(margin: 2, doppler: 1), links: 2)
    let one = try simulation.run(.rayleigh, missions: 20, seed: 3)
    #expect(try simulation.run(.rayleigh, missions: 20, seed: 3).firstFailures == one.firstFailures)
    #expect(try simulation.run(.rayleigh, missions: 20, seed: 4).firstFailures != one.firstFailures)
  }

  /// More links never fail sooner, the fades of the first ones being the same. With this seed all of the first thirty
  /// realisations begin with all links up, so that none is left out and missions of equal numbers are of one realisation.
  @Test func nestedInTheLinks() throws {
    let states = FadingStates(margin: 100, doppler: 1)
    let (one, two) = try (
      MissionSimulation(states, links: 1).run(.rayleigh, missions: 20, seed: 3).firstFailures,
      MissionSimulation(states, links: 2).run(.rayleigh, missions: 20, seed: 3).firstFailures
    )
    #expect(zip(one, two).allSatisfy { $0 <= $1 } && one != two)
  }

  /// What is cheap, what begins too seldom, and what lasts too long; correlated links are mixed of more gains.
  @Test func longestTimes() throws {
    func longest(
      _ margin: Double, _ links: Int, correlation: Double = 0
    ) throws -> (starting: Double, watching: Double) {
      let states = FadingStates(margin: linear(margin), doppler: 8)
      return try MissionSimulation(states, links: links, correlation: .uniform(correlation)).longestTime(missions: 2000)
    }
    // 2000 × 500 × (7.89004 + 20) looks at two gains each, of 30 million a second.
    let usual = try longest(10, 2)
    #expect(agrees(usual.watching, 1.859336) && usual.starting < 0.1)
    #expect(abs(try longest(10, 2, correlation: 0.5).watching / usual.watching - 1.5) < 1e-12)
    // 2000 × e²⁰ realisations of 6 µs.
    let deep = try longest(-10, 2)
    #expect(agrees(deep.starting, 5_821_982) && deep.watching < 10)
    #expect(try longest(10, 16).watching > 1e9)
    #expect(try longest(-20, 16).starting == .infinity)
  }

  @Test func impossibleMissions() {
    let states = FadingStates(margin: 10, doppler: 1)
    #expect(throws: (any Error).self) { try MissionSimulation(states, links: 0) }
    #expect(throws: (any Error).self) { try MissionSimulation(states, links: 3, correlation: .uniform(-0.9)) }
  }
}
