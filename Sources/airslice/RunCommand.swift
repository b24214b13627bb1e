// `airslice run`: scenario files in, results and figures out.

import ArgumentParser
import Core
import Experiments
import Figures
import Foundation
import Imaging
import Synchronization

/// Runs scenarios.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run scenario files: results/<dataset>/<scenario>/ and plots/<dataset>/.",
    discussion: "Results depend on the scenario alone, not on --threads or --batch.")

  @Argument(help: "Scenario files (YAML).")
  var files: [String]

  @Option(name: .customLong("set"), help: "Change a key of the scenarios, for example channel.rate=0.1.")
  var settings: [String] = []

  @Option(help: "Look at the first N test images only.")
  var images: Int?

  @Option(help: "Threads to work with.")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "Images that are worked on together.")
  var batch: Int = 128

  @Option(help: "Folder of the data sets.")
  var data: String?

  @Option(help: "Folder that results go to.")
  var output: String = "results"

  @Option(help: "Folder that figures go to.")
  var plots: String = "plots"

  @Flag(help: "Draw no figures.")
  var noPlot = false

  func validate() throws {
    for (name, value) in [("--images", images ?? 1), ("--threads", threads), ("--batch", batch)] where value < 1 {
      throw ValidationError("\(name) is \(value); it must be at least 1")
    }
  }

  func run() async throws {
    Interrupt.install()
    // All files first, and before any data: a slip in the last one should not show after an hour.
    let overrides = settings + (images.map { ["images=\($0)"] } ?? [])
    let files = try files.map { try ScenarioFile.load($0, overrides: overrides) }
    let plans = try files.map { try Plan($0) }
    let experiments = try zip(files, plans).map { try Experiment($0, $1, options: options) }
    for (index, experiment) in experiments.enumerated()
    where experiments[..<index].contains(where: { $0.folder == experiment.folder }) {
      throw AirSliceError(.usage, "two scenarios would write to \(experiment.folder); give them different names")
    }
    for experiment in experiments { try await run(experiment) }
  }

  private var options: Experiment.Options {
    var options = Experiment.Options()
    options.threads = threads
    options.batch = batch
    options.output = output
    options.dataFolder = data
    options.command = CommandLine.arguments
    options.version = AirSlice.version
    return options
  }

  private func run(_ experiment: Experiment) async throws {
    let (total, unit) = experiment.work
    let progress = SharedProgress("\(experiment.file.name) on \(experiment.dataset.name)", total: total, unit: unit)
    let findings = try await experiment.run { done in progress.line.withLock { $0.update(done) } }
    progress.line.withLock { $0.finish(total) }
    var text = "\n\(experiment.file.name): \(findings.manifest.dataset.title)"
    text += experiment.images > 0 ? ", \(experiment.images) images\n" : "\n"
    if let note = experiment.leftOutNote { text += "\(note)\n" }
    text += findings.summary + "  → \(experiment.folder)/points.csv\n"
    if !noPlot {
      let pictures = try Figure.draw(results: experiment.folder, plots: plots)
      text += pictures.map { "  → \($0)\n" }.joined()
    }
    try StandardOutput.write(text)
  }
}

/// A progress line that several threads report to.
final class SharedProgress: Sendable {
  let line: Mutex<ProgressLine>

  init(_ label: String, total: Int, unit: String) { line = Mutex(ProgressLine(label, total: total, unit: unit)) }
}
