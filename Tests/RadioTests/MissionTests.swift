// Simulated missions against the chain of link states.

import Foundation
import Radio
import Stochastics
import Testing

@Suite struct MissionTests {
  /// Exponential links are the chain: mean time to first failure within 3 %, at four standard deviations; availability and
  /// reliability within exact or Student's intervals of a false alarm of 1e-5.
  @Test(arguments: [1, 2, 3]) func exponentialLinks(_ links: Int) throws {
    let simulation = try MissionSimulation(FadingStates(margin: 10, doppler: 1), links: links)
    let findings = try simulation.run(.exponential, missions: 20_000, seed: 1)
    let chain = simulation.chain
    let mean = try findings.meanTimeToFirstFailure(confidence: 1 - 1e-5)
    #expect(abs(mean.value / chain.meanTimeToFirstFailure - 1) < 0.03)
    #expect(mean.low <= chain.meanTimeToFirstFailure && chain.meanTimeToFirstFailure <= mean.high)
    let availability = try findings.availability(confidence: 1 - 1e-5)
    #expect(availability.low <= chain.availability && chain.availability <= availability.high)
    for time in [0.1, 1, 10] {
      let reliability = try findings.reliability(time, confidence: 1 - 1e-5)
      let expected = try chain.missionReliability(time)
      #expect(reliability.low <= expected && expected <= reliability.high)
    }
  }

  /// Rayleigh fades are not exponential: short times without a crossing are rarer, since a link has just left or is about
  /// to reach its threshold. Their availability is the chain's, exactly; their mean time to first failure is another, by
  /// a few to some twenty per cent.
  @Test(arguments: [1, 2]) func rayleighLinks(_ links: Int) throws {
    let simulation = try MissionSimulation(FadingStates(margin: 10, doppler: 1), links: links)
    let findings = try simulation.run(.rayleigh, missions: 1500, seed: 2)
    let availability = try findings.availability(confidence: 1 - 1e-5)
    #expect(availability.low <= simulation.chain.availability && simulation.chain.availability <= availability.high)
    let ratio = try findings.meanTimeToFirstFailure().value / simulation.chain.meanTimeToFirstFailure
    #expect(ratio > 0.7 && ratio < 1.4, "\(ratio)")
  }

  /// The same seed gives the same missions; more links never fail sooner, the draws of the first ones being the same.
  @Test func nestedInTheLinks() throws {
    let states = FadingStates(margin: 2, doppler: 1)
    let one = try MissionSimulation(states, links: 2).run(.rayleigh, missions: 20, seed: 3)
    let again = try MissionSimulation(states, links: 2).run(.rayleigh, missions: 20, seed: 3)
    #expect(one.firstFailures == again.firstFailures)
    let other = try MissionSimulation(states, links: 2).run(.rayleigh, missions: 20, seed: 4)
    #expect(one.firstFailures != other.firstFailures)
  }

  @Test func impossibleMissions() {
    let states = FadingStates(margin: 10, doppler: 1)
    #expect(throws: (any Error).self) { try MissionSimulation(states, links: 0) }
    #expect(throws: (any Error).self) { try MissionSimulation(states, links: 3, correlation: .uniform(-0.9)) }
  }
}
