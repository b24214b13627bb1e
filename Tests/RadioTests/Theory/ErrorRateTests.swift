// Bit and packet error rates against ns-3's and textbook values, computed outside of this program.

import Foundation
import Radio
import Testing

@Suite struct ErrorRateTests {
  /// ns-3's LrWpanErrorModel, run; at −2 and 3 dB its formula.
  @Test(
    arguments: [
      (-7, 1.752462e-1, 1, 1), (-4, 3.916346e-2, 1, 1), (-2, 5.197000e-3, 0.994978, 0.996089),
      (-1, 1.148944e-3, 0.689011, 0.705707), (0, 1.615267e-4, 0.151364, 0.157918),
      (1, 1.291187e-5, 1.303287e-2, 1.364437e-2), (2, 5.131392e-7, 5.212137e-4, 5.458312e-4),
      (3, 8.597191e-9, 8.734708e-6, 9.147370e-6), (5, 7.386009e-14, 7.504186e-11, 7.858714e-11),
    ] as [(Double, Double, Double, Double)])
  func ieee802154(_ decibels: Double, _ bitErrorRate: Double, _ short: Double, _ long: Double) {
    let rate = Modulation.oqpsk.bitErrorRate(snr: linear(decibels))
    #expect(agrees(rate, bitErrorRate))
    let digits = short > 0.1 ? 6 : 7
    #expect(agrees(PacketErrors.rate(bitErrorRate: rate, bits: 1016), short, digits: digits))
    #expect(agrees(PacketErrors.rate(bitErrorRate: rate, bits: 1064), long, digits: digits))
  }

  @Test func ends() {
    for modulation in Modulation.allCases {
      #expect(abs(modulation.bitErrorRate(snr: 0) - 0.5) < 1e-12)
      #expect(modulation.bitErrorRate(snr: 1000) < 1e-100)
      var last = 0.6
      for step in 0..<400 {
        let rate = modulation.bitErrorRate(snr: 0.05 * Double(step))
        #expect(rate < last && rate > 0)
        last = rate
      }
    }
    #expect(PacketErrors.rate(bitErrorRate: 0.3, bits: 0) == 0)
    #expect(agrees(PacketErrors.rate(bitErrorRate: 1e-20, bits: 1000), 1e-17))
    #expect(PacketErrors.rate(bitErrorRate: 1, bits: 3) == 1)
  }

  @Test(
    arguments: [
      (0, 7.864960e-2, 1.839397e-1, 1.586553e-1, 3.032653e-1),
      (4, 1.250082e-2, 4.055754e-2, 5.649530e-2, 1.424035e-1),
      (8, 1.909078e-4, 9.094044e-4, 6.004386e-3, 2.132375e-2),
      (10, 3.872108e-6, 2.269996e-5, 7.827011e-4, 3.368973e-3),
    ] as [(Double, Double, Double, Double, Double)])
  func whiteNoise(_ decibels: Double, _ bpsk: Double, _ dpsk: Double, _ coherent: Double, _ nonCoherent: Double) {
    let snr = linear(decibels)
    #expect(agrees(Modulation.bpsk.bitErrorRate(snr: snr), bpsk))
    #expect(agrees(Modulation.qpsk.bitErrorRate(snr: snr), bpsk))
    #expect(agrees(Modulation.dpsk.bitErrorRate(snr: snr), dpsk))
    #expect(agrees(Modulation.coherentFSK.bitErrorRate(snr: snr), coherent))
    #expect(agrees(Modulation.nonCoherentFSK.bitErrorRate(snr: snr), nonCoherent))
  }

  @Test func rayleighAverages() throws {
    func rate(_ modulation: Modulation, _ decibels: Double) throws -> Double {
      try FadingLaw.rayleigh.averageBitErrorRate(modulation, meanSNR: linear(decibels))
    }
    for (modulation, ten, twenty) in [
      (.bpsk, 2.326871e-2, 2.481405e-3), (.dpsk, 4.545455e-2, 4.950495e-3), (.coherentFSK, 4.356454e-2, 4.926229e-3),
      (.nonCoherentFSK, 8.333333e-2, 9.803922e-3),
    ] as [(Modulation, Double, Double)] {
      #expect(try agrees(rate(modulation, 10), ten) && agrees(rate(modulation, 20), twenty))
    }
    #expect(agrees(try rate(.oqpsk, 0), 7.715412e-2))
    #expect(agrees(try rate(.oqpsk, 10), 8.722075e-3))
    #expect(agrees(try rate(.oqpsk, 20), 8.835809e-4))
  }

  @Test(
    arguments: [
      (.nakagami(m: 0.5), 1.959133e-1, 7.002435e-2, 2.247051e-2, 1.091089e-1, 1.507557e-1),
      (.nakagami(m: 2), 1.150998e-1, 5.528247e-3, 7.256409e-5, 1.388889e-2, 4.081633e-2),
      (.nakagami(m: 4), 9.750776e-2, 1.038669e-3, 3.038980e-7, 3.331945e-3, 1.950922e-2),
      (.rician(k: 1), 1.353053e-1, 1.820976e-2, 1.839173e-3, 3.621652e-2, 6.993452e-2),
      (.rician(k: 5), 1.034405e-1, 3.299057e-3, 1.200250e-4, 8.238175e-3, 2.809931e-2),
      (.rician(k: 10), 9.255131e-2, 7.014440e-4, 2.510381e-6, 2.239105e-3, 1.510332e-2),
    ] as [(FadingLaw, Double, Double, Double, Double, Double)])
  func nakagamiAndRician(
    _ law: FadingLaw, _ zero: Double, _ ten: Double, _ twenty: Double, _ dpsk: Double, _ nonCoherent: Double
  ) throws {
    #expect(agrees(try law.averageBitErrorRate(.bpsk, meanSNR: 1), zero))
    #expect(agrees(try law.averageBitErrorRate(.bpsk, meanSNR: 10), ten))
    #expect(agrees(try law.averageBitErrorRate(.bpsk, meanSNR: 100), twenty))
    #expect(agrees(try law.averageBitErrorRate(.dpsk, meanSNR: 10), dpsk))
    #expect(agrees(try law.averageBitErrorRate(.nonCoherentFSK, meanSNR: 10), nonCoherent))
  }

  @Test func ieee802154OverNakagamiAndRician() throws {
    #expect(agrees(try FadingLaw.nakagami(m: 2).averageBitErrorRate(.oqpsk, meanSNR: 10), 4.86990e-4, digits: 6))
    #expect(agrees(try FadingLaw.rician(k: 5).averageBitErrorRate(.oqpsk, meanSNR: 10), 4.90112e-4, digits: 6))
  }

  /// m = 1 and K = 0 are Rayleigh, in every quantity; and every average is the integral over the density.
  @Test func lawsMeet() throws {
    for law in [FadingLaw.nakagami(m: 1), .rician(k: 0)] {
      for modulation in Modulation.allCases {
        let (one, other) = try (
          law.averageBitErrorRate(modulation, meanSNR: 7),
          FadingLaw.rayleigh.averageBitErrorRate(modulation, meanSNR: 7)
        )
        #expect(abs(one / other - 1) < 1e-9)
      }
      #expect(abs(try law.outage(margin: 10) - FadingLaw.rayleigh.outage(margin: 10)) < 1e-12)
      let rates = [law, .rayleigh].map { $0.levelCrossingRate(margin: 10, doppler: 8) }
      #expect(abs(rates[0] / rates[1] - 1) < 1e-12)
    }
    for law in [FadingLaw.rayleigh, .nakagami(m: 2), .nakagami(m: 0.5), .rician(k: 5)] {
      for modulation in Modulation.allCases {
        // One bit is a packet too.
        let (closed, integral) = try (
          law.averageBitErrorRate(modulation, meanSNR: 10),
          law.averagePacketErrorRate(modulation, meanSNR: 10, bits: 1)
        )
        #expect(abs(closed / integral - 1) < 1e-6, "\(law) \(modulation)")
      }
    }
  }

  /// Far below what frames need none arrives.
  @Test(arguments: [-40.0, -50, -60, -80]) func packetsInVeryDeepFades(_ decibels: Double) throws {
    let rate = try FadingLaw.rayleigh.averagePacketErrorRate(.oqpsk, meanSNR: pow(10, decibels / 10), bits: 1016)
    #expect(abs(rate - 1) < 1e-9)
  }

  /// Block fading: E[PER] is far below PER of the average, by Jensen's inequality; at high SNR it is roughly the
  /// probability to be below the threshold.
  @Test func packetsInBlockFading() throws {
    let average = try FadingLaw.rayleigh.averageBitErrorRate(.oqpsk, meanSNR: 10)
    let together = try FadingLaw.rayleigh.averagePacketErrorRate(.oqpsk, meanSNR: 10, bits: 1016)
    #expect(together < 0.2 && PacketErrors.rate(bitErrorRate: average, bits: 1016) > 0.999)
    // A plain midpoint sum over the power.
    let step = 1e-4
    let sum = (0..<500_000).reduce(0.0) { sum, index in
      let power = (Double(index) + 0.5) * step
      let rate = Modulation.oqpsk.bitErrorRate(snr: 10 * power)
      return sum + PacketErrors.rate(bitErrorRate: rate, bits: 1016) * exp(-power) * step
    }
    #expect(abs(together / sum - 1) < 1e-6)
  }

  @Test func retransmission() {
    let rate = Modulation.oqpsk.bitErrorRate(snr: 1)
    let arq = Retransmission(
      dataErrorRate: PacketErrors.rate(bitErrorRate: rate, bits: 1016),
      acknowledgmentErrorRate: PacketErrors.rate(bitErrorRate: rate, bits: 40))
    #expect(agrees(arq.acknowledgmentErrorRate, 0.006441, digits: 4))
    #expect(agrees(arq.attemptSuccess, 0.843171, digits: 6))
    #expect(agrees(arq.confirmed, 0.999395, digits: 6))
    #expect(agrees(arq.meanAttempts, 1.185282, digits: 6))
    #expect(agrees(arq.delivered, 0.999475, digits: 6))
    #expect(Retransmission(dataErrorRate: 1, acknowledgmentErrorRate: 0).meanAttempts == 4)
  }

  @Test func diversity() throws {
    func rate(_ combining: Combining, _ branches: Int, _ modulation: Modulation = .bpsk) throws -> Double {
      try Diversity(combining, branches: branches).averageBitErrorRate(modulation, meanSNR: 10)
    }
    #expect(agrees(try rate(.maximalRatio, 2), 1.599101e-3))
    #expect(agrees(try rate(.maximalRatio, 3), 1.216281e-4))
    #expect(agrees(try rate(.selection, 2), 2.972875e-3))
    #expect(agrees(try rate(.selection, 3), 5.835002e-4))
    #expect(agrees(try rate(.selection, 2, .dpsk), 7.575758e-3))
    // The sum ½ Σ (−1)^k C(L, k)/√(1 + k/γ̄), as long as it has digits left.
    let binomials: [[Double]] = [[1, 1], [1, 2, 1], [1, 3, 3, 1], [1, 4, 6, 4, 1]]
    for row in binomials {
      var sum = 0.0
      for (k, binomial) in row.enumerated() {
        let root = (1 + Double(k) / 10).squareRoot()
        sum += (k % 2 == 0 ? 0.5 : -0.5) * binomial / root
      }
      #expect(abs(try rate(.selection, row.count - 1) / sum - 1) < 1e-8)
    }
    // Far up ½ L!/γ̄^L · (2L)!/(4^L (L!)^2) · (1 + O(1/γ̄)): here L = 8 at 40 dB.
    let high = try Diversity(.selection, branches: 8).averageBitErrorRate(.bpsk, meanSNR: 1e4)
    #expect(abs(high / (0.5 * 40_320 * 1e-32 * 12_870 / 65_536) - 1) < 0.01)
    for modulation in Modulation.allCases {
      for combining in Combining.allCases {
        let single = try FadingLaw.rayleigh.averageBitErrorRate(modulation, meanSNR: 10)
        #expect(abs(try rate(combining, 1, modulation) / single - 1) < 1e-9)
      }
      // The best branch is one of those that maximal ratio adds up.
      #expect(try rate(.maximalRatio, 3, modulation) < rate(.selection, 3, modulation))
    }
  }
}
