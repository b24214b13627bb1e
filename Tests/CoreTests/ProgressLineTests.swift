// Progress on a pipe: plain lines, none of a terminal's control characters, and standard output left alone.

import Core
import Testing

@Suite struct ProgressLineTests {
  @Test func isPlainTextOnAPipe() async throws {
    let result = try #require(
      await #expect(processExitsWith: .success, observing: [\.standardErrorContent, \.standardOutputContent]) {
        var progress = ProgressLine("evaluate", total: 3, unit: "images")
        progress.update(1)
        progress.update(2, detail: "never shown: the next line is due after ten seconds")
        progress.finish(3, detail: "accuracy 90 %")
      })
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("evaluate:") }
    #expect(lines.count == 1, "\(text)")
    #expect(lines.first?.hasPrefix("evaluate: 3/3 images, ") == true)
    #expect(lines.first?.hasSuffix(" images/s, accuracy 90 %") == true)
    #expect(!text.contains("\u{1B}[K") && !text.contains("\revaluate"))
    #expect(!String(decoding: result.standardOutputContent, as: UTF8.self).contains("evaluate:"))
  }

  @Test func aResumedPieceStartsWhereItWas() async throws {
    let result = try #require(
      await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
        var progress = ProgressLine("train", total: 10, unit: "epochs", first: 10)
        progress.finish(10)
      })
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.contains("train: 10/10 epochs\n"), "no rate without work: \(text)")
  }
}
