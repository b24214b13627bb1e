// `make install`, then the installed command on its own: through a link, from another folder, without the build.

import Core
import Foundation
import PretrainedModels
import Testing

@Suite struct InstallTests {
  /// The folder that the tests were built into; the command lies there too.
  private static let built = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).map {
    ($0 as NSString).deletingLastPathComponent
  }
  private static let hasCommand = built.map { FileManager.default.isExecutableFile(atPath: "\($0)/airslice") } ?? false

  private struct Outcome {
    var code: Int32
    var errors: String
  }

  private func run(_ command: [String], in folder: String) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let errors = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Outcome(code: process.terminationStatus, errors: text)
  }

  @Test(.enabled(if: hasCommand, "the command is not built")) func theInstalledCommandStandsAlone() throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("in stall-\(UUID().uuidString)").path
    try AtomicFile.createDirectory("\(root)/elsewhere")
    defer { try? FileManager.default.removeItem(atPath: root) }
    let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let built = try #require(Self.built)
    for _ in 1...2 {
      let install = try run(
        ["make", "--old-file=build", "install", "PREFIX=/prefix", "DESTDIR=\(root)", "BIN=\(built)"], in: checkout)
      #expect(install.code == 0, "\(install.errors)")
    }
    let scenarios = try FileManager.default.contentsOfDirectory(atPath: "\(root)/prefix/share/airslice/Scenarios")
    #expect(scenarios.contains("fig7.yaml"))

    let scenario = "\(root)/prefix/share/airslice/Scenarios/fig7.yaml"
    let command = [
      "\(root)/prefix/bin/airslice", "run", scenario, "--set", "dataset=synthetic", "--images", "2", "--no-plot",
    ]
    if try PretrainedModels.available().contains(where: { $0.dataset == "synthetic" && $0.model == "original" }) {
      let outcome = try run(command, in: "\(root)/elsewhere")
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(FileManager.default.fileExists(atPath: "\(root)/elsewhere/results/synthetic/fig7/points.csv"))
    }
    // Without its own weights it finds no others, those of the build folder for one.
    let weights = "\(root)/prefix/libexec/airslice/\(PretrainedModels.bundleName)/Weights"
    try FileManager.default.removeItem(atPath: weights)
    let outcome = try run(command, in: "\(root)/elsewhere")
    #expect(outcome.code == AirSliceError.Kind.missingInput.rawValue)
    #expect(outcome.errors.contains("airslice: \(weights): no weights of 'original'"), "\(outcome.errors)")
  }
}
