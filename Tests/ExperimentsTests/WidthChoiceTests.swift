// How much an adapting sender sends, against its formula, with a channel whose SNR is known.

import Core
import Experiments
import Foundation
import Imaging
import Neural
import Radio
import Schemes
import Stochastics
import Testing

@Suite struct WidthChoiceTests {
  /// The SNR is 8 up to 20 ms before the beginning, 4 up to 10 ms before, then 2 until 5 ms after, and 8 again; an
  /// exponential law of errors.
  private struct SteppedChannel: ChannelModel, ChannelProcess, SNRSource {
    func makeProcess(_ stream: RandomStream) -> any ChannelProcess { self }
    func carry(_ frame: AirFrame) -> Reception { .received(payload: frame.payload, erasedElements: []) }
    func snr(at time: SimTime) -> Double {
      switch time.nanoseconds {
      case ..<(-20_000_000), 5_000_000...: 8
      case ..<(-10_000_000): 4
      default: 2
      }
    }
    func bitErrorRate(snr: Double) -> Double { 0.5 * exp(-snr) }
  }

  private func choice(_ text: String) throws -> AdaptiveChoice {
    try ConfigurationDecoder.decode(AdaptiveChoice.self, from: ConfigurationNode.parse(text, file: "s.yaml"))
  }

  private func units(
    _ text: String, channel: any ChannelModel = SteppedChannel(), image: Int = 0, beginning: Int64 = 0
  ) throws -> Int {
    try WidthChoice(
      choice(text), rate: .ieee802154, channel: channel, unitBits: 1000, beginning: beginning, seed: 1
    ).units(ofImage: image)
  }

  @Test func oracle() throws {
    // 250 bits in a millisecond, of which (1 − ½e⁻²)⁸ arrive in frames of one byte.
    let share = pow(1 - 0.5 * exp(-2.0), 8)
    #expect(try units("{budget_ms: 400, frame_bytes: 1}") == Int(100 * share))
    #expect(Int(100 * share) == 57)
    #expect(try units("{budget_ms: 400}") == 0, "a frame of 133 bytes hardly ever arrives")
  }

  /// The SNR as it was some time before, whatever it is now; the error comes on top.
  @Test(arguments: [(0, 2.0), (10, 2), (10.000001, 4), (20, 4), (25, 8)])
  func delayed(_ delay: Double, _ snr: Double) throws {
    let share = pow(1 - 0.5 * exp(-snr), 8)
    #expect(try units("{budget_ms: 400, frame_bytes: 1, delay_ms: \(delay)}") == Int(100 * share))
    let noisy = "{budget_ms: 400, frame_bytes: 1, error_db: 3"
    let (late, now) = try (0..<50).reduce((0, 0)) { sums, image in
      (
        sums.0 + (try units(noisy + ", delay_ms: \(delay)}", image: image)),
        sums.1 + (try units(noisy + "}", image: image))
      )
    }
    #expect(snr == 2 ? late == now : late > now)
  }

  /// A message begins when the device has computed what it sends; the estimate is that much younger.
  @Test func computeComesFirst() throws {
    func units(_ milliseconds: Int64, _ keys: String = "") throws -> Int {
      try self.units("{budget_ms: 400, frame_bytes: 1\(keys)}", beginning: milliseconds * 1_000_000)
    }
    #expect(try units(4) == units(0) && units(6) > units(4))
    #expect(try units(6, ", delay_ms: 6") == units(0))
  }

  @Test func withoutAnSNRTheFullRate() throws {
    #expect(try units("{budget_ms: 262.144}", channel: IdealChannel()) == 65)
    #expect(throws: AirSliceError.self) {
      try units("{budget_ms: 262.144}", channel: ErasureChannel(rate: 0.1))
    }
  }

  /// The logarithm of the believed SNR is normal around the true one: mean and deviation within 4 standard errors.
  @Test func noisyEstimates() throws {
    let noisy = "{budget_ms: 4000000, frame_bytes: 1, error_db: 2}"
    let errors = try (0..<2000).map { image -> Double in
      // Invert the formula for what was believed.
      let share = Double(try units(noisy, image: image)) / 1e6
      let rate = 1 - pow(share, 1.0 / 8)
      return 10 * log10(-log(2 * rate) / 2)
    }
    let mean = errors.reduce(0, +) / 2000
    let deviation = (errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1999).squareRoot()
    #expect(abs(mean) < 4 * 2 / 2000.0.squareRoot())
    #expect(abs(deviation - 2) < 4 * 2 / 4000.0.squareRoot())
    #expect(try units(noisy, image: 7) == units(noisy, image: 7))
  }

  @Test(arguments: [
    ("{error_db: 1}", "s.yaml:1:1: the key 'budget_ms' is missing"),
    ("{budget_ms: -1}", "s.yaml:1:13: -1 ms is negative"),
    ("{budget_ms: 1, error_db: -2}", "s.yaml:1:26: error_db is -2.0; a standard deviation lies between 0 and 30 dB"),
    ("{budget_ms: 1, delay_ms: -2}", "s.yaml:1:26: -2 ms is negative"),
    ("{budget_ms: 1, frame_bytes: 0}", "s.yaml:1:29: 0 does not fit here"),
    ("{budget_s: 1}", "s.yaml:1:2: unknown key 'budget_s': the unit belongs to the key: write budget_ms"),
  ])
  func refused(text: String, start: String) {
    do {
      Issue.record("taken: \(try choice(text))")
    } catch {
      #expect("\(error)".hasPrefix(start), "\(error)")
    }
  }

  /// Messages are cut to the width, one unit at least, and the rest is as before.
  @Test func messagesAreCut() throws {
    let network = try SplitNetwork(Architecture(widthMultiplier: 0.25).initialWeights(seed: 1))
    let base = FeatureScheme(name: "s", network: network, cut: .block(3), unitChannels: 2)
    let images = SyntheticDataset(split: .test).batch(0..<4)
    let adaptive = AdaptiveScheme(name: "adaptive", base) { $0 - 10 }
    let (whole, cut) = (try base.encode(images, from: 10), try adaptive.encode(images, from: 10))
    for (image, width) in [1, 1, 2, 3].enumerated() {
      #expect(cut[image].slices == Array(whole[image].slices[..<width]))
    }
  }

  @Test func pointsWithOtherLinksAreEncodedAnew() throws {
    let text = """
      schemes: [adaptive, original]
      adaptive: {budget_ms: 100}
      sweep: {link.rate_kbps: [100, 250]}
      """
    #expect(try Plan(ScenarioFile(text, path: "s.yaml")).groups == [[0], [1, 3], [2]])
  }
}
