// How curves are told apart: by dash, by point and by colour, each enough on its own for a few curves.

/// The look of one curve.
package struct LineStyle: Sendable, Hashable {
  /// sRGB, `#rrggbb`.
  package let colour: String
  /// gnuplot's dash type: lengths of strokes and gaps, or 1 for a solid line.
  package let dash: String
  /// gnuplot's point type.
  package let point: Int

  /// The look of curve `index` of `count`. No two of up to fifty curves share dash and point. Colours go from dark
  /// to light, so that their order survives in grey; hues differ also for the colour-blind.
  package init(_ index: Int, of count: Int) {
    dash = Self.dashes[(index + index / Self.points.count) % Self.dashes.count]
    point = Self.points[index % Self.points.count]
    // A few curves take the anchors themselves; more are spread over the whole ramp.
    let position =
      count <= Self.ramp.count
      ? Double(index) : Double(index) / Double(count - 1) * Double(Self.ramp.count - 1)
    let lower = min(Int(position), Self.ramp.count - 2)
    colour = Self.mix(Self.ramp[lower], Self.ramp[lower + 1], position - Double(lower))
  }

  /// Solid, dashed, dotted, dash and dot, dash and two dots.
  private static let dashes = ["1", "(6,3)", "(1.5,2.5)", "(7,2.5,1.5,2.5)", "(10,2.5,1.5,2.5,1.5,2.5)"]
  /// Filled circle, square, triangle, diamond, triangle on its tip, then the same open.
  private static let points = [7, 5, 9, 13, 11, 6, 4, 8, 12, 10]
  /// Red, green and blue of the anchors: black, blue, wine, vermilion, teal, amber.
  private static let ramp: [[Double]] = [
    [0, 0, 0], [0, 64, 140], [160, 40, 110], [206, 84, 28], [46, 160, 144], [222, 170, 40],
  ]

  private static func mix(_ first: [Double], _ second: [Double], _ share: Double) -> String {
    let digits = Array("0123456789abcdef")
    return zip(first, second).reduce(into: "#") { text, pair in
      let value = Int((pair.0 + (pair.1 - pair.0) * share).rounded())
      text.append(digits[value / 16])
      text.append(digits[value % 16])
    }
  }
}
