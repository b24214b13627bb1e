// The scattered part of a fading link's gain: a complex Gaussian process of time with Clarke's correlation.

import Foundation
import Stochastics

/// A complex Gaussian process g(x) of mean 0 and E|g|² = 1, where x is time times the greatest Doppler shift.
///
/// Time is cut into windows of W = 16; each window k has M = 8 oscillators
///
///     g_k(x) = M^(−½) Σ_n [A_n cos(2π c_n x) + B_n sin(2π c_n x)],  c_n = cos((π/2)(n + u_n)/M),  n = 0 … M − 1
///
/// with independent complex Gaussian A_n, B_n of variance 1 and uniform u_n; windows follow each other by
/// g = cos(πu/2) g_k + sin(πu/2) g_{k+1} with u the place within the window.
///
/// - Gaussian amplitudes make the ensemble exactly Gaussian for any M, so that the laws of envelope, power and outage
///   hold exactly; with fixed amplitudes (Zheng and Xiao 2003, Xiao, Zheng and Beaulieu 2006) deep double and triple
///   fades come out a tenth too rare. A cosine and a sine are the two opposite directions of a pair of scatterers, which
///   makes the spectrum of every realisation symmetric and its quadratures independent.
/// - The ensemble's correlation at lag τ is J₀(2πτ) times cos(πτ/(2W)) within a window, 0.5 % less at one coherence time,
///   and times cos(πa/(2W)) cos(πb/(2W)) across a seam with a and b = τ − a on its sides.
/// - New windows have new amplitudes, so that long times average over the ensemble, as with infinitely many scatterers.
/// - A function of time and stream alone: window k's numbers are blocks of the stream's lane k.
final class ComplexGain {
  static let oscillators = 8
  /// W, the length of a window in units of 1/f_D.
  static let window = 16.0

  /// One window's oscillators: frequencies in turns per unit, and the amplitudes' parts.
  private struct Oscillators {
    var frequency = SIMD8<Double>()
    var cosineReal = SIMD8<Double>()
    var cosineImaginary = SIMD8<Double>()
    var sineReal = SIMD8<Double>()
    var sineImaginary = SIMD8<Double>()
  }

  private let stream: RandomStream
  /// The windows met last: number and oscillators of one, and those of the next.
  private var known: (number: Int64, first: Oscillators, second: Oscillators)?

  init(_ stream: RandomStream) { self.stream = stream }

  /// The gain at `x`, which may lie before 0.
  func value(at x: Double) -> (real: Double, imaginary: Double) {
    let number = (x / Self.window).rounded(.down)
    let (first, second) = oscillators(Int64(number))
    var weights = SIMD8<Double>()
    weights[0] = (x / Self.window - number) / 4
    let (rise, fall) = sineCosine(turns: weights)
    let (one, other) = (Self.sum(first, x), Self.sum(second, x))
    return (fall[0] * one.real + rise[0] * other.real, fall[0] * one.imaginary + rise[0] * other.imaginary)
  }

  private static func sum(_ oscillators: Oscillators, _ x: Double) -> (real: Double, imaginary: Double) {
    let (sine, cosine) = sineCosine(turns: oscillators.frequency * x)
    return (
      (oscillators.cosineReal * cosine + oscillators.sineReal * sine).sum(),
      (oscillators.cosineImaginary * cosine + oscillators.sineImaginary * sine).sum()
    )
  }

  /// Writes the gains at `start`, `start` + `step`, … to `real` and `imaginary`, several times as fast as ``value(at:)``
  /// and equal to it within 1e-10.
  ///
  /// Four neighbouring samples of an oscillator are one vector y_j, and y_{j+1} = 2 cos(2π 4 c step) y_j − y_{j−1}:
  /// after two vectors by sine and cosine, two multiplications a sample are all there is. The recurrence starts anew every
  /// 64 vectors and in every window.
  func fill(
    from start: Double, step: Double, real: UnsafeMutableBufferPointer<Double>,
    imaginary: UnsafeMutableBufferPointer<Double>
  ) {
    precondition(
      real.count == imaginary.count && step >= 0, "as many imaginary as real parts, ahead in time")
    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 4 * Self.run) { sums in
      var index = 0
      while index < real.count {
        let x = start + Double(index) * step
        let number = (x / Self.window).rounded(.down)
        let left = ((number + 1) * Self.window - x) / step
        let fitting = left < Double(Self.width * Self.run) ? max(1, Int(left.rounded(.up))) : Self.width * Self.run
        let count = min(fitting, real.count - index)
        let vectors = (count + Self.width - 1) / Self.width
        let (first, second) = oscillators(Int64(number))
        Self.accumulate(first, x, step, UnsafeMutableBufferPointer(rebasing: sums[..<(2 * vectors)]))
        Self.accumulate(second, x, step, UnsafeMutableBufferPointer(rebasing: sums[(2 * vectors)..<(4 * vectors)]))
        for vector in 0..<vectors {
          let places = (Self.lanes + Double(Self.width * vector)) * step + x
          let (rise, fall) = sineCosine(turns: (places / Self.window - number) / 4)
          let one = fall * sums[2 * vector] + rise * sums[2 * (vectors + vector)]
          let other = fall * sums[2 * vector + 1] + rise * sums[2 * (vectors + vector) + 1]
          let place = index + Self.width * vector
          Self.store(one, to: real, at: place, count: count - Self.width * vector)
          Self.store(other, to: imaginary, at: place, count: count - Self.width * vector)
        }
        index += count
      }
    }
  }

  /// Writes the first `count` of the four numbers.
  @inline(__always)
  private static func store(
    _ lanes: Lanes, to numbers: UnsafeMutableBufferPointer<Double>, at place: Int, count: Int
  ) {
    if count >= width {
      UnsafeMutableRawBufferPointer(numbers).storeBytes(
        of: lanes, toByteOffset: place * MemoryLayout<Double>.stride, as: Lanes.self)
    } else {
      for lane in 0..<count { numbers[place + lane] = lanes[lane] }
    }
  }

  /// Four fit the registers of any processor, with an oscillator's state of four vectors.
  private typealias Lanes = SIMD4<Double>
  private static let width = 4
  /// Vectors until the recurrence starts anew.
  private static let run = 64
  private static let lanes = Lanes(0, 1, 2, 3)

  /// Writes one window's gain, without its weight, from `x` on: real and imaginary vectors in turn.
  private static func accumulate(
    _ oscillators: Oscillators, _ x: Double, _ step: Double, _ sums: UnsafeMutableBufferPointer<Lanes>
  ) {
    sums.update(repeating: Lanes())
    let strides = sineCosine(turns: oscillators.frequency * (Double(Self.width) * step)).cosine * 2
    // Two oscillators at a time: a step of the recurrence waits for the one before, and meanwhile there is the other's.
    for number in stride(from: 0, to: Self.oscillators, by: 2) {
      var (one, other) = (
        Wave(oscillators, number, x, step, strides[number]),
        Wave(oscillators, number + 1, x, step, strides[number + 1])
      )
      for place in stride(from: 0, to: sums.count, by: 2) {
        sums[place] = sums[place] + one.real + other.real
        sums[place + 1] = sums[place + 1] + one.imaginary + other.imaginary
        one.advance()
        other.advance()
      }
    }
  }

  /// One oscillator's vector, and the one that follows it.
  private struct Wave {
    var real, imaginary, nextReal, nextImaginary: Lanes
    let factor: Double

    /// Oscillator `number` at `x` and on.
    @inline(__always)
    init(_ oscillators: Oscillators, _ number: Int, _ x: Double, _ step: Double, _ factor: Double) {
      let frequency = oscillators.frequency[number]
      let (cosineReal, sineReal) = (oscillators.cosineReal[number], oscillators.sineReal[number])
      let (cosineImaginary, sineImaginary) = (oscillators.cosineImaginary[number], oscillators.sineImaginary[number])
      func direct(_ vector: Int) -> (Lanes, Lanes) {
        let (sine, cosine) = sineCosine(
          turns: ((ComplexGain.lanes + Double(ComplexGain.width * vector)) * step + x) * frequency)
        return (cosineReal * cosine + sineReal * sine, cosineImaginary * cosine + sineImaginary * sine)
      }
      (real, imaginary) = direct(0)
      (nextReal, nextImaginary) = direct(1)
      self.factor = factor
    }

    @inline(__always)
    mutating func advance() {
      (real, nextReal) = (nextReal, factor * nextReal - real)
      (imaginary, nextImaginary) = (nextImaginary, factor * nextImaginary - imaginary)
    }
  }

  private func oscillators(_ number: Int64) -> (Oscillators, Oscillators) {
    if let known {
      if known.number == number { return (known.first, known.second) }
      if known.number == number - 1 {
        let next = draw(number + 1)
        self.known = (number, known.second, next)
        return (known.second, next)
      }
    }
    let (first, second) = (draw(number), draw(number + 1))
    known = (number, first, second)
    return (first, second)
  }

  /// Window `number`'s oscillators.
  private func draw(_ number: Int64) -> Oscillators {
    let lane = UInt64(bitPattern: number)
    var oscillators = Oscillators()
    var places = SIMD8<Double>()
    let scale = 1 / Double(Self.oscillators).squareRoot()
    for index in 0..<Self.oscillators {
      let words = stream.block(UInt64(3 * index), lane: lane)
      // A quarter turn is π/2.
      places[index] = (Double(index) + UnitInterval.closed(words[0], words[1])) / Double(Self.oscillators) / 4
      let cosine = complexGaussian(stream.block(UInt64(3 * index + 1), lane: lane))
      let sine = complexGaussian(stream.block(UInt64(3 * index + 2), lane: lane))
      (oscillators.cosineReal[index], oscillators.cosineImaginary[index]) = (
        scale * cosine.real, scale * cosine.imaginary
      )
      (oscillators.sineReal[index], oscillators.sineImaginary[index]) = (scale * sine.real, scale * sine.imaginary)
    }
    oscillators.frequency = sineCosine(turns: places).cosine
    return oscillators
  }
}

/// A complex Gaussian number z of mean 0 and E|z|² = 1 from four random words: |z|² is exponential, the phase uniform (G. E.
/// P. Box and M. E. Muller, Ann. Math. Stat. 29, 1958).
func complexGaussian(_ words: SIMD4<UInt32>) -> (real: Double, imaginary: Double) {
  let amplitude = (-log(UnitInterval.closed(words[0], words[1]))).squareRoot()
  let angle = 2 * .pi * UnitInterval.closed(words[2], words[3])
  return (amplitude * cos(angle), amplitude * sin(angle))
}

/// Uniform numbers from random words.
enum UnitInterval {
  /// Uniform in (0, 1], 53 bits.
  @inline(__always)
  static func closed(_ high: UInt32, _ low: UInt32) -> Double {
    Double((UInt64(high) << 32 | UInt64(low)) >> 11 + 1) * 0x1p-53
  }

  /// Uniform in [0, 1), 53 bits.
  @inline(__always)
  static func halfOpen(_ high: UInt32, _ low: UInt32) -> Double {
    Double((UInt64(high) << 32 | UInt64(low)) >> 11) * 0x1p-53
  }
}
