// Numbers as written: exact decimals, and YAML 1.1's surprises refused.

import Experiments
import Testing

@Suite struct NumberTextTests {
  @Test(arguments: [
    ("262.143999", Int64(262_143_999)), ("262.144", 262_144_000), ("0", 0), ("3200", 3_200_000_000),
    ("1e3", 1_000_000_000), ("2.5E-3", 2_500), (".5", 500_000), ("-1", -1_000_000), ("1.500000000", 1_500_000),
    ("0e400", 0), ("9223372036854.775807", .max), ("-9223372036854.775808", .min),
  ])
  func exactMillionths(text: String, expected: Int64) throws {
    #expect(try #require(NumberText(text)).exactInteger(timesTenTo: 6) == expected)
  }

  @Test(arguments: ["262.1439995", "1e-7", "9223372036854.775808", "1e300", "-9223372036854.775809"])
  func inexactOrTooLarge(text: String) throws {
    #expect(try #require(NumberText(text)).exactInteger(timesTenTo: 6) == nil)
  }

  @Test(arguments: [
    "1:30", "010", "0x10", "1_000", "inf", ".inf", "-.inf", "nan", ".nan", "1,5", "+1", "1.", ".", "-", "", "1e", "e3",
    "262 ms", "٣", "1 2", "--1",
  ])
  func notANumber(text: String) { #expect(NumberText(text) == nil) }

  @Test func doublesAreNearest() throws {
    #expect(try #require(NumberText("0.1")).double == 0.1)
    #expect(try #require(NumberText("-.5")).double == -0.5)
    #expect(try #require(NumberText("1e-7")).double == 1e-7)
    #expect(try #require(NumberText("1e400")).double == nil)
  }

  @Test(arguments: [
    (Int64(0), "0"), (98_304_000, "98.304"), (262_143_999, "262.143999"), (3_145_728_000, "3145.728"), (1, "0.000001"),
    (-1_500_000, "-1.5"),
  ])
  func millisecondsAsText(nanoseconds: Int64, text: String) {
    #expect(Milliseconds.text(nanoseconds: nanoseconds) == text)
    #expect(NumberText(text)?.exactInteger(timesTenTo: 6) == nanoseconds)
  }
}
