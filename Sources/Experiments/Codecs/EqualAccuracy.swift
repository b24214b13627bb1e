// How many bytes two codecs need for the same accuracy, on the same images.

import Foundation
import Stochastics

/// Two codecs at one accuracy.
package struct EqualAccuracy: Sendable, Hashable {
  /// The accuracy as a fraction of that on the images themselves.
  package var share: Double
  /// Mean bytes that the first and the second codec need for it; nil where a curve does not reach it, or where even its
  /// least quality exceeds it.
  package var firstBytes: Double?
  package var secondBytes: Double?
  /// Bytes of the first over bytes of the second with the 95 % interval; nil where there is none.
  package var ratio: Estimate?

  /// Resamplings of the images.
  private static let resamplings = 1000

  /// The comparison at each of `shares` of the accuracy that `reference`, images right or wrong without any codec, has.
  ///
  /// A curve's bytes at an accuracy are interpolated, log bytes over accuracy, between the two qualities where the highest
  /// accuracy so far first reaches it. The interval is that of the bootstrap's percentiles: images are drawn with
  /// repetition, for both codecs the same, and both curves and the target are taken anew (B. Efron, "Bootstrap methods",
  /// Annals of Statistics 7, 1979, doi:10.1214/aos/1176344552). A resampling that has no ratio counts as both the lowest and
  /// the highest, so that the interval is nil where many have none.
  package static func compare(
    _ first: CodecCurve, _ second: CodecCurve, reference: [Bool], shares: [Double], stream: RandomStream
  ) -> [EqualAccuracy] {
    let count = reference.count
    let once = [Double](repeating: 1, count: count)
    let tables = [first, second].map { CurveTable($0, reference: reference) }
    var ratios = [[Double]](repeating: [], count: shares.count)
    let generator = stream.generator()
    for _ in 0..<resamplings {
      var weights = [Double](repeating: 0, count: count)
      for _ in 0..<count { weights[generator.integer(below: count)] += 1 }
      let bytes = tables.map { $0.bytes(at: shares, weights) }
      for index in shares.indices {
        if let first = bytes[0][index], let second = bytes[1][index] { ratios[index].append(first / second) }
      }
    }
    let bytes = tables.map { $0.bytes(at: shares, once) }
    return shares.indices.map { index in
      var row = EqualAccuracy(share: shares[index], firstBytes: bytes[0][index], secondBytes: bytes[1][index])
      if let first = row.firstBytes, let second = row.secondBytes,
        let (low, high) = percentiles(ratios[index].sorted())
      {
        row.ratio = Estimate(value: first / second, low: low, high: high)
      }
      return row
    }
  }

  /// The 25th value from below and from above of all resamplings, those without a ratio counted at both ends.
  private static func percentiles(_ ratios: [Double]) -> (Double, Double)? {
    let tail = resamplings / 40 - (resamplings - ratios.count)
    return tail > 0 ? (ratios[tail - 1], ratios[ratios.count - tail]) : nil
  }
}

/// A curve's numbers, to be weighted by image again and again.
private struct CurveTable {
  private let bytes: [[Double]]
  private let correct: [[Double]]
  private let reference: [Double]

  init(_ curve: CodecCurve, reference: [Bool]) {
    bytes = curve.levels.map { $0.bytes.map(Double.init) }
    correct = curve.levels.map { $0.isCorrect.map { $0 ? 1 : 0 } }
    self.reference = reference.map { $0 ? 1 : 0 }
  }

  /// Mean bytes at each share of the reference's accuracy, images counted `weights` times.
  func bytes(at shares: [Double], _ weights: [Double]) -> [Double?] {
    func mean(_ values: [Double]) -> Double {
      var sum = 0.0
      for index in weights.indices { sum += weights[index] * values[index] }
      return sum / Double(weights.count)
    }
    let target = mean(reference)
    let (sizes, accuracies) = (bytes.map(mean), correct.map(mean))
    return shares.map { share in
      var best = -1.0
      for level in sizes.indices {
        let before = best
        best = max(best, accuracies[level])
        if best < share * target { continue }
        guard level > 0 else { return nil }
        let part = (share * target - before) / (best - before)
        return exp(log(sizes[level - 1]) + part * log(sizes[level] / sizes[level - 1]))
      }
      return nil
    }
  }
}
