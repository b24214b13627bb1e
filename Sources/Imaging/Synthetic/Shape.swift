// Outlines of the synthetic pictures as distances from an edge.

/// An outline around the origin, of radius about 1.
enum Shape: Int, CaseIterable {
  case disc
  case triangle
  case square
  case cross
  case star

  /// How far (x, y) lies outside the outline, about, in units of the radius; negative inside. Exact enough near the
  /// edge for smooth borders, which is all that painting needs.
  @inline(__always)
  func distance(_ x: Float, _ y: Float) -> Float {
    switch self {
    case .disc: (x * x + y * y).squareRoot() - 0.95
    case .triangle: Self.triangle(x, y + 0.15)
    case .square: max(abs(x), abs(y)) - 0.8
    case .cross: min(max(abs(x) - 1, abs(y) - 0.34), max(abs(x) - 0.34, abs(y) - 1))
    case .star: min(Self.triangle(x, y), Self.triangle(x, -y))
    }
  }

  /// An equilateral triangle around the origin with corners at distance 1.16: the largest of three half-planes.
  @inline(__always)
  private static func triangle(_ x: Float, _ y: Float) -> Float {
    max(-y, 0.5 * y + 0.8660254 * abs(x)) - 0.58
  }
}
