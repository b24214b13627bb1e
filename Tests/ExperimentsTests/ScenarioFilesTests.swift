// The scenarios that come with AirSlice.

import Core
import Experiments
import Foundation
import Testing

@Suite struct ScenarioFilesTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Scenarios").path

  static func plan(_ name: String) throws -> Plan { try Plan(ScenarioFile.load("\(folder)/\(name).yaml")) }

  @Test func allCanBePlanned() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter { $0.hasSuffix(".yaml") }
    #expect(names.count >= 3)
    for name in names {
      let file = try ScenarioFile.load("\(Self.folder)/\(name)")
      #expect(file.figure != nil)
      _ = try Plan(file)
    }
  }

  @Test func latencySweepContainsTheExactMultiples() throws {
    let times = try #require(try Self.plan("fig7").common.deadlines).times.map(\.nanoseconds)
    for units in 1...12 { #expect(times.contains(Int64(units) * 262_144_000)) }
    #expect(times.contains(98_304_000) && times.first == 0 && times.last == 3_200_000_000)
  }

  @Test func everyCutIsSwept() throws {
    let cuts = Set(try Self.plan("fig5").points.compactMap { $0.swept.first { $0.key == "model.cut" }?.text })
    #expect(cuts == Set(["input", "stem", "last"] + (1...17).map { "block\($0)" }))
  }
}
