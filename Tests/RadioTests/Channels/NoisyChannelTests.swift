// White noise and fading links: how many bits go wrong, where, and that this is a function of time, position and stream.

import Core
import Foundation
import Radio
import Stochastics
import Testing

@Suite struct NoisyChannelTests {
  func fading(
    _ decibels: Double, doppler: Double = 8, modulation: Modulation = .oqpsk, branches: Int = 1,
    combining: Combining = .maximalRatio
  ) -> FadingSettings {
    FadingSettings(
      signal: SignalSettings(mean: Decibels(decibels), modulation: modulation), motion: .doppler(doppler),
      branches: branches, combining: combining)
  }

  /// The table of O-QPSK follows the formula, and its inverse the table.
  @Test func errorRateCurve() {
    for modulation in Modulation.allCases {
      let curve = ErrorRateCurve(modulation)
      for step in 0...13_990 {
        let snr = 0.0005 * Double(step) + 0.0001
        #expect(abs(curve.rate(snr) / modulation.bitErrorRate(snr: snr) - 1) < 1e-4)
      }
      for rate in [0.4, 1e-2, 7.6e-6, 1e-12] {
        let snr = curve.snr(atRate: rate)
        #expect(curve.rate(snr) <= rate && curve.rate(0.998 * snr - 0.002) >= rate)
      }
    }
    #expect(ErrorRateCurve(.oqpsk).rate(7.1) == 0 && Modulation.oqpsk.bitErrorRate(snr: 7.1) < 1e-29)
  }

  /// Over 4 million bits; exact intervals, false alarm 12 × 1e-6.
  @Test(arguments: Modulation.allCases) func whiteNoise(_ modulation: Modulation) throws {
    for decibels in modulation == .oqpsk ? [-4.0, -1] : [1.0, 5] {
      let channel = AWGNChannel(SignalSettings(mean: Decibels(decibels), modulation: modulation))
      let found = (0..<4).reduce(0) {
        $0 + wrongBits(channel.makeProcess(RandomStream(key: UInt64($1))), 125_000).bits.count
      }
      let (low, high) = try Intervals.clopperPearson(successes: found, trials: 4_000_000, confidence: 1 - 1e-6)
      // The table's own 1e-4 on top.
      let expected = modulation.bitErrorRate(snr: linear(decibels))
      #expect(low * 0.9999 <= expected && expected <= high * 1.0001, "\(found)")
    }
  }

  /// Over 3,000 independent realisations of a fading that holds still for a frame; four standard deviations of what was
  /// seen, false alarm 8 × 6e-5.
  @Test(arguments: [FadingLaw.rayleigh, .rician(k: 5), .nakagami(m: 2), .nakagami(m: 0.5)])
  func fadingAverages(_ law: FadingLaw) throws {
    for modulation in [Modulation.oqpsk, .dpsk] {
      let settings = fading(6, doppler: 0.01, modulation: modulation)
      let channel: any ChannelModel =
        switch law {
        case .rayleigh: RayleighChannel(settings)
        case .rician(let k): RicianChannel(settings, factor: k)
        case .nakagami(let m): NakagamiChannel(settings, m: m)
        }
      let rates = (0..<3000).map { key in
        Double(wrongBits(channel.makeProcess(RandomStream(key: UInt64(7_000_000 + key))), 250).bits.count) / 2000
      }
      let seen = try Intervals.studentT(rates, confidence: 1 - 6e-5)
      let expected = try law.averageBitErrorRate(modulation, meanSNR: linear(6))
      #expect(seen.low <= expected && expected <= seen.high, "\(modulation): \(seen), \(expected)")
    }
  }

  /// Packets in block fading: E[PER(γ)], and far from PER(E[BER]).
  @Test func packetsInBlockFading() throws {
    var settings = fading(10)
    settings.motion = .blocks(.milliseconds(10))
    let process = RayleighChannel(settings).makeProcess(RandomStream(key: 31))
    let lost = (0..<20_000).count {
      wrongBits(process, 127, firstByte: Int64(127 * $0), start: milliseconds(10 * Double($0))).damage == .flipped
    }
    let (low, high) = try Intervals.clopperPearson(successes: lost, trials: 20_000, confidence: 1 - 1e-5)
    let expected = try FadingLaw.rayleigh.averagePacketErrorRate(.oqpsk, meanSNR: 10, bits: 1016)
    #expect(low <= expected && expected <= high, "\(lost)")
  }

  /// Two receivers' branches: the error rate of selection and of maximal-ratio combining.
  @Test(arguments: Combining.allCases) func combining(_ combining: Combining) throws {
    let channel = RayleighChannel(fading(7, doppler: 0.01, modulation: .bpsk, branches: 2, combining: combining))
    let rates = (0..<6000).map { key in
      Double(wrongBits(channel.makeProcess(RandomStream(key: UInt64(8_000_000 + key))), 250).bits.count) / 2000
    }
    let seen = try Intervals.studentT(rates, confidence: 1 - 6e-5)
    let expected = try Diversity(combining, branches: 2).averageBitErrorRate(.bpsk, meanSNR: linear(7))
    #expect(seen.low <= expected && expected <= seen.high, "\(seen), \(expected)")
  }

  /// A process tells its SNR, which scales with the mean and varies with time.
  @Test func tellsItsSNR() throws {
    let sources = try [0.0, 10].map { decibels in
      try #require(RayleighChannel(fading(decibels)).makeProcess(RandomStream(key: 6)) as? any SNRSource)
    }
    let times = (0..<200).map { milliseconds(20 * Double($0)) }
    for time in times { #expect(abs(sources[1].snr(at: time) / sources[0].snr(at: time) - 10) < 1e-9) }
    #expect(Set(times.map { sources[0].snr(at: $0) }).count == 200)
    #expect(abs(sources[0].bitErrorRate(snr: 1) / Modulation.oqpsk.bitErrorRate(snr: 1) - 1) < 1e-4)
    let constant = AWGNChannel(SignalSettings(mean: Decibels(3))).makeProcess(RandomStream(key: 6))
    #expect(try #require(constant as? any SNRSource).snr(at: milliseconds(5)) == linear(3))
  }

  /// The past goes over into what follows without a seam: powers half the lag before the beginning and half the lag behind
  /// it have the correlation J₀². Four standard errors, 4 × 6e-5; ±0.5 % for the pieces.
  @Test(arguments: [0.0, 0.05, 0.2, 0.3827]) func knowsThePast(_ lag: Double) throws {
    let count = 4000
    let pairs = try (0..<count).map { key -> (Double, Double) in
      let process = RayleighChannel(fading(0)).makeProcess(RandomStream(key: UInt64(40_000 + key)))
      let source = try #require(process as? any SNRSource)
      return (source.snr(at: milliseconds(-1000 * lag / 2 / 8)), source.snr(at: milliseconds(1000 * lag / 2 / 8)))
    }
    let products = pairs.map { ($0.0 - 1) * ($0.1 - 1) }
    let seen = try Intervals.studentT(products, confidence: 1 - 6e-5)
    let expected = pow(SpecialFunctions.besselJ0(2 * .pi * lag), 2)
    #expect(seen.low - 0.005 <= expected && expected <= seen.high + 0.005, "\(seen), \(expected)")
    var blocks = fading(0)
    blocks.motion = .blocks(.milliseconds(10))
    let block = try #require(RayleighChannel(blocks).makeProcess(RandomStream(key: 1)) as? any SNRSource)
    let levels = stride(from: -25.0, to: 20, by: 5).map { block.snr(at: milliseconds($0)) }
    #expect(levels[0] != levels[1] && levels[1] == levels[2] && levels[3] == levels[4] && levels[4] != levels[5])
  }

  /// What is wrong at one mean SNR is wrong at every lower one: the same fade, the same noise.
  @Test func nestedInTheMean() {
    for key in 0..<20 as Range<UInt64> {
      var last: Set<Int64> = []
      for decibels in [25.0, 15, 10, 5, 0, -5, -10] {
        let process = RayleighChannel(fading(decibels)).makeProcess(RandomStream(key: key))
        let now = Set(wrongBits(process, 4000, start: milliseconds(37)).bits)
        #expect(last.isSubset(of: now))
        last = now
      }
      #expect(last.count > 3000)
    }
  }

  /// A process tells the same whenever it is asked, in whichever order; a stretch alone is what it is within the whole.
  @Test func aFunctionOfTimeAndPosition() {
    let channel = RayleighChannel(fading(3))
    let whole = wrongBits(channel.makeProcess(RandomStream(key: 2)), 60_000, firstByte: 100).bits
    let process = channel.makeProcess(RandomStream(key: 2))
    for first in [50_000, 1000, 8_100, 0, 59_000, 8_000] {
      let found = wrongBits(
        process, 1000, firstByte: Int64(100 + first), start: SimTime(nanoseconds: Int64(first) * 32_000)
      ).bits
      let range = 8 * Int64(100 + first)..<8 * Int64(1100 + first)
      let expected = whole.filter { range.contains($0) }
      // The pieces' edges fall between the same bits, because all begin with whole bits of the same clock.
      #expect(found == expected)
    }
  }

  /// What is foreseen is what happens, on every channel of whole frames and at all SNRs, and the payload shows it.
  @Test func foresight() {
    var seen: [Damage: Int] = [:]
    for decibels in [0.0, 10, 20] {
      let process = RayleighChannel(fading(decibels)).makeProcess(RandomStream(key: 12))
      for frame in 0..<1500 {
        let (first, start) = (Int64(133 * frame), milliseconds(6.88 * Double(frame)))
        let (damage, bits) = wrongBits(process, 133, firstByte: first, start: start)
        #expect(foreseen(process, 133, firstByte: first, start: start) == damage)
        #expect(damage == (bits.isEmpty ? .none : .flipped))
        seen[damage, default: 0] += 1
      }
    }
    #expect(seen[.none, default: 0] > 1000 && seen[.flipped, default: 0] > 500)
  }

  /// The bits that go wrong are those that the field of hits holds at the momentary rate: the plain loop over bits.
  @Test(arguments: [-8.0, -3, -2.2, -1, 0]) func bitByBit(_ decibels: Double) {
    let stream = RandomStream(key: 77)
    let channel = AWGNChannel(SignalSettings(mean: Decibels(decibels)))
    let rate = ErrorRateCurve(.oqpsk).rate(linear(decibels))
    let found = wrongBits(channel.makeProcess(stream), 5000, firstByte: 123).bits
    #expect(!found.isEmpty)
    // `erasure` on elements of one byte shows the field; 8 positions of it are a byte's bits.
    let expected = hits(rate, 40_000, stream: stream.substream("noise"), from: 8 * 123).map { Int64($0) + 8 * 123 }
    #expect(found == expected)
  }

  /// The same with frames' attempts in turns, each far away from the last, as a repeating sender asks for them, and with
  /// more regions than are remembered.
  @Test(arguments: [-4.0, -2.3, -1, 0.5]) func attemptsInTurns(_ decibels: Double) {
    let stream = RandomStream(key: 78)
    let process = AWGNChannel(SignalSettings(mean: Decibels(decibels))).makeProcess(stream)
    let rate = ErrorRateCurve(.oqpsk).rate(linear(decibels))
    for frame in [0, 1, 2, 57, 3, 58, 40, 1] as [Int64] {
      for attempt in 0..<20 as Range<Int64> {
        let first = 144 * frame + attempt << 36
        let found = wrongBits(process, 133, firstByte: first).bits.map { $0 - 8 * first }
        let expected = hits(rate, 1064, stream: stream.substream("noise"), from: 8 * first).map { Int64($0) }
        #expect(found == expected)
        #expect(foreseen(process, 133, firstByte: first) == (expected.isEmpty ? Damage.none : .flipped))
      }
    }
  }

  @Test func shadowing() throws {
    var signal = SignalSettings(mean: Decibels(8), modulation: .bpsk)
    signal.shadowing = 6
    let rates = (0..<8000).map { key in
      Double(wrongBits(AWGNChannel(signal).makeProcess(RandomStream(key: UInt64(key))), 125).bits.count) / 1000
    }
    // Gauss–Hermite by a plain sum over ±6 standard deviations.
    let step = 0.001
    let expected = stride(from: -6.0, through: 6, by: step).reduce(0.0) { sum, x in
      let rate = Modulation.bpsk.bitErrorRate(snr: linear(8 + 6 * x))
      return sum + rate * exp(-x * x / 2) / (2 * .pi).squareRoot() * step
    }
    let seen = try Intervals.studentT(rates, confidence: 1 - 1e-5)
    #expect(seen.low <= expected && expected <= seen.high, "\(seen), \(expected)")
  }

  /// 40.05 dB at one metre and 2.4 GHz; 30 dB more for a decade at exponent 3; −110.965 dBm of noise in 2 MHz.
  @Test func pathLoss() {
    #expect(abs(PathLoss(distance: 1).loss.value - 40.0520) < 1e-3)
    #expect(abs(PathLoss(distance: 10).loss.value - 70.0520) < 1e-3)
    #expect(abs(PathLoss(distance: 100, exponent: 2).loss.value - 80.0520) < 1e-3)
    #expect(abs(PathLoss.noiseFloor(bandwidth: 2e6) + 110.965) < 1e-3)
    let loss = PathLoss(distance: 100, transmit: 5, noiseFigure: 8)
    #expect(abs(loss.snr(bandwidth: 2e6).value - (5 - 100.052 + 110.965 - 8)) < 2e-3)
  }

  /// A quarter of the rate takes a quarter of the band, and has 6 dB less noise; a band of one's own stays. The device's
  /// power counts where the path loss names none.
  @Test func pathLossAtOtherRatesAndPowers() throws {
    func mean(_ json: String, _ rate: Int64, _ power: Double? = nil) throws -> Double {
      let channel = try JSONDecoder().decode(AWGNChannel.self, from: Data("{\"path_loss\": {\(json)}}".utf8))
      let model = try channel.on(BitRate(bitsPerSecond: rate), power: power)
      return try #require(model as? AWGNChannel).signal.mean.value
    }
    let place = "\"distance_m\": 100"
    let usual = try mean(place, 250_000)
    #expect(abs(usual - (110.965 - 100.052)) < 2e-3)
    #expect(abs(try mean(place, 62_500) - usual - 6.0206) < 1e-4)
    #expect(abs(try mean(place, 1_000_000) - usual + 6.0206) < 1e-4)
    #expect(try mean(place + ", \"bandwidth_hz\": 2000000", 62_500) == usual)
    #expect(abs(try mean(place, 250_000, -25) - usual + 25) < 1e-9)
    #expect(abs(try mean(place + ", \"transmit_dbm\": 4", 250_000, 4) - usual - 4) < 1e-9)
    #expect(throws: AirSliceError.self) { try mean(place + ", \"transmit_dbm\": 4", 250_000, 0) }
  }
}
