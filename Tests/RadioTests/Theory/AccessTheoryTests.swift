// Closed forms of channel access and codes, against numbers from elsewhere.

import Radio
import Stochastics
import Testing

@Suite struct AccessTheoryTests {
  /// IEEE 802.15.4-2006 in closed form: mean backoffs; goodput with and without acknowledgement by payload, addresses in the overhead.
  @Test func channelAccess() {
    for (exponent, mean) in [(3, 1120.0), (4, 2400), (5, 4960)] {
      #expect(agrees(ChannelAccess(exponent: exponent).meanBackoff * 1e6, mean))
    }
    for (payload, overhead, without, with) in [
      (116, 11, 146.465, 134.884), (104, 23, 131.313, 120.930), (102, 25, 128.788, 118.605),
    ] {
      let (plain, acknowledged) = (ChannelAccess(isAcknowledged: false), ChannelAccess())
      #expect(agrees(plain.throughput(payload: payload, overhead: overhead) / 1000, without, digits: 6))
      #expect(agrees(acknowledged.throughput(payload: payload, overhead: overhead) / 1000, with, digits: 6))
    }
    #expect(agrees(ChannelAccess().exchangeTime(bytes: 127) * 1000, 6.880))
    // Behind 18 bytes the space is 192 µs instead of 640.
    let short = ChannelAccess()
    #expect(agrees((short.exchangeTime(bytes: 19) - short.exchangeTime(bytes: 18)) * 1e6, 480))
    #expect(agrees(ChannelAccess(rate: 125_000).exchangeTime(bytes: 127) * 1000, 13.760))
    #expect(ChannelAccess().collision == 0.125)
  }

  /// Sums of the binomial law, by Python's integers; the patterns that a decoder notices and that spare the message off.
  @Test func blockCodes() {
    #expect(agrees(BlockCode.hamming.messageErrorRate(bitErrorRate: 0.1), 0.1496944))
    #expect(agrees(BlockCode.golay.wordErrorRate(bitErrorRate: 0.02), 0.001234013))
    #expect(agrees(BlockCode.golay.messageErrorRate(bitErrorRate: 0.02), 0.001181139))
    #expect(agrees(BlockCode.secded.wordErrorRate(bitErrorRate: 0.001), 0.002439751))
    #expect(agrees(BlockCode.secded.messageErrorRate(bitErrorRate: 0.001), 0.002413645))
    #expect(agrees(BlockCode.reedSolomon.messageErrorRate(bitErrorRate: 0.006), 0.09531455))
    for code in [BlockCode.hamming, .secded, .golay, .reedSolomon] {
      #expect(code.messageErrorRate(bitErrorRate: 0) == 0 && code.wordErrorRate(bitErrorRate: 1) == 1)
      #expect(code.messageErrorRate(bitErrorRate: 0.001) < code.messageErrorRate(bitErrorRate: 0.002))
    }
  }

  @Test func convolutionalCode() {
    let bounds = ConvolutionalCode.rate1of2.bitErrorBounds(bitErrorRate: 0.03)
    #expect(agrees(bounds.lowerBound, 2.767225e-6) && agrees(bounds.upperBound, 2.773680e-4))
    // An odd distance has no draws: 10 p³(1 − p)² + 5 p⁴(1 − p) + p⁵ at p = 0.1.
    #expect(agrees(ConvolutionalCode.pairwiseErrorRate(distance: 5, bitErrorRate: 0.1), 0.00856))
  }

  /// At −1 dB, by the closed forms: a law that adds up to one and has the mean.
  @Test func attemptsAddUp() {
    let law = Retransmission(dataErrorRate: 0.689011, acknowledgmentErrorRate: 0.0449, attempts: 4)
    let shares = (0...5).map { law.probability(ofAttempts: $0) }
    #expect(shares[0] == 0 && shares[5] == 0 && agrees(shares[1], law.attemptSuccess))
    #expect(agrees(shares.reduce(0, +), 1))
    #expect(agrees(shares.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }, law.meanAttempts))
  }

  /// What `airslice validate` says of codes, with another seed than the command's own.
  @Test func codesHold() throws {
    let checks = try CodingValidation.codes(2)
    #expect(checks.count == 10)
    for check in checks { #expect(check.holds, "\(check)") }
    // Far enough from nothing to tell a wrong decoder: intervals of less than a fifth, bounds aside.
    for check in checks where check.lowerBound == nil {
      #expect(check.simulation.high - check.simulation.low < 0.4 * check.theory, "\(check)")
    }
  }

  @Test func boundsHoldBetweenThem() {
    func holds(_ low: Double, _ high: Double) -> Bool {
      ValidationCheck(
        piece: "", quantity: "", bounds: 1...2, simulation: Estimate(value: (low + high) / 2, low: low, high: high)
      ).holds
    }
    #expect(holds(1.2, 1.4) && holds(0.5, 1.1) && holds(1.9, 2.5) && holds(0.5, 2.5))
    #expect(!holds(0.5, 0.9) && !holds(2.1, 2.5))
  }
}
