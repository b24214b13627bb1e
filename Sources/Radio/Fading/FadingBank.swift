// Several fading branches of one receiver, or several links, with their correlation.

import Foundation
import Stochastics

/// A complex Gaussian process of time, of mean 0 and mean power 1.
protocol GainProcess: AnyObject {
  /// Writes the gains at `start`, `start` + `step`, …, which may lie before 0.
  func fill(
    from start: Double, step: Double, real: UnsafeMutableBufferPointer<Double>,
    imaginary: UnsafeMutableBufferPointer<Double>)
}

extension ComplexGain: GainProcess {}

/// Block fading: the gain holds for a unit of time and is independent from one unit to the next.
final class BlockGain: GainProcess {
  private let stream: RandomStream

  init(_ stream: RandomStream) { self.stream = stream }

  func fill(
    from start: Double, step: Double, real: UnsafeMutableBufferPointer<Double>,
    imaginary: UnsafeMutableBufferPointer<Double>
  ) {
    var known: (block: UInt64, gain: (real: Double, imaginary: Double))?
    for index in real.indices {
      let block = UInt64(bitPattern: Int64((start + Double(index) * step).rounded(.down)))
      let gain = known?.block == block ? known!.gain : complexGaussian(stream.block(block))
      known = (block, gain)
      (real[index], imaginary[index]) = (gain.real, gain.imaginary)
    }
  }
}

/// The power gains of fading branches over time, each of mean 1 and of the same law.
///
/// - Rayleigh: |g|² of one complex Gaussian gain g.
/// - Rician: |g + √K e^(jφ)|²/(1 + K), φ uniform for each branch and constant in time: the line of sight has no Doppler.
/// - Nakagami: the mean of 2m squared Gaussian quadratures, that is of m complex gains; with half an m the last one's
///   real part alone counts. For multiples of ½ this has the law and the crossing rates of the closed forms.
///
/// Correlated branches mix the gains of independent ones by the Cholesky factor of their correlation matrix. Time is
/// counted in units of 1/f_D, or in blocks where the gain holds for a block.
package final class FadingBank {
  private let law: FadingLaw
  /// Independent gains: by branch, and within it the components of Nakagami's sum.
  private let gains: [[any GainProcess]]
  private let mixing: [[Double]]
  /// The line of sight √K e^(jφ) of each branch.
  private let sight: [(real: Double, imaginary: Double)]

  /// Branch `b` draws from `streams[b]` alone, and by row `b` of `mixing` from those before it.
  /// - Precondition: `mixing` is lower triangular with a row for each stream; Nakagami's m is a positive multiple of ½.
  package init(_ law: FadingLaw, streams: [RandomStream], mixing: [[Double]]? = nil, isBlock: Bool = false) {
    let identity = streams.indices.map { row in streams.indices.map { $0 == row ? 1.0 : 0 } }
    self.mixing = mixing ?? identity
    precondition(self.mixing.count == streams.count && !streams.isEmpty, "a row for each branch")
    self.law = law
    let components: Int
    switch law {
    case .nakagami(let m):
      precondition(m > 0 && (2 * m).rounded() == 2 * m, "m is a multiple of one half")
      components = Int(m.rounded(.up))
    default: components = 1
    }
    gains = streams.map { stream in
      (0..<components).map { number in
        let stream = stream.substream("gain-\(number)")
        return isBlock ? BlockGain(stream) : ComplexGain(stream)
      }
    }
    sight = streams.map { stream in
      guard case .rician(let k) = law else { return (0, 0) }
      let words = stream.substream("sight").block(0)
      let angle = 2 * .pi * UnitInterval.closed(words[0], words[1])
      return (k.squareRoot() * cos(angle), k.squareRoot() * sin(angle))
    }
  }

  /// How many branches there are.
  package var branches: Int { gains.count }

  /// Writes the powers of `branch` at `start`, `start` + `step`, … to `powers`.
  package func fillPowers(
    of branch: Int, from start: Double, step: Double, into powers: UnsafeMutableBufferPointer<Double>
  ) {
    let count = powers.count
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 4 * count) { buffer in
      let real = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
      let imaginary = UnsafeMutableBufferPointer(rebasing: buffer[count..<2 * count])
      let rest = UnsafeMutableBufferPointer(rebasing: buffer[(2 * count)...])
      powers.update(repeating: 0)
      for component in gains[branch].indices {
        fill(branch, component, start, step, real, imaginary, rest)
        add(component, branch, real, imaginary, powers)
      }
    }
  }

  /// The complex gain of `branch` at `start`, `start` + `step`, …: line of sight included, of mean power 1. Of Nakagami's
  /// sum it is the first component, whose phase stands for the branch's.
  package func fillGains(
    of branch: Int, from start: Double, step: Double, real: UnsafeMutableBufferPointer<Double>,
    imaginary: UnsafeMutableBufferPointer<Double>
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * real.count) { rest in
      fill(branch, 0, start, step, real, imaginary, rest)
    }
    guard case .rician(let k) = law else { return }
    let scale = 1 / (1 + k).squareRoot()
    for index in real.indices {
      real[index] = scale * (real[index] + sight[branch].real)
      imaginary[index] = scale * (imaginary[index] + sight[branch].imaginary)
    }
  }

  /// Writes a component's scattered gain; `rest` is room for two more rows.
  private func fill(
    _ branch: Int, _ component: Int, _ start: Double, _ step: Double, _ real: UnsafeMutableBufferPointer<Double>,
    _ imaginary: UnsafeMutableBufferPointer<Double>, _ rest: UnsafeMutableBufferPointer<Double>
  ) {
    let weights = mixing[branch]
    gains[branch][component].fill(from: start, step: step, real: real, imaginary: imaginary)
    if weights[branch] == 1 { return }
    let other = UnsafeMutableBufferPointer(rebasing: rest[..<real.count])
    let otherImaginary = UnsafeMutableBufferPointer(rebasing: rest[real.count..<2 * real.count])
    for index in real.indices {
      real[index] *= weights[branch]
      imaginary[index] *= weights[branch]
    }
    for source in 0..<branch where weights[source] != 0 {
      gains[source][component].fill(from: start, step: step, real: other, imaginary: otherImaginary)
      for index in real.indices {
        real[index] += weights[source] * other[index]
        imaginary[index] += weights[source] * otherImaginary[index]
      }
    }
  }

  private func add(
    _ component: Int, _ branch: Int, _ real: UnsafeMutableBufferPointer<Double>,
    _ imaginary: UnsafeMutableBufferPointer<Double>, _ powers: UnsafeMutableBufferPointer<Double>
  ) {
    switch law {
    case .rayleigh:
      for index in powers.indices { powers[index] = real[index] * real[index] + imaginary[index] * imaginary[index] }
    case .rician(let k):
      let (sightReal, sightImaginary) = sight[branch]
      for index in powers.indices {
        let (x, y) = (real[index] + sightReal, imaginary[index] + sightImaginary)
        powers[index] = (x * x + y * y) / (1 + k)
      }
    case .nakagami(let m):
      let isHalf = Double(component) + 1 > m
      for index in powers.indices {
        let square = real[index] * real[index] + (isHalf ? 0 : imaginary[index] * imaginary[index])
        powers[index] += square / m
      }
    }
  }
}
