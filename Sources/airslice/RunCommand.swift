// `airslice run`: scenario files in, results and figures out.

import ArgumentParser
import Core

/// Runs scenarios.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "run", abstract: "Run scenario files.")

  @Argument(help: "Scenario files (YAML).")
  var files: [String]

  func run() async throws {
    throw AirSliceError(.usage, "in work")
  }
}
