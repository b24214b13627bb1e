// How curves are told apart: by dash, by point and by colour, each enough on its own for a few curves.

import Foundation

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
  private static let dashes = ["1", "(10,5)", "(2.5,4)", "(14,4,2.5,4)", "(20,4,2.5,4,2.5,4)"]
  /// Filled circle, square, triangle, diamond, triangle on its tip, then the same open.
  private static let points = [7, 5, 9, 13, 11, 6, 4, 8, 12, 10]
  /// Red, green and blue of the anchors: black, blue, wine, vermilion, teal, amber.
  private static let ramp: [[Double]] = [
    [0, 0, 0], [0, 64, 140], [160, 40, 110], [206, 84, 28], [46, 160, 144], [222, 170, 40],
  ]

  /// Mixes two colours in linear light, where luminance is a weighted sum and so grows from anchor to anchor.
  private static func mix(_ first: [Double], _ second: [Double], _ share: Double) -> String {
    let digits = Array("0123456789abcdef")
    return zip(first, second).reduce(into: "#") { text, pair in
      let light = pow(pair.0 / 255, 2.2) * (1 - share) + pow(pair.1 / 255, 2.2) * share
      let value = Int((pow(light, 1 / 2.2) * 255).rounded())
      text.append(digits[value / 16])
      text.append(digits[value % 16])
    }
  }
}
