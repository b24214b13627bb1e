// The radio half's checks, each of a simulated process against the closed form in Theory.

import Core
import Foundation
import Stochastics

/// Checks of channels, fading, combining, chains and missions.
package enum RadioValidation {
  private static let confidence = ValidationCheck.confidence

  /// The share of wrong bits among `bytes` bytes on one realisation of `channel`.
  private static func errorRate(_ channel: any ChannelModel, _ stream: RandomStream, bytes: Int) -> Double {
    let frame = AirFrame(
      slice: Slice(unit: 0, payload: [UInt8](repeating: 0, count: bytes)), bytes: 0..<bytes, elementBytes: 1,
      firstByte: 0, start: .zero, end: SimTime(nanoseconds: Int64(bytes) * 32_000))
    guard case .received(let payload, _) = channel.makeProcess(stream).carry(frame) else { return 1 }
    return Double(payload.reduce(0) { $0 + $1.nonzeroBitCount }) / Double(8 * bytes)
  }

  /// Bit error rates in white noise.
  package static func noise(_ seed: UInt64) throws -> [ValidationCheck] {
    try Modulation.allCases.flatMap { modulation in
      try (modulation == .oqpsk ? [-6.0, -3, -1] : [0.0, 4, 7]).map { decibels in
        let channel = AWGNChannel(SignalSettings(mean: Decibels(decibels), modulation: modulation))
        let stream = RandomStreams(seed: seed).stream("noise/\(modulation.rawValue)/\(decibels)")
        let bytes = 1_000_000
        let rate = errorRate(channel, stream, bytes: bytes)
        return ValidationCheck(
          piece: "bit errors: awgn", quantity: "\(modulation.rawValue) at \(short(decibels)) dB",
          theory: modulation.bitErrorRate(snr: Decibels(decibels).powerRatio),
          simulation: try Intervals.share(
            successes: Int((rate * Double(8 * bytes)).rounded()), trials: 8 * bytes, confidence: confidence))
      }
    }
  }

  /// Bit error rates over fading that holds still for 2,000 bits, on independent realisations.
  package static func fadingErrors(_ seed: UInt64) throws -> [ValidationCheck] {
    var checks: [ValidationCheck] = []
    for (name, law) in laws {
      for modulation in [Modulation.oqpsk, .bpsk, .dpsk, .nonCoherentFSK] {
        for decibels in [0.0, 5] {
          let settings = FadingSettings(
            signal: SignalSettings(mean: Decibels(decibels), modulation: modulation), motion: .doppler(0))
          let theory = try law.averageBitErrorRate(modulation, meanSNR: Decibels(decibels).powerRatio)
          checks.append(
            ValidationCheck(
              piece: "bit errors: \(name)", quantity: "\(modulation.rawValue) at \(short(decibels)) dB", theory: theory,
              simulation: try averageErrors(channel(law, settings), "\(name)/\(modulation.rawValue)/\(decibels)", seed))
          )
        }
      }
    }
    for combining in Combining.allCases {
      for branches in [2, 3] {
        let settings = FadingSettings(
          signal: SignalSettings(mean: Decibels(5), modulation: .bpsk), motion: .doppler(0), branches: branches,
          combining: combining)
        let theory = try Diversity(combining, branches: branches).averageBitErrorRate(
          .bpsk, meanSNR: Decibels(5).powerRatio)
        checks.append(
          ValidationCheck(
            piece: "bit errors: \(combining.rawValue)", quantity: "bpsk at 5 dB with \(branches) branches",
            theory: theory,
            simulation: try averageErrors(
              RayleighChannel(settings), "\(combining.rawValue)/\(branches)", seed)))
      }
    }
    return checks
  }

  private static func averageErrors(_ channel: any ChannelModel, _ name: String, _ seed: UInt64) throws -> Estimate {
    let streams = RandomStreams(seed: seed)
    let rates = (0..<6000).map { errorRate(channel, streams.stream(name, replication: $0), bytes: 250) }
    return try Intervals.studentT(rates, confidence: confidence)
  }

  private static let laws: [(name: String, law: FadingLaw)] = [
    ("rayleigh", .rayleigh), ("rician K = 5", .rician(k: 5)), ("nakagami m = 2", .nakagami(m: 2)),
    ("nakagami m = 0.5", .nakagami(m: 0.5)),
  ]

  private static func channel(_ law: FadingLaw, _ settings: FadingSettings) -> any ChannelModel {
    switch law {
    case .rayleigh: RayleighChannel(settings)
    case .rician(let k): RicianChannel(settings, factor: k)
    case .nakagami(let m): NakagamiChannel(settings, m: m)
    }
  }

  /// Error rates of 127-byte packets, in white noise and in block fading.
  package static func packets(_ seed: UInt64) throws -> [ValidationCheck] {
    let noise = try [-1.0, 0, 1].map { decibels in
      let channel = AWGNChannel(SignalSettings(mean: Decibels(decibels)))
      let rate = Modulation.oqpsk.bitErrorRate(snr: Decibels(decibels).powerRatio)
      return ValidationCheck(
        piece: "packet errors: awgn", quantity: "oqpsk at \(short(decibels)) dB",
        theory: PacketErrors.rate(bitErrorRate: rate, bits: 1016),
        simulation: try Intervals.share(
          successes: damagedPackets(channel, seed, 50_000), trials: 50_000, confidence: confidence))
    }
    let fading = try [5.0, 10, 20].map { decibels in
      let settings = FadingSettings(
        signal: SignalSettings(mean: Decibels(decibels)), motion: .blocks(.milliseconds(10)))
      return ValidationCheck(
        piece: "packet errors: rayleigh blocks", quantity: "oqpsk at \(short(decibels)) dB",
        theory: try FadingLaw.rayleigh.averagePacketErrorRate(
          .oqpsk, meanSNR: Decibels(decibels).powerRatio, bits: 1016),
        simulation: try Intervals.share(
          successes: damagedPackets(RayleighChannel(settings), seed, 50_000), trials: 50_000, confidence: confidence))
    }
    return noise + fading
  }

  /// How many of `count` packets of 127 bytes, 10 ms apart, arrive damaged.
  private static func damagedPackets(_ channel: any ChannelModel, _ seed: UInt64, _ count: Int) -> Int {
    guard let process = channel.makeProcess(RandomStreams(seed: seed).stream("packets")) as? any BitChannelProcess
    else { return 0 }
    return (0..<count).count { number in
      let start = Int64(number) * 10_000_000
      return process.foresee(
        127, firstByte: Int64(127 * number), start: SimTime(nanoseconds: start),
        end: SimTime(nanoseconds: start + 4_064_000)) == .flipped
    }
  }

  /// Losses in bursts: shares, lengths and memory of given and derived chains.
  package static func bursts(_ seed: UInt64) throws -> [ValidationCheck] {
    var checks: [ValidationCheck] = []
    var chains = [("loss 0.3 and burst 5", try GilbertElliott(loss: 0.3, burst: 5))]
    for method in FadingChainMethod.allCases {
      chains.append((method.rawValue, try FadingStates(margin: 10, doppler: 8).chain(method, slot: 4.256e-3)))
    }
    for (name, chain) in chains {
      // Independent stretches of 500 slots, begun in the stationary state.
      let streams = RandomStreams(seed: seed)
      var (losses, bursts, pairs): ([Double], [Double], [Double]) = ([], [], [])
      for number in 0..<2000 {
        guard
          let process = GilbertElliottChannel(chain).makeProcess(streams.stream("bursts", replication: number))
            as? any BitChannelProcess
        else { continue }
        let lost = (0..<500).map { slot in
          let start = SimTime(nanoseconds: Int64(slot) * 4_256_000)
          return process.foresee(133, firstByte: 0, start: start, end: start.advanced(by: .microseconds(4256))) == .lost
        }
        losses.append(Double(lost.count { $0 }) / 500)
        pairs.append(Double(zip(lost, lost.dropFirst()).count { $0 && $1 }) / 499)
        if let first = lost.firstIndex(of: false), let begin = lost[first...].firstIndex(of: true),
          let end = lost[begin...].firstIndex(of: false)
        {
          bursts.append(Double(end - begin))
        }
      }
      let piece = "gilbert-elliott: \(name)"
      checks.append(
        ValidationCheck(
          piece: piece, quantity: "loss", theory: chain.loss,
          simulation: try Intervals.studentT(losses, confidence: confidence)))
      checks.append(
        ValidationCheck(
          piece: piece, quantity: "mean burst [slots]", theory: chain.meanBurst,
          simulation: try Intervals.studentT(bursts, confidence: confidence)))
      let neighbours = chain.loss * chain.loss + chain.loss * (1 - chain.loss) * chain.autocorrelation(1)
      checks.append(
        ValidationCheck(
          piece: piece, quantity: "both of two neighbours lost", theory: neighbours,
          simulation: try Intervals.studentT(pairs, confidence: confidence)))
    }
    return checks
  }

  static func short(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
}
