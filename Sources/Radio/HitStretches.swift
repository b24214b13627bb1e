// The rates that a frame meets, one after the other: a look at all of them at once costs little more than at one.

import Foundation

/// Stretches of positions with a rate each, a few at most, in ascending order without gaps.
final class HitStretches {
  private struct Stretch {
    var end: Int64
    var rate: Double
    /// Λ of the rate, infinite where the dense field counts as well.
    var lambda: Double
  }

  /// Stretches that there is room for.
  static let room = 16

  private let stretches = Scratch(repeating: Stretch(end: 0, rate: 0, lambda: 0), count: room)
  private(set) var count = 0
  /// Behind the last position.
  private(set) var end = Int64.min
  /// The greatest Λ.
  private(set) var lambda = 0.0

  func removeAll() { (count, end, lambda) = (0, .min, 0) }

  /// Whether there is no room for another one.
  var isFull: Bool { count == Self.room }

  /// Adds the positions up to `end`, hit with `rate`. Rates below 1e-18 hit nothing: 250 kbit/s would see one such bit in
  /// 100,000 years.
  func append(end: Int64, rate: Double) {
    let own = rate < 1e-18 ? 0 : rate > HitField.sparseLimit ? .infinity : -log1p(-rate)
    stretches[count] = Stretch(end: end, rate: rate, lambda: own)
    count += 1
    (self.end, lambda) = (end, max(lambda, own))
  }

  /// Whether a point at this place and height hits it.
  @inline(__always)
  func hasHit(_ place: Int64, _ height: Double) -> Bool {
    var number = 0
    while stretches[number].end <= place { number += 1 }
    return height < stretches[number].lambda
  }

  /// Calls `body` with the stretches in which the dense field counts.
  @inline(__always)
  func forEachDense(from start: Int64, _ body: (_ range: Range<Int64>, _ rate: Double) -> Void) {
    var place = start
    for number in 0..<count {
      if stretches[number].lambda == .infinity { body(place..<stretches[number].end, stretches[number].rate) }
      place = stretches[number].end
    }
  }
}

/// For a look at the dense field alone.
struct NoPoints: PointSource {
  func forEachPlace(_ octave: Int, in range: Range<Int64>, below lambda: Double, _ body: (Int64) -> Void) {}
}
