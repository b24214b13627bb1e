// Sizes at equal accuracy: interpolation by hand, and intervals of curves whose ratio is known.

import Experiments
import Foundation
import Stochastics
import Testing

@Suite struct EqualAccuracyTests {
  /// A level of `count` images, the first `correct` of them right, of `bytes` each and one more for every odd image.
  private func level(_ quality: Int, _ bytes: Int, correct: Int, of count: Int = 400) -> CodecCurve.Level {
    var level = CodecCurve.Level(quality: quality)
    level.bytes = (0..<count).map { bytes * (1 + $0 % 2) }
    level.isCorrect = (0..<count).map { $0 * 7 % count < correct }
    return level
  }

  private func compare(
    _ first: [CodecCurve.Level], _ second: [CodecCurve.Level], shares: [Double], right: Int = 400
  ) -> [EqualAccuracy] {
    EqualAccuracy.compare(
      CodecCurve(name: "a", levels: first), CodecCurve(name: "b", levels: second),
      reference: (0..<400).map { $0 * 7 % 400 < right }, shares: shares,
      stream: RandomStreams(seed: 1).stream("test"))
  }

  @Test func halfTheBytesIsTwiceInEveryResampling() throws {
    let sizes = [(100, 200), (200, 300), (400, 390)]
    let first = sizes.enumerated().map { level($0, $1.0, correct: $1.1) }
    let second = sizes.enumerated().map { level($0, $1.0 / 2, correct: $1.1) }
    let rows = compare(first, second, shares: [0.6, 0.75, 0.9, 0.99])
    // Halfway from 200 to 300 right ones: the geometric mean of 100 and 200 bytes, 1.5 times for the larger images.
    #expect(abs(rows[0].firstBytes! - 150 * pow(2, 0.4)) < 1e-9)
    #expect(abs(rows[1].firstBytes! - 300) < 1e-9)
    for row in rows.prefix(3) {
      let ratio = try #require(row.ratio)
      #expect(abs(ratio.value - 2) < 1e-9 && abs(ratio.low - 2) < 1e-9 && abs(ratio.high - 2) < 1e-9)
    }
    // Never reached.
    #expect(rows[3].firstBytes == nil && rows[3].ratio == nil)
    // Exceeded by the worst quality: how many bytes would do is not known.
    #expect(compare(first, second, shares: [0.4])[0].firstBytes == nil)
    // The share is one of the reference's accuracy.
    #expect(abs(compare(first, second, shares: [1], right: 300)[0].firstBytes! - 300) < 1e-9)
  }

  /// A dip in accuracy is passed over: what counts is the first quality that reaches it.
  @Test func accuraciesThatFall() {
    let dip = [level(1, 100, correct: 200), level(2, 200, correct: 100), level(3, 400, correct: 300)]
    let row = compare(dip, dip, shares: [0.625])[0]
    #expect(abs(row.firstBytes! - 300 * 2.0.squareRoot()) < 1e-9 && row.ratio?.value == 1)
  }

  /// Independent errors: the interval holds the true ratio and is as wide as chance makes it.
  @Test func intervalsAreAsWideAsChance() throws {
    let other = [level(1, 100, correct: 100), level(2, 400, correct: 380)]
    var shifted = other
    for index in shifted.indices { shifted[index].isCorrect.reverse() }
    let ratio = try #require(compare(other, shifted, shares: [0.5])[0].ratio)
    #expect(abs(ratio.value - 1) < 0.02 && ratio.low < 0.97 && ratio.high > 1.03 && ratio.high < 1.5)
  }
}
