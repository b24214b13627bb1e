// The strict decoder: what it takes, and where it says that something is wrong.

import Core
import Experiments
import Testing

@Suite struct ConfigurationTests {
  struct Settings: Decodable, Equatable {
    struct Inner: Decodable, Equatable {
      var rate: Double
      var label: String?
    }
    var count: Int
    var flag: Bool?
    var inner: Inner
    var list: [UInt8]?
    var table: [String: String]?
  }

  func decode(_ text: String) throws -> Settings {
    try ConfigurationDecoder.decode(Settings.self, from: ConfigurationNode.parse(text, file: "f.yaml"))
  }

  /// The one line that `text` is refused with.
  func refusal(_ text: String) -> String {
    do {
      return "taken: \(try decode(text))"
    } catch {
      return "\(error)"
    }
  }

  @Test func whatIsWritten() throws {
    let text = """
      count: 3
      flag: true
      inner: {rate: 1e-3, label: "7"}
      list: [0, 255]
      table: {channel.rate: 0.1, other: x}
      """
    let expected = Settings(
      count: 3, flag: true, inner: .init(rate: 0.001, label: "7"), list: [0, 255],
      table: ["channel.rate": "0.1", "other": "x"])
    #expect(try decode(text) == expected)
  }

  @Test(arguments: [
    ("count: 3\ninner: {rate: 1}\ncuont: 4", "f.yaml:3:1: unknown key 'cuont': did you mean count?"),
    ("count: 3\ninner: {rate: 1, lable: x}", "f.yaml:2:18: unknown key 'lable': did you mean label?"),
    ("count: 3\ninner: {rte: 1}", "f.yaml:2:9: unknown key 'rte': did you mean rate?"),
    ("count: 3", "f.yaml:1:1: the key 'inner' is missing"),
    ("count: 1.5\ninner: {rate: 1}", "f.yaml:1:8: 1.5 does not fit here: a whole number from"),
    ("count: 010\ninner: {rate: 1}", "f.yaml:1:8: '010' is not a number"),
    ("count: 1:30\ninner: {rate: 1}", "f.yaml:1:8: '1:30' is not a number"),
    ("count: 3\ninner: {rate: .inf}", "f.yaml:2:15: '.inf' is not a number"),
    ("count: 3\ninner: {rate: nan}", "f.yaml:2:15: 'nan' is not a number"),
    ("count: 3\ninner: {rate: 1e400}", "f.yaml:2:15: '1e400' is not finite"),
    ("count: 3\ninner: {rate: '1'}", "f.yaml:2:15: '1' is text: leave out the quotes"),
    ("count: 3\ninner: {rate: }", "f.yaml:2:15: a number is missing here"),
    ("count: 3\ninner: {rate: 1}\nflag: yes", "f.yaml:3:7: 'yes' is neither true nor false"),
    ("count: 3\ninner: 4", "f.yaml:2:8: a mapping is needed here, not '4'"),
    ("count: [3]\ninner: {rate: 1}", "f.yaml:1:8: a number is needed here, not a list"),
    ("count: 3\ninner: {rate: 1}\nlist: [1, 256]", "f.yaml:3:11: 256 does not fit here: a whole number from 0 to 255"),
    ("count: 3\ncount: 4\ninner: {rate: 1}", "the key 'count' is there twice"),
    ("count: 3\ninner: {rate: 1", "f.yaml:"),
    ("", "f.yaml: the file is empty"),
    ("- 1", "f.yaml:1:1: a mapping is needed here, not a list"),
    ("? [a]\n: 1", "a key must be plain text"),
  ])
  func refused(text: String, start: String) {
    let line = refusal(text)
    #expect(line.hasPrefix(start) || (!start.hasPrefix("f.yaml") && line.contains(start)), "\(line)")
    #expect(!line.contains("\n"))
  }

  @Test func aliasesAreExpandedWithinReason() throws {
    #expect(try decode("count: &n 3\ninner: {rate: *n}").inner.rate == 3)
    let levels = (1...9).map {
      "l\($0): &l\($0) [\(Array(repeating: "*l\($0 - 1)", count: 9).joined(separator: ", "))]"
    }
    let bomb = "l0: &l0 [x, x]\n" + levels.joined(separator: "\n")
    #expect(refusal(bomb).contains("write fewer aliases"))
  }
}
