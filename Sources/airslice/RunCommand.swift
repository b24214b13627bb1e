// `airslice run`: scenario files in, results and figures out.

import ArgumentParser
import Core
import Experiments

/// Runs scenarios.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run scenario files: results/<dataset>/<scenario>/ and plots/<dataset>/.",
    discussion: "Results depend on the scenario alone, not on --threads or --batch.")

  @Argument(help: "Scenario files (YAML).")
  var files: [String]
  @OptionGroup var options: RunOptions

  func run() async throws {
    Interrupt.install()
    let experiments = try options.plans(files).map { try options.experiment($0.file, $0.plan) }
    for (index, experiment) in experiments.enumerated()
    where experiments[..<index].contains(where: { $0.folder == experiment.folder }) {
      throw AirSliceError(.usage, "two scenarios would write to \(experiment.folder); give them different names")
    }
    try options.checkPictures()
    let known = KnownAnswers()
    var faults: [AirSliceError] = []
    for experiment in experiments {
      try await options.run(experiment, known: known)
      try options.draw(experiment, &faults)
    }
    try RunOptions.report(faults)
  }
}
