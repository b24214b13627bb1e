// `airslice validate` and `airslice mission` as processes.

import Foundation
import Testing

@Suite(.serialized) struct RadioCommandsTests {
  let place: Workplace

  init() throws { place = try Workplace() }

  @Test func validateWritesWhatItSays() throws {
    let result = try place.run(["validate", "--only", "noise", "--no-plot", "--output", "out"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.hasSuffix("18 checks hold\n"))
    let text = try String(contentsOfFile: "\(place.folder)/out/theory/validate/points.csv", encoding: .utf8)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 19 && lines[0].hasPrefix("number,suite,piece,quantity,theory,simulation,"))
    #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(",holds") })
    #expect(place.exists("out/theory/validate/figure.json"))
  }

  @Test func validateDraws() throws {
    let result = try place.run(["validate", "--only", "packets", "--output", "results"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(place.exists("plots/theory/validate.svg") && place.exists("plots/theory/validate.gp"))
  }

  /// Three columns side by side; the closed form of two links at 10 dB and 1 Hz is 7.89 s.
  @Test func mission() throws {
    let arguments = ["mission", "--links", "2", "--doppler-hz", "1", "--missions", "200"]
    let result = try place.run(arguments)
    #expect(result.code == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 4 && lines[0].contains("Markov chain") && lines[0].contains("rayleigh"))
    #expect(lines[1].hasPrefix("mean time to first failure [s]") && lines[1].contains("7.89"))
    #expect(lines[2].hasPrefix("unavailability") && lines[2].contains("0.0090") && lines[3].contains("0.89119"))
    #expect(try place.run(arguments).output == result.output)
  }

  /// What would take more than an hour is refused at once, with what would be right.
  @Test(
    arguments: [
      (["--fade-margin-db", "-10", "--missions", "2"], "2 missions might take 1.6 h", "seldom up at once to begin"),
      (["--links", "16"], "2000 missions might take ", "seldom down at once: give fewer --links or a lower"),
      (["--links", "4", "--fade-margin-db", "20"], "2000 missions might take 38 h", "or --missions 52 at most"),
    ] as [([String], String, String)])
  func endlessMissions(_ arguments: [String], _ start: String, _ remedy: String) throws {
    let result = try place.run(["mission"] + arguments)
    #expect(result.code == 64 && result.output.isEmpty)
    #expect(result.errors.hasPrefix("airslice: " + start) && result.errors.contains(remedy), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  /// Ctrl-C ends a mission that is under way, one that would go on for minutes.
  @Test func interruptedMission() throws {
    let (output, errors) = (Pipe(), Pipe())
    let arguments = ["mission", "--links", "4", "--fade-margin-db", "23", "--missions", "2"]
    let process = try place.start(arguments, output: output, errors: errors)
    Thread.sleep(forTimeInterval: 2)
    #expect(process.isRunning)
    process.interrupt()
    let complaint = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(complaint == "airslice: interrupted; nothing was written\n")
  }

  @Test(
    arguments: [
      (["mission", "--links", "0"], 64), (["mission", "--doppler-hz", "0"], 64),
      (["mission", "--doppler-hz", "1e-300"], 64),
      (["mission", "--links", "3", "--correlation", "-0.9"], 65), (["mission", "--correlation", "1"], 65),
      (["validate", "--only", "nothing"], 64), (["validate", "--seed", "x"], 64),
    ] as [([String], Int32)])
  func refusals(_ arguments: [String], _ code: Int32) throws {
    let result = try place.run(arguments)
    #expect(result.code == code && result.output.isEmpty && !result.errors.isEmpty, "\(result.errors)")
    #expect(!place.exists("results"))
  }
}
