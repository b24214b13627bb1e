// Fading processes: against the plain loop, against their laws on independent realisations, against Clarke's correlation,
// and against level crossing rates and fade durations.

import Foundation
import Radio
import Stochastics
import Testing

@Suite struct FadingProcessTests {
  /// Powers of one branch of `bank`.
  func powers(_ bank: FadingBank, of branch: Int = 0, from start: Double, step: Double, count: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      bank.fillPowers(
        of: branch, from: start, step: step, into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      initialized = count
    }
  }

  /// Gains of one branch of `bank`.
  func gains(
    _ bank: FadingBank, of branch: Int = 0, from start: Double, step: Double, count: Int
  ) -> (real: [Double], imaginary: [Double]) {
    var imaginary: [Double] = []
    let real = [Double](unsafeUninitializedCapacity: count) { real, initialized in
      imaginary = [Double](unsafeUninitializedCapacity: count) { imaginary, initialized in
        bank.fillGains(
          of: branch, from: start, step: step, real: UnsafeMutableBufferPointer(rebasing: real[..<count]),
          imaginary: UnsafeMutableBufferPointer(rebasing: imaginary[..<count]))
        initialized = count
      }
      initialized = count
    }
    return (real, imaginary)
  }

  func bank(_ law: FadingLaw, key: Int) -> FadingBank { FadingBank(law, streams: [RandomStream(key: UInt64(key))]) }

  /// Batches of any length from any place, across windows, within steps of a window and more: the formula, to 1e-10.
  @Test(
    arguments: [
      (0, 0.01, 1000), (3.7, 0.002, 300), (15.99, 0.001, 40), (15.5, 0.3, 20), (31.999, 7, 9), (100_003.3, 0.01, 257),
      (16, 1, 1), (5, 0, 3), (0, 40, 5),
    ] as [(Double, Double, Int)])
  func theFormula(_ start: Double, _ step: Double, _ count: Int) {
    let stream = RandomStream(key: 5)
    let (real, imaginary) = gains(FadingBank(.rayleigh, streams: [stream]), from: start, step: step, count: count)
    let oracle = GainOracle(stream)
    // The clock's own resolution: a place of 100,000 has 1e-11, and sines turn six times as fast.
    let tolerance = 1e-10 * max(1, start / 100)
    for index in 0..<count {
      let expected = oracle.gain(start + Double(index) * step)
      #expect(abs(real[index] - expected.real) < tolerance && abs(imaginary[index] - expected.imaginary) < tolerance)
    }
  }

  /// Whoever looks later, earlier, or in other steps sees the same fade.
  @Test func aFunctionOfTime() {
    for law in [FadingLaw.rayleigh, .rician(k: 3), .nakagami(m: 1.5)] {
      let bank = bank(law, key: 8)
      let whole = powers(bank, from: 0, step: 0.05, count: 2000)
      for start in [1999, 0, 700, 320, 319, 1500] {
        #expect(
          abs(powers(self.bank(law, key: 8), from: 0.05 * Double(start), step: 1, count: 1)[0] - whole[start]) < 1e-9)
        #expect(abs(powers(bank, from: 0.05 * Double(start), step: 1, count: 1)[0] - whole[start]) < 1e-9)
      }
    }
  }

  /// Envelope, power and phase over 20,000 independent realisations, at places within and between windows, where
  /// one or two windows count; false alarm 1e-5 for each of the six tests.
  @Test(arguments: [0, 8, 20.3]) func rayleighLaws(_ place: Double) throws {
    let count = 20_000
    var (envelope, power, phase): ([Double], [Double], [Int]) = ([], [], [Int](repeating: 0, count: 36))
    for key in 0..<count {
      let (real, imaginary) = gains(bank(.rayleigh, key: 1_000_000 + key), from: place, step: 1, count: 1)
      power.append(real[0] * real[0] + imaginary[0] * imaginary[0])
      envelope.append(hypot(real[0], imaginary[0]))
      phase[min(35, Int((atan2(imaginary[0], real[0]) / (2 * .pi) + 0.5) * 36))] += 1
    }
    #expect(GoodnessOfFit.kolmogorovSmirnov(envelope) { 1 - exp(-$0 * $0) } > 1e-5)
    #expect(GoodnessOfFit.kolmogorovSmirnov(power) { 1 - exp(-$0) } > 1e-5)
    #expect(try GoodnessOfFit.chiSquared(phase, expected: Array(repeating: Double(count) / 36, count: 36)) > 1e-5)
    // Mean 1, variance 1; 4.4 standard deviations are 1e-5.
    let mean = power.reduce(0, +) / Double(count)
    #expect(abs(mean - 1) < 4.4 / Double(count).squareRoot())
    // The fourth moment of the envelope is 2: what fixed amplitudes or a common phase miss. Var(p²) = 20.
    let fourth = power.reduce(0) { $0 + $1 * $1 } / Double(count)
    #expect(abs(fourth - 2) < 4.4 * (20 / Double(count)).squareRoot())
  }

  /// Each law's power has its distribution and the mean 1; false alarm 1e-5 each.
  @Test(
    arguments: [
      (.rayleigh, 20_000), (.rician(k: 1), 5000), (.rician(k: 5), 5000), (.nakagami(m: 0.5), 20_000),
      (.nakagami(m: 1.5), 20_000), (.nakagami(m: 2), 20_000), (.nakagami(m: 4), 20_000),
    ] as [(FadingLaw, Int)])
  func powerLaws(_ law: FadingLaw, _ count: Int) throws {
    let samples = (0..<count).map { powers(bank(law, key: 2_000_000 + $0), from: 5.5, step: 1, count: 1)[0] }
    #expect(try GoodnessOfFit.kolmogorovSmirnov(samples) { try law.powerDistribution($0) } > 1e-5)
    let mean = samples.reduce(0, +) / Double(count)
    let variance = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    #expect(abs(mean - 1) < 4.4 * (variance / Double(count)).squareRoot())
  }

  /// Blocks are constant within and independent from one to the next.
  @Test func blocks() {
    let bank = FadingBank(.rayleigh, streams: [RandomStream(key: 3)], isBlock: true)
    let samples = powers(bank, from: 0.5, step: 1, count: 20_000)
    #expect(GoodnessOfFit.kolmogorovSmirnov(samples) { 1 - exp(-$0) } > 1e-5)
    let product = zip(samples, samples.dropFirst()).reduce(0) { $0 + ($1.0 - 1) * ($1.1 - 1) }
    #expect(abs(product / 20_000) < 4.4 / (20_000.0).squareRoot())
    let fine = powers(bank, from: 0, step: 0.25, count: 400)
    #expect((0..<400).allSatisfy { fine[$0] == samples[$0 / 4] })
  }

  /// The gain's correlation is J₀(2πτ) and the power's its square, over 20,000 realisations; ±4.7 standard deviations,
  /// false alarm 14 × 3e-6. The quadratures are uncorrelated at every lag.
  @Test func autocorrelation() {
    let lags = [0.01, 0.05, 0.1, 0.2, 0.242098, 0.3827, 0.5]
    let count = 20_000
    var (gain, cross, power) = (
      [Double](repeating: 0, count: lags.count), [Double](repeating: 0, count: lags.count),
      [Double](repeating: 0, count: lags.count)
    )
    for key in 0..<count {
      let bank = bank(.rayleigh, key: 3_000_000 + key)
      let start = 16 * Double(key) / Double(count)
      let (a, b) = gains(bank, from: start, step: 1, count: 1)
      for (index, lag) in lags.enumerated() {
        let (c, d) = gains(bank, from: start + lag, step: 1, count: 1)
        gain[index] += a[0] * c[0] + b[0] * d[0]
        cross[index] += a[0] * d[0] - b[0] * c[0]
        power[index] += (a[0] * a[0] + b[0] * b[0] - 1) * (c[0] * c[0] + d[0] * d[0] - 1)
      }
    }
    for (index, lag) in lags.enumerated() {
      let expected = Clarke.autocorrelation(doppler: 1, lag: lag)
      let root = Double(count).squareRoot()
      // Var of Re g g* is (1 + J₀²)/2 at most 1, of the cross term (1 − J₀²)/2, of the powers' product up to 8.
      #expect(abs(gain[index] / Double(count) - expected) < 4.7 / root, "lag \(lag)")
      let spread = ((1 - expected * expected) / 2).squareRoot() / root
      #expect(abs(cross[index] / Double(count)) < 4.7 * spread, "lag \(lag)")
      #expect(abs(power[index] / Double(count) - expected * expected) < 4.7 * 8.0.squareRoot() / root, "lag \(lag)")
    }
  }

  /// Level crossing rate and mean fade duration over 40,000 to 90,000 times 1/f_D, in steps of 0.002: within 3 %, which
  /// is four standard deviations and more.
  @Test(
    arguments: [
      (.rayleigh, 3, 1500), (.rayleigh, 10, 2500), (.rayleigh, 20, 4500), (.rician(k: 1), 10, 3000),
      (.nakagami(m: 2), 10, 4500), (.nakagami(m: 0.5), 10, 2000),
    ] as [(FadingLaw, Double, Int)])
  func crossings(_ law: FadingLaw, _ decibels: Double, _ runs: Int) throws {
    let margin = linear(decibels)
    let (step, length) = (0.002, 20.0)
    var (crossings, below, all) = (0, 0, 0)
    for key in 0..<runs {
      let samples = powers(bank(law, key: 4_000_000 + key), from: 0, step: step, count: Int(length / step))
      var wasBelow = true
      for power in samples {
        let isBelow = power < 1 / margin
        if isBelow && !wasBelow { crossings += 1 }
        below += isBelow ? 1 : 0
        wasBelow = isBelow
      }
      all += samples.count
    }
    let time = Double(all) * step
    let rate = Double(crossings) / time / law.levelCrossingRate(margin: margin, doppler: 1)
    let duration = Double(below) * step / Double(crossings) / (try law.averageFadeDuration(margin: margin, doppler: 1))
    #expect(abs(rate - 1) < 0.03, "crossing rate \(rate)")
    #expect(abs(duration - 1) < 0.03, "fade duration \(duration)")
  }

  /// Gains of correlated branches correlate as the matrix says, and each keeps its law; ±4.7/√n.
  @Test func correlatedBranches() throws {
    let matrix = [[1, 0.7, -0.3], [0.7, 1, 0.2], [-0.3, 0.2, 1]]
    let mixing = try BranchCorrelation.matrix(matrix).factor(3)
    let count = 20_000
    var sums = [[Double]](repeating: [0, 0, 0], count: 3)
    var last: [Double] = []
    for key in 0..<count {
      let streams = (0..<3).map { RandomStream(key: UInt64(5_000_000 + 3 * key + $0)) }
      let bank = FadingBank(.rayleigh, streams: streams, mixing: mixing)
      let gains = (0..<3).map { self.gains(bank, of: $0, from: 2, step: 1, count: 1) }
      for one in 0..<3 {
        for other in 0..<3 {
          sums[one][other] +=
            gains[one].real[0] * gains[other].real[0] + gains[one].imaginary[0] * gains[other].imaginary[0]
        }
      }
      last.append(powers(bank, of: 2, from: 2, step: 1, count: 1)[0])
    }
    for one in 0..<3 {
      for other in 0..<3 { #expect(abs(sums[one][other] / Double(count) - matrix[one][other]) < 4.7 / 141.4) }
    }
    #expect(GoodnessOfFit.kolmogorovSmirnov(last) { 1 - exp(-$0) } > 1e-5)
  }

  /// Powers of correlated branches: ρ² for Rayleigh, ρ²/(1 + 2K) with lines of sight of unlike phases; ρ = 0.8 and K = 3,
  /// 4.5 standard deviations of a correlation near 0 and more of others.
  @Test(arguments: [(FadingLaw.rayleigh, 0.64), (.nakagami(m: 2), 0.64), (.rician(k: 3), 0.64 / 7)])
  func correlatedPowers(_ law: FadingLaw, _ expected: Double) throws {
    let mixing = try BranchCorrelation.uniform(0.8).factor(2)
    var (sums, squares, product) = ([0.0, 0.0], [0.0, 0.0], 0.0)
    let count = 20_000
    for key in 0..<count {
      let bank = FadingBank(
        law, streams: (0..<2).map { RandomStream(key: UInt64(9_000_000 + 2 * key + $0)) }, mixing: mixing)
      let powers = (0..<2).map { self.powers(bank, of: $0, from: 2, step: 1, count: 1)[0] }
      for branch in 0..<2 {
        sums[branch] += powers[branch] / Double(count)
        squares[branch] += powers[branch] * powers[branch] / Double(count)
      }
      product += powers[0] * powers[1] / Double(count)
    }
    let deviations = (0..<2).map { (squares[$0] - sums[$0] * sums[$0]).squareRoot() }
    #expect(abs((product - sums[0] * sums[1]) / deviations[0] / deviations[1] - expected) < 4.5 / 141.4)
  }

  /// Outage of the best of K branches and of their sum, K = 2 and 3 at 3 dB; exact interval, false alarm 4 × 1e-5.
  @Test(arguments: [2, 3]) func combinedOutage(_ branches: Int) throws {
    let (count, margin) = (40_000, linear(3))
    var (selection, sum) = (0, 0)
    for key in 0..<count {
      let bank = FadingBank(
        .rayleigh, streams: (0..<branches).map { RandomStream(key: UInt64(6_000_000 + 3 * key + $0)) })
      let powers = (0..<branches).map { self.powers(bank, of: $0, from: 12, step: 1, count: 1)[0] }
      selection += powers.max()! < 1 / margin ? 1 : 0
      sum += powers.reduce(0, +) < 1 / margin ? 1 : 0
    }
    for (found, combining) in [(selection, Combining.selection), (sum, .maximalRatio)] {
      let expected = try Diversity(combining, branches: branches).outage(margin: margin)
      let (low, high) = try Intervals.clopperPearson(successes: found, trials: count, confidence: 1 - 1e-5)
      #expect(low <= expected && expected <= high)
    }
  }

  @Test func impossibleCorrelations() {
    for (correlation, start) in [
      (.matrix([[1, 0.9, 0], [0.9, 1, 0.9], [0, 0.9, 1]]), "the correlation matrix is not positive definite"),
      (.matrix([[1, 0.5], [0.4, 1]]), "the correlation matrix is not symmetric"),
      (.matrix([[1, 0.5], [0.5, 2]]), "the correlation matrix has 2.0 on its diagonal"),
      (.matrix([[1]]), "the correlation matrix of 2 branches has 2 rows"), (.uniform(1), "correlation is 1.0"),
      (.uniform(.nan), "correlation is nan"),
      (.matrix([[1, .nan], [.nan, 1]]), "the correlation matrix is not symm"),
    ] as [(BranchCorrelation, String)] {
      let count = if case .matrix(let rows) = correlation, rows.count == 3 { 3 } else { 2 }
      do {
        _ = try correlation.factor(count)
        Issue.record("\(correlation) was accepted")
      } catch { #expect("\(error)".hasPrefix(start) && !"\(error)".contains("\n"), "\(error)") }
    }
    #expect(throws: (any Error).self) { try BranchCorrelation.uniform(-0.6).factor(3) }
  }
}
