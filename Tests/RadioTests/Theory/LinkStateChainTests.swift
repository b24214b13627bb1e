// Mean time to first failure, availability and mission reliability, against values computed outside of this program.

import Foundation
import Radio
import Testing

@Suite struct LinkStateChainTests {
  @Test func ratesByHand() throws {
    for (links, expected) in [(1, 1), (2, 6.5), (3, 46.83333), (4, 379.58333)] as [(Int, Double)] {
      let chain = LinkStateChain(failureRate: 1, repairRate: 10, links: links)
      #expect(agrees(chain.meanTimeToFirstFailure, expected, digits: 7))
    }
    for (links, expected) in [(1, 1), (2, 2), (3, 10.0 / 3), (4, 16.0 / 3)] as [(Int, Double)] {
      let chain = LinkStateChain(failureRate: 1, repairRate: 1, links: links)
      #expect(abs(chain.meanTimeToFirstFailure - expected) < 1e-12)
    }
    let two = LinkStateChain(failureRate: 1, repairRate: 10, links: 2)
    for (time, expected) in [(0.1, 0.9932347), (1, 0.8663085), (5, 0.4647019)] {
      #expect(agrees(try two.missionReliability(time), expected))
    }
    #expect(abs(try two.missionReliability(0) - 1) < 1e-12)
  }

  @Test(
    arguments: [
      (
        10, 1, 0.79266546, 7.53692631, [1.26156626, 7.89004478, 54.3262132], [1.26156626, 7.25926165, 51.2756762],
        [9.516258e-2, 9.055917e-3, 8.617844e-4], [0.452636701, 0.891189375, 0.984774703]
      ),
      (
        20, 8, 2.00530262, 199.529282, [0.498677851, 25.5574476, 1704.50894], [0.498677851, 25.3081087, 1695.82357],
        [9.950166e-3, 9.900581e-5, 9.851243e-7], [0.134619551, 0.961804051, 0.999417832]
      ),
    ] as [(Double, Double, Double, Double, [Double], [Double], [Double], [Double])])
  func rayleighLinks(
    _ margin: Double, _ doppler: Double, _ failure: Double, _ repair: Double, _ first: [Double], _ between: [Double],
    _ unavailable: [Double], _ reliability: [Double]
  ) throws {
    let states = FadingStates(margin: linear(margin), doppler: doppler)
    #expect(agrees(states.failureRate, failure, digits: 8) && agrees(states.repairRate, repair, digits: 8))
    #expect(abs(states.availability - states.repairRate / (states.failureRate + states.repairRate)) < 1e-12)
    for links in 1...3 {
      let chain = LinkStateChain(states, links: links)
      #expect(agrees(chain.meanTimeToFirstFailure, first[links - 1], digits: 9))
      #expect(agrees(chain.meanUpTime, between[links - 1], digits: 9))
      #expect(agrees(chain.unavailability, unavailable[links - 1]))
      #expect(agrees(try chain.missionReliability(1), reliability[links - 1], digits: 9))
      #expect(abs(chain.meanDownTime - 1 / (Double(links) * states.repairRate)) < 1e-15)
      // The system is down the share of time that its frequency and duration of failures say.
      #expect(abs(chain.failureFrequency * chain.meanDownTime / chain.unavailability - 1) < 1e-12)
    }
  }

  /// Times scale with 1/f_D.
  @Test func scale() {
    for (links, expected) in [(1, 0.157695783), (2, 0.986255598), (3, 6.79077665)] {
      let chain = LinkStateChain(FadingStates(margin: 10, doppler: 8), links: links)
      #expect(agrees(chain.meanTimeToFirstFailure, expected, digits: 9))
    }
  }

  /// K = 1: e^(−λt). The mean of the time to first failure is the integral of its reliability.
  @Test func reliabilityIntegratesToTheMean() throws {
    let one = LinkStateChain(failureRate: 2, repairRate: 5, links: 1)
    #expect(abs(try one.missionReliability(0.7) - exp(-1.4)) < 1e-12)
    let four = LinkStateChain(failureRate: 1, repairRate: 2, links: 4)
    let (step, end) = (0.01, 200.0)
    let sum = try stride(from: step / 2, to: end, by: step).reduce(0.0) { try $0 + step * four.missionReliability($1) }
    #expect(abs(sum / four.meanTimeToFirstFailure - 1) < 1e-4)
  }
}
