// Random numbers that depend on a key alone, never on what was drawn before elsewhere.

/// A stream of random bits that is a function of its key: SplitMix64 from a start mixed of the key's words.
/// Reference: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
package struct KeyedRandom: Sendable {
  private var state: UInt64

  /// The stream of `key`; streams of different keys are independent for all our purposes.
  package init(_ key: UInt64...) {
    state = 0x6A09_E667_F3BC_C908
    for word in key { state = Self.mixed(state &+ 0x9E37_79B9_7F4A_7C15 &+ Self.mixed(word)) }
  }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// Uniform over `range`.
  package mutating func uniform(_ range: ClosedRange<Float>) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * Float(next() >> 40) * 0x1p-24
  }

  /// Uniform over 0 ..< `count`.
  package mutating func below(_ count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension KeyedRandom {
  /// The numbers 0 ..< `count` in random order (Fisher and Yates).
  package mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, below(last + 1)) }
    return order
  }
}
