// What an interrupted run leaves: taken up again wherever it broke off, and never taken for another run's.

import Core
import Experiments
import Foundation
import TemporaryFolder
import Testing

@Suite struct PartJournalTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var path: String { folder.path("s.journal") }
  private var lines: Int { (FileManager.default.contents(atPath: path) ?? Data()).count { $0 == UInt8(ascii: "\n") } }

  private func journal(_ run: String = "a", batch: Int = 5) throws -> PartJournal {
    try PartJournal(path: path, of: [run, "\(batch)"])
  }

  /// All that an outcome can hold: frames with their statistics, missions, several deadlines, and no deadline at all.
  private static let scenarios = [
    """
    schemes: [original]
    deadlines_ms: [2, 4, 8]
    channel: {kind: packet-loss, rate: 0.3}
    transport: {accounting: full, requests: {pattern: periodic, interval_ms: 50, session: 5}}
    sweep: {channel.rate: [0.1, 0.3, 0.6]}
    """,
    """
    schemes: [original]
    channel: {kind: erasure}
    sweep: {channel.rate: [0, 0.2]}
    """,
  ]

  @Test(arguments: scenarios)
  func aRunGoesOnWhereverItBrokeOff(_ text: String) async throws {
    let plain = try await runFakes(text, batch: 5)
    var count = Counted.Count()
    let scheme = { Counted(base: VotingScheme(), count: count) }
    var first: PartJournal? = try journal()
    let kept = try await runFakes(text, batch: 5, scheme: scheme(), journal: first)
    #expect(kept.outcomes == plain.outcomes)
    first = nil
    let all = count.value
    let content = try #require(FileManager.default.contents(atPath: path))
    #expect(lines == 1 + 3)

    // Cut off anywhere, as by a full disk, or with zeros in the end, as after a power failure.
    var asked: [Int] = []
    for end in stride(from: 0, through: content.count, by: max(1, content.count / 40)) {
      for tail in [Data(), Data(count: 9)] {
        try (content.prefix(end) + tail).write(to: URL(fileURLWithPath: path))
        count = Counted.Count()
        let again = try await runFakes(text, batch: 5, scheme: scheme(), journal: journal())
        #expect(again.outcomes == plain.outcomes, "after \(end) bytes")
        #expect(lines == 1 + 3)
        asked.append(count.value)
      }
    }
    // Nothing is asked twice: in the end, when all is known, the scheme is asked about the padding alone.
    #expect(asked.first == all && asked == asked.sorted(by: >))
    try content.write(to: URL(fileURLWithPath: path))
    count = Counted.Count()
    _ = try await runFakes(text, batch: 5, scheme: scheme(), journal: journal())
    #expect(count.value == 1)
  }

  /// A digit that has changed is noticed.
  @Test func changedNumbersAreForgotten() async throws {
    let text = Self.scenarios[1]
    let plain = try await runFakes(text, batch: 5, journal: journal())
    let content = String(decoding: try #require(FileManager.default.contents(atPath: path)), as: UTF8.self)
    for (part, other) in [("\"part\":0", "\"part\":999999"), ("\"part\":1", "\"part\":2")] {
      #expect(content.contains(part))
      try Data(content.replacing(part, with: other).utf8).write(to: URL(fileURLWithPath: path))
      #expect(try await runFakes(text, batch: 5, journal: journal()).outcomes == plain.outcomes)
    }
  }

  @Test func anotherRunBeginsAnew() async throws {
    let text = Self.scenarios[1]
    var asked: [Int] = []
    func run(_ journal: PartJournal) async throws {
      let count = Counted.Count()
      _ = try await runFakes(text, batch: 5, scheme: Counted(base: VotingScheme(), count: count), journal: journal)
      asked.append(count.value)
    }
    try await run(journal())
    try await run(journal("b"))
    #expect(asked[0] == asked[1] && asked[0] > 1)
    try await run(journal("b"))
    #expect(asked[2] == 1)
    try await run(PartJournal(path: path, of: ["b", "5"], anew: true))
    #expect(asked[3] == asked[0])
    _ = try journal("b", batch: 6).begin() as [Int: [PointOutcome]]
    #expect(lines == 1)
  }

  @Test func twoAtOnce() throws {
    var one: PartJournal? = try journal()
    #expect { try journal() } throws: {
      ($0 as? AirSliceError)?.kind == .cannotCreate
        && "\($0)".contains("s.journal: another process runs this scenario: wait for it")
    }
    one?.remove()
    one = nil
    #expect(!FileManager.default.fileExists(atPath: path))
    _ = try journal()
  }

  @Test func aFolderThatIsNotThere() {
    #expect {
      try PartJournal(path: folder.path("no/s.journal"), of: ["a"])
    } throws: { ($0 as? AirSliceError)?.kind == .cannotCreate }
  }
}
