// Intervals against the sums and closed forms that define them.

import Foundation
import Stochastics
import Testing

@Suite struct IntervalsTests {
  /// P(X ≤ k) for X binomial, by summing.
  private func binomialAtMost(_ k: Int, _ n: Int, _ p: Double) -> Double {
    if k < 0 { return 0 }
    var sum = 0.0
    for i in 0...k {
      sum += exp(
        lgamma(Double(n + 1)) - lgamma(Double(i + 1)) - lgamma(Double(n - i + 1)) + Double(i) * log(p)
          + Double(n - i) * log1p(-p))
    }
    return sum
  }

  /// At the ends of the interval what was seen, or more extreme, has the probability of one tail: that is its definition.
  @Test(arguments: [(1, 10), (5, 10), (9, 10), (1, 10_000), (9379, 10_000), (9999, 10_000), (500, 1017)])
  func clopperPearsonMeetsItsDefinition(_ successes: Int, _ trials: Int) throws {
    for confidence in [0.8, 0.95, 0.999_999] {
      let (low, high) = try Intervals.clopperPearson(successes: successes, trials: trials, confidence: confidence)
      let tail = (1 - confidence) / 2
      #expect(abs(binomialAtMost(successes, trials, high) / tail - 1) < 1e-5)
      #expect(abs((1 - binomialAtMost(successes - 1, trials, low)) / tail - 1) < 1e-3)
      #expect(low < Double(successes) / Double(trials) && Double(successes) / Double(trials) < high)
    }
  }

  @Test func clopperPearsonAtTheEnds() throws {
    let none = try Intervals.clopperPearson(successes: 0, trials: 10_000)
    #expect(none.low == 0)
    #expect(abs(none.high - (1 - pow(0.025, 1e-4))) < 1e-12)
    let all = try Intervals.clopperPearson(successes: 20, trials: 20)
    #expect(all.high == 1)
    #expect(abs(all.low - pow(0.025, 1.0 / 20)) < 1e-12)
    let empty = try Intervals.clopperPearson(successes: 0, trials: 0)
    #expect(empty.low == 0 && empty.high == 1)
  }

  /// No quantile fails anywhere on a grid of sizes that occur.
  @Test func clopperPearsonAlwaysAnswers() throws {
    for trials in [1, 2, 3, 7, 100, 1017, 10_000, 100_000] {
      for share in stride(from: 0.0, through: 1, by: 0.01) {
        let successes = Int(share * Double(trials))
        let (low, high) = try Intervals.clopperPearson(successes: successes, trials: trials)
        #expect(low >= 0 && high <= 1 && low < high)
      }
    }
  }

  /// As many bits as `airslice validate` looks at: quantiles of the beta law by SciPy.
  @Test(
    arguments: [
      (0.95, 1234, 0.00014576332429480684, 0.00016310182435424334),
      (0.95, 1_000_000, 0.12477090092673293, 0.12522937051264263),
      (0.95, 2_000_000, 0.24969997102957753, 0.25030020991451146),
      (0.95, 4_000_000, 0.4996534615963555, 0.5003465384036445),
      (0.95, 7_999_999, 0.9999993035447751, 0.999999996835274),
      (1 - 1e-5, 629_187, 0.07822862075743736, 0.07906953485405528),
      (1 - 1e-5, 1_471_518, 0.18333515502482292, 0.18454539926928948),
      (1 - 1e-5, 4_000_000, 0.49921908468203147, 0.5007809153179685),
      (1 - 1e-5, 6_000_001, 0.7493234072075803, 0.7506760088707876),
    ] as [(Double, Int, Double, Double)])
  func clopperPearsonOfMillions(_ confidence: Double, _ successes: Int, _ low: Double, _ high: Double) throws {
    let found = try Intervals.clopperPearson(successes: successes, trials: 8_000_000, confidence: confidence)
    #expect(abs(found.low - low) < 1e-11 && abs(found.high - high) < 1e-11, "\(found)")
  }

  /// Tabled quantiles: 2.262157 with nine degrees of freedom, 12.706205 with one.
  @Test func studentT() throws {
    let ten = try Intervals.studentT((1...10).map(Double.init))
    #expect(ten.value == 5.5)
    #expect(abs((ten.high - 5.5) - 2.262157162740992 * (82.5 / 9 / 10).squareRoot()) < 1e-9)
    let two = try Intervals.studentT([0, 2])
    #expect(abs(two.high - (1 + 12.706204736174698)) < 1e-8 && abs(two.low - (1 - 12.706204736174698)) < 1e-8)
  }

  /// Quantiles of χ² from tables, of 6 and 4 degrees of freedom for two events, of 2 for none; many are nearly normal.
  @Test func exponentialMean() throws {
    let two = try Intervals.exponentialMean(time: 100, events: 2)
    #expect(two.mean == 50 && abs(two.low - 200 / 14.449375) < 1e-5 && abs(two.high! - 200 / 0.484419) < 1e-2)
    let none = try Intervals.exponentialMean(time: 100, events: 0)
    #expect(none.mean == nil && none.high == nil && abs(none.low - 100 / 3.688879) < 1e-5)
    let many = try Intervals.exponentialMean(time: 1e4, events: 10_000)
    #expect(abs(many.low - (1 - 0.0196)) < 1e-3 && abs(many.high! - (1 + 0.0196)) < 1e-3)
    #expect(try Intervals.exponentialMean(time: 0, events: 0).low == 0)
  }

  /// No quantile fails for any number of events, and more events tell more; some by SciPy.
  @Test func exponentialMeanAlwaysAnswers() throws {
    let known = [
      1: (0.1794802592043649, 39.49789020520721), 1159: (0.9440447690300459, 1.0601641257032404),
      1736: (0.9540406010525766, 1.0487596591748636), 2019: (0.9573108952629796, 1.04509416846286),
      3000: (0.9648431946792531, 1.0367712986326796),
    ]
    var last = (low: 0.0, high: Double.infinity)
    for events in 1...3000 {
      let found = try Intervals.exponentialMean(time: Double(events), events: events)
      let high = try #require(found.high)
      #expect(found.low > last.low && found.low < 1 && high > 1 && high < last.high, "\(events): \(found)")
      if let (low, above) = known[events] {
        #expect(abs(found.low / low - 1) < 1e-12 && abs(high / above - 1) < 1e-12, "\(events): \(found)")
      }
      last = (found.low, high)
    }
  }

  @Test func mcNemar() throws {
    #expect(try Intervals.mcNemar(onlyFirst: 0, onlySecond: 0) == 1)
    #expect(abs(try Intervals.mcNemar(onlyFirst: 0, onlySecond: 5) - 0.0625) < 1e-12)
    #expect(abs(try Intervals.mcNemar(onlyFirst: 9, onlySecond: 1) - 0.021484375) < 1e-12)
    #expect(try Intervals.mcNemar(onlyFirst: 4, onlySecond: 4) == 1)
  }

  /// Tango's interval from its definition: SciPy maximises the likelihood numerically and finds the roots.
  @Test(arguments: [
    (12, 5, 100, -0.0118632, 0.1574156), (0, 0, 2000, -0.0019170, 0.0019170), (43, 20, 500, 0.0153350, 0.0783063),
    (1, 9, 44, -0.3283413, -0.0503327), (700, 650, 10_000, -0.0022039, 0.0122124), (8, 0, 20, 0.1744248, 0.6134185),
  ])
  func pairedDifference(first: Int, second: Int, pairs: Int, low: Double, high: Double) throws {
    let found = try Intervals.pairedDifference(onlyFirst: first, onlySecond: second, pairs: pairs)
    #expect(found.value == Double(first - second) / Double(pairs))
    #expect(abs(found.low - low) < 1e-6 && abs(found.high - high) < 1e-6, "\(found)")
    let turned = try Intervals.pairedDifference(onlyFirst: second, onlySecond: first, pairs: pairs)
    #expect(abs(turned.low + found.high) < 1e-9 && abs(turned.high + found.low) < 1e-9)
  }

  @Test func pairedDifferenceAtTheEnds() throws {
    let none = try Intervals.pairedDifference(onlyFirst: 0, onlySecond: 0, pairs: 0)
    #expect(none.low == -1 && none.high == 1)
    for (first, second, pairs) in [(5, 0, 5), (0, 5, 5), (1, 0, 1), (2, 3, 5), (0, 0, 1)] {
      let found = try Intervals.pairedDifference(onlyFirst: first, onlySecond: second, pairs: pairs)
      #expect(found.low >= -1 && found.low <= found.value && found.value <= found.high && found.high <= 1)
    }
  }
}
