// What `run` and `figures` have in common: their options, and a scenario from its file to its pictures.

import ArgumentParser
import Core
import Experiments
import Figures
import Foundation
import Imaging
import Synchronization

/// How scenarios are run.
struct RunOptions: ParsableArguments {
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

  @Option(help: "Folder that figures go to; else plots beside a folder called results, or within another.")
  var plots: String?

  @Flag(help: "Draw no figures.")
  var noPlot = false

  func validate() throws {
    for (name, value) in [("--images", images ?? 1), ("--batch", batch)] where value < 1 {
      throw ValidationError("\(name) is \(value); it must be at least 1")
    }
    try OptionCheck.threads(threads)
  }

  /// The scenarios of `files` and their plans. All are read before any data: a slip in the last one should not show after
  /// an hour.
  func plans(_ files: [String]) throws -> [(file: ScenarioFile, plan: Plan)] {
    let overrides = settings + (images.map { ["images=\($0)"] } ?? [])
    return try files.map { try ScenarioFile.load($0, overrides: overrides) }.map { (file: $0, plan: try Plan($0)) }
  }

  /// A scenario with its data and weights open.
  /// - Parameter anew: whether what an interrupted run has left is to be computed anew.
  func experiment(_ file: ScenarioFile, _ plan: Plan, anew: Bool = false) throws -> Experiment {
    var options = options
    options.anew = anew
    return try Experiment(file, plan, options: options)
  }

  private var options: Experiment.Options {
    var options = Experiment.Options.ofThisCommand(threads: threads)
    options.batch = batch
    options.output = output
    options.dataFolder = data
    return options
  }

  /// Refuses to begin what cannot end in pictures: without gnuplot, or a folder that they can go to.
  func checkPictures() throws {
    if noPlot { return }
    try Gnuplot.check()
    try AtomicFile.createDirectory(pictureFolder)
  }

  private var pictureFolder: String { plots ?? Figure.plots(ofResults: output) }

  /// Runs `experiment` and tells what came out; `known` is what the runs before it have found.
  func run(_ experiment: Experiment, known: KnownAnswers) async throws {
    let (total, unit) = experiment.work
    let progress = SharedProgress("\(experiment.file.name) on \(experiment.dataset.name)", total: total, unit: unit)
    let findings = try await experiment.run(known: known) { done, before in
      progress.line.withLock {
        $0.first = before
        $0.update(done)
      }
    }
    progress.line.withLock { $0.finish(total) }
    var text = "\n\(experiment.file.name): \(findings.manifest.dataset.title)"
    text += experiment.images > 0 ? ", \(experiment.images) images\n" : "\n"
    if let note = experiment.leftOutNote { text += "\(note)\n" }
    text += findings.summary + "  → \(experiment.folder)/points.csv\n"
    try StandardOutput.write(text)
  }

  /// Draws the pictures of `experiment`'s results and tells their paths, a line each. A picture that cannot be drawn costs
  /// no later scenario its run: its fault goes to `faults`.
  func draw(_ experiment: Experiment, _ faults: inout [AirSliceError]) throws {
    if noPlot { return }
    let paths: [String]
    do {
      paths = try Figure.draw(results: experiment.folder, plots: pictureFolder)
    } catch let error as AirSliceError {
      faults.append(error)
      return
    }
    try StandardOutput.write(paths.map { "  → \($0)\n" }.joined())
  }

  /// Ends a command whose pictures have `faults` with the last of them, behind a line for each other.
  static func report(_ faults: [AirSliceError]) throws {
    for fault in faults.dropLast() { StandardError.write("airslice: \(fault)\n") }
    if let last = faults.last { throw last }
  }
}

extension Experiment.Options {
  /// What manifests tell of the running command.
  static func ofThisCommand(threads: Int) -> Self {
    var options = Self()
    options.threads = threads
    // By name: where the command is installed is nobody's concern.
    options.command = ["airslice"] + CommandLine.arguments.dropFirst()
    options.version = AirSlice.version
    return options
  }
}

/// A progress line that several threads report to.
final class SharedProgress: Sendable {
  let line: Mutex<ProgressLine>

  init(_ label: String, total: Int, unit: String) { line = Mutex(ProgressLine(label, total: total, unit: unit)) }

  /// Whatever ends the work, an error's line shall stand on its own.
  deinit { line.withLock { $0.clear() } }
}
