// The signal-to-noise ratio of a link as a function of time.

import Core
import Foundation
import Stochastics

/// A link's SNR over time, in pieces that are constant.
protocol SignalLevel: AnyObject {
  /// The linear SNR at `time` [ns], and the time from which on it is another. What was before time 0 is known as well.
  func level(at time: Int64) -> (snr: Double, until: Int64)

  /// The least SNR from `start` to before `end`, which is later [ns].
  func minimum(from start: Int64, to end: Int64) -> Double
}

extension SignalLevel {
  func minimum(from start: Int64, to end: Int64) -> Double {
    var (least, time) = (Double.infinity, start)
    while time < end {
      let (snr, until) = level(at: time)
      least = min(least, snr)
      time = until
    }
    return least
  }
}

/// An SNR that never changes.
final class ConstantLevel: SignalLevel {
  private let snr: Double

  init(_ snr: Double) { self.snr = snr }

  func level(at time: Int64) -> (snr: Double, until: Int64) { (snr, .max) }
}

/// Power gains over time, by branch.
protocol PowerSource: AnyObject {
  var branches: Int { get }
  func fillPowers(
    of branch: Int, from start: Double, step: Double, into powers: UnsafeMutableBufferPointer<Double>)
}

extension FadingBank: PowerSource {}

/// A bank's branch as if it were alone.
final class OneBranch: PowerSource {
  private let bank: FadingBank
  private let branch: Int

  init(_ bank: FadingBank, _ branch: Int) { (self.bank, self.branch) = (bank, branch) }

  var branches: Int { 1 }

  func fillPowers(
    of _: Int, from start: Double, step: Double, into powers: UnsafeMutableBufferPointer<Double>
  ) {
    bank.fillPowers(of: branch, from: start, step: step, into: powers)
  }
}

/// The combined SNR of fading branches, constant for 1/64 of 1/f_D (2 ms at 8 Hz), or for a block.
final class FadingLevel: SignalLevel {
  /// Pieces per 1/f_D: the correlation from the middle of a piece to its end is J₀(2π/128) = 0.9994.
  static let resolution = 64.0
  /// Pieces that are computed together.
  private static let run = 256

  private let bank: any PowerSource
  private let combining: Combining
  /// The mean SNR of one branch.
  private let mean: Double
  /// The length of a piece [ns]; infinite when nothing ever changes.
  private let piece: Double
  private let isBlock: Bool
  private var known = Int64.min
  /// Of the run that is known, combined, for a mean of 1.
  private let powers: Scratch<Double>

  /// `piece` is the length of a piece in nanoseconds: 10⁹/(64 f_D), or that of a block.
  init(_ bank: any PowerSource, combining: Combining, mean: Double, piece: Double, isBlock: Bool) {
    (self.bank, self.combining, self.mean) = (bank, combining, mean)
    (self.piece, self.isBlock) = (piece, isBlock)
    // A gain that never changes has one piece.
    powers = Scratch(repeating: 0, count: piece.isInfinite ? 1 : Self.run)
  }

  func level(at time: Int64) -> (snr: Double, until: Int64) {
    let number = (Double(time) / piece).rounded(.down)
    let run = Int64((number / Double(Self.run)).rounded(.down))
    if run != known { compute(run) }
    let end = ((number + 1) * piece).rounded(.up)
    return (mean * powers[Int(Int64(number) - run * Int64(Self.run))], end < 0x1p62 ? max(time + 1, Int64(end)) : .max)
  }

  func minimum(from start: Int64, to end: Int64) -> Double {
    let (first, last) = (Int64(Double(start) / piece), Int64(Double(end - 1) / piece))
    let run = first / Int64(Self.run)
    var least = Double.infinity
    // Divisions cut off: before time 0 they would lead one piece too far.
    if start >= 0, last / Int64(Self.run) == run {
      if run != known { compute(run) }
      for index in Int(first - run * Int64(Self.run))..<Int(last - run * Int64(Self.run)) + 1 {
        least = min(least, powers[index])
      }
      return mean * least
    }
    var time = start
    while time < end {
      let (snr, until) = level(at: time)
      least = min(least, snr)
      time = until
    }
    return least
  }

  private func compute(_ run: Int64) {
    let first = Double(run * Int64(Self.run))
    let scale = isBlock ? 1 : 1 / Self.resolution
    let count = piece.isInfinite ? 1 : Self.run
    for index in 0..<count { powers[index] = 0 }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { buffer in
      for branch in 0..<bank.branches {
        // The middle of a piece stands for it.
        bank.fillPowers(of: branch, from: (first + 0.5) * scale, step: scale, into: buffer)
        for index in 0..<count {
          switch combining {
          case .selection: powers[index] = max(powers[index], buffer[index])
          case .maximalRatio: powers[index] += buffer[index]
          }
        }
      }
    }
    known = run
  }
}

/// A recorded SNR, which holds until the next record.
final class RecordedLevel: SignalLevel {
  private let trace: Trace
  private var place = 0

  init(_ trace: Trace) { self.trace = trace }

  func level(at time: Int64) -> (snr: Double, until: Int64) {
    place = trace.index(at: time, near: place)
    let next = place + 1
    return (trace.values[place], next < trace.times.count ? trace.times[next] : .max)
  }
}
