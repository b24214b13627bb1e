// What the fading channels have in common in scenario files.

import Core
import Foundation
import Stochastics

/// How a link fades, the law of its power aside.
package struct FadingSettings: Decodable, Hashable, Sendable {
  /// How the gain changes with time.
  package enum Motion: Hashable, Sendable {
    /// With Clarke's correlation at this greatest Doppler shift [Hz]; at 0 it never changes.
    case doppler(Double)
    /// Independent from one block of this length to the next.
    case blocks(Duration)
  }

  package var signal: SignalSettings
  package var motion: Motion
  /// Branches of the receiver, of equal mean SNR.
  package var branches: Int
  package var combining: Combining
  /// The correlation between the branches' gains.
  package var correlation: BranchCorrelation

  package init(
    signal: SignalSettings, motion: Motion, branches: Int = 1, combining: Combining = .maximalRatio,
    correlation: BranchCorrelation = .none
  ) {
    (self.signal, self.motion, self.branches) = (signal, motion, branches)
    (self.combining, self.correlation) = (combining, correlation)
  }

  private enum CodingKeys: String, CodingKey {
    case branches, combining, correlation
    case doppler = "doppler_hz"
    case block = "block_ms"
  }

  /// - Throws: `data` when both or neither of `doppler_hz` and `block_ms` are given, or a value is out of range.
  package init(from decoder: any Decoder) throws {
    signal = try SignalSettings(from: decoder)
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let doppler = try values.decodeIfPresent(Double.self, forKey: .doppler)
    let block = try values.decodeIfPresent(Double.self, forKey: .block)
    switch (doppler, block) {
    case (let doppler?, nil):
      guard (0...100_000).contains(doppler) else {
        throw AirSliceError(.data, "doppler_hz is \(doppler); a Doppler shift lies between 0 and 100000 Hz")
      }
      motion = .doppler(doppler)
    case (nil, let block?):
      guard (0.001...1e9).contains(block) else {
        throw AirSliceError(.data, "block_ms is \(block); a block lasts between 0.001 and 1e9 ms")
      }
      motion = .blocks(.nanoseconds(Int64((block * 1e6).rounded())))
    case (nil, nil): throw AirSliceError(.data, "how fast the link fades is missing: give doppler_hz or block_ms")
    default: throw AirSliceError(.data, "doppler_hz and block_ms exclude each other: leave one out")
    }
    branches = try values.decodeIfPresent(Int.self, forKey: .branches) ?? 1
    guard (1...64).contains(branches) else {
      throw AirSliceError(.data, "branches is \(branches); a receiver has 1 to 64")
    }
    combining = try values.decodeIfPresent(Combining.self, forKey: .combining) ?? .maximalRatio
    correlation = try values.decodeIfPresent(BranchCorrelation.self, forKey: .correlation) ?? .none
    _ = try correlation.factor(branches)
  }

  /// One realisation of a link whose power has the law `law`.
  func makeProcess(_ law: FadingLaw, _ stream: RandomStream) -> any ChannelProcess {
    guard let mixing = try? correlation.factor(branches) else {
      preconditionFailure("branches can be correlated so: checked when read")
    }
    return makeProcess(law, stream, branches: (0..<branches).map { stream.substream("branch-\($0)") }, mixing: mixing)
  }

  /// One of several correlated links, of one branch each: the last of `streams` is its own, those before it belong to the
  /// links that it is correlated with by `weights`.
  func makeProcess(_ law: FadingLaw, links streams: [RandomStream], weights: [Double]) -> any ChannelProcess {
    let last = streams.count - 1
    let mixing = streams.indices.map { row in
      row == last ? weights : streams.indices.map { $0 == row ? 1 : 0 }
    }
    let bank = FadingBank(
      law, streams: streams.map { $0.substream("branch-0") }, mixing: mixing, isBlock: isBlock)
    return NoisyProcess(
      level(OneBranch(bank, last), streams[last]), signal.modulation, stream: streams[last].substream("noise"))
  }

  private func makeProcess(
    _ law: FadingLaw, _ stream: RandomStream, branches: [RandomStream], mixing: [[Double]]
  ) -> any ChannelProcess {
    let bank = FadingBank(law, streams: branches, mixing: mixing, isBlock: isBlock)
    return NoisyProcess(level(bank, stream), signal.modulation, stream: stream.substream("noise"))
  }

  private var isBlock: Bool {
    if case .blocks = motion { true } else { false }
  }

  private func level(_ source: any PowerSource, _ stream: RandomStream) -> FadingLevel {
    let piece: Double
    switch motion {
    case .doppler(let doppler): piece = 1e9 / (FadingLevel.resolution * doppler)
    case .blocks(let duration): piece = Double(duration.wholeNanoseconds)
    }
    return FadingLevel(source, combining: combining, mean: signal.mean(stream), piece: piece, isBlock: isBlock)
  }
}

extension Combining: Decodable {
  /// - Throws: `data` naming the ways that there are.
  public init(from decoder: any Decoder) throws { try self.init(named: "combining", from: decoder) }
}
