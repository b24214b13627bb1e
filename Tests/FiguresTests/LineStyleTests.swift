// Curves must be told apart in grey and without colours.

import Figures
import Foundation
import Testing

@Suite struct LineStyleTests {
  @Test func dashAndPointAloneTellFiftyCurvesApart() {
    let styles = (0..<50).map { LineStyle($0, of: 50) }
    #expect(Set(styles.map { "\($0.dash) \($0.point)" }).count == 50)
    #expect(Set((0..<5).map { LineStyle($0, of: 5).dash }).count == 5)
    #expect(Set((0..<10).map { LineStyle($0, of: 10).point }).count == 10)
  }

  @Test(arguments: [1, 2, 3, 6, 7, 20, 50])
  func coloursGoFromDarkToLightAndStayVisibleOnWhite(_ count: Int) {
    let luminances = (0..<count).map { luminance(LineStyle($0, of: count).colour) }
    for (darker, lighter) in zip(luminances, luminances.dropFirst()) { #expect(darker < lighter) }
    #expect(luminances.allSatisfy { $0 < 0.5 }, "lighter than half is pale on white")
  }

  /// Relative luminance of an sRGB colour (Rec. 709 primaries).
  private func luminance(_ colour: String) -> Double {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0xffffff
    func linear(_ shift: Int) -> Double {
      let share = Double(value >> shift & 255) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0)
  }
}
