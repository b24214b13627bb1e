// The sum of oscillators by its definition: one plain sine and cosine after the other.

import Foundation
import Stochastics

/// The complex gain of a Rayleigh branch, as the formula says it and in no other way.
struct GainOracle {
  let stream: RandomStream

  /// The gain of branch stream `stream`.
  init(_ stream: RandomStream) { self.stream = stream.substream("gain-0") }

  private func unit(_ high: UInt32, _ low: UInt32) -> Double {
    Double((UInt64(high) << 32 | UInt64(low)) >> 11 + 1) / 9_007_199_254_740_992
  }

  private func gaussian(_ words: SIMD4<UInt32>) -> (Double, Double) {
    let amplitude = (-log(unit(words[0], words[1]))).squareRoot()
    let angle = 2 * .pi * unit(words[2], words[3])
    return (amplitude * cos(angle), amplitude * sin(angle))
  }

  private func window(_ number: Int, _ x: Double) -> (Double, Double) {
    var sum = (0.0, 0.0)
    for n in 0..<8 {
      let words = stream.block(UInt64(3 * n), lane: UInt64(number))
      let frequency = cos(.pi / 2 * (Double(n) + unit(words[0], words[1])) / 8)
      let (a, b) = (
        gaussian(stream.block(UInt64(3 * n + 1), lane: UInt64(number))),
        gaussian(stream.block(UInt64(3 * n + 2), lane: UInt64(number)))
      )
      let (cosine, sine) = (cos(2 * .pi * frequency * x), sin(2 * .pi * frequency * x))
      sum.0 += (a.0 * cosine + b.0 * sine) / 8.0.squareRoot()
      sum.1 += (a.1 * cosine + b.1 * sine) / 8.0.squareRoot()
    }
    return sum
  }

  func gain(_ x: Double) -> (real: Double, imaginary: Double) {
    let number = floor(x / 16)
    let place = x / 16 - number
    let (one, other) = (window(Int(number), x), window(Int(number) + 1, x))
    let (fall, rise) = (cos(.pi / 2 * place), sin(.pi / 2 * place))
    return (fall * one.0 + rise * other.0, fall * one.1 + rise * other.1)
  }
}
