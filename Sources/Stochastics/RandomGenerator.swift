// Draws in sequence, by GSL's distributions over our generator.

internal import CGSL

/// A sequence of draws from one stream; belongs to one task.
public final class RandomGenerator: RandomNumberGenerator {
  private let handle: UnsafeMutablePointer<gsl_rng>

  init(key: UInt64, lane: UInt64, index: UInt64) {
    GSL.start()
    guard let handle = gsl_rng_alloc(airslice_philox_type()) else { preconditionFailure("out of memory") }
    self.handle = handle
    gsl_rng_set(handle, UInt(key))
    airslice_philox_seek(handle, lane, index)
  }

  deinit { gsl_rng_free(handle) }

  /// 64 uniform bits.
  public func next() -> UInt64 { UInt64(gsl_rng_get(handle)) << 32 | UInt64(gsl_rng_get(handle)) }

  /// Uniform in [0, 1), 53 bits.
  public func uniform() -> Double { gsl_rng_uniform(handle) }

  /// Uniform in `range`, its upper end left out.
  public func uniform(in range: Range<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// Normal with mean 0 and variance 1.
  public func gaussian() -> Double { gsl_ran_gaussian_ziggurat(handle, 1) }

  /// Uniform in 0 ..< `bound`, without bias (D. Lemire, 2019, doi:10.1145/3230636).
  /// - Precondition: `bound` is positive.
  public func integer(below bound: Int) -> Int {
    precondition(bound > 0, "nothing to draw from")
    let width = UInt64(bound)
    var (high, low) = width.multipliedFullWidth(by: next())
    if low < width {
      let threshold = (0 &- width) % width
      while low < threshold { (high, low) = width.multipliedFullWidth(by: next()) }
    }
    return Int(high)
  }

  /// Puts `elements` in random order (Fisher–Yates); written out here, since the standard library's order may change.
  public func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, integer(below: last + 1))
    }
  }

  /// The numbers 0 ..< `count` in random order.
  public func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    shuffle(&order)
    return order
  }
}
