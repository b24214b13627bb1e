// Surface patterns of the synthetic pictures.

/// A pattern that covers the plane, with values from 0 (first colour) to 1 (second colour).
enum Texture: Int, CaseIterable {
  case stripes
  case spots

  /// The value at (u, v), both in periods of the pattern.
  @inline(__always)
  func value(_ u: Float, _ v: Float) -> Float {
    switch self {
    case .stripes: Self.step(Self.wave(u) - 0.5)
    case .spots: Self.step(Self.wave(u) + Self.wave(v) - 1.25)
    }
  }

  /// A triangular wave of period 1 between 0 and 1.
  @inline(__always)
  private static func wave(_ x: Float) -> Float {
    // The shift keeps the argument positive, so that cutting off is rounding down.
    let shifted = x + 64
    let fraction = shifted - Float(Int32(shifted))
    return abs(2 * fraction - 1)
  }

  /// A soft step from 0 to 1 around 0.
  @inline(__always)
  private static func step(_ x: Float) -> Float { min(max(0.5 + 4 * x, 0), 1) }
}
