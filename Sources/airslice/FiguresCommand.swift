// `airslice figures`: the scenarios that come with AirSlice, by name; goes on where it was.

import ArgumentParser
import Core
import Experiments
import Foundation
import PretrainedModels

/// Makes the figures and tables that come with AirSlice.
struct FiguresCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures", abstract: "Make the figures and tables that come with AirSlice, all or by name.",
    discussion: """
      Results that this build has made already of the same scenario, data and weights are kept, and so is what is done of \
      a scenario: the same command goes on where it was interrupted. Kept are also results with weights that are \
      not here, as long as those that are here are the same, whatever --set and --images say: what did not fit into \
      AirSlice is not lost.
      """)

  @Argument(help: "Names of scenarios, for example fig7; all without.")
  var names: [String] = []
  @Option(help: "Folder of the scenario files; else Scenarios here, or the one that was installed.")
  var scenarios: String?
  @Flag(help: "Make all anew.")
  var anew = false
  @OptionGroup var options: RunOptions

  func run() async throws {
    Interrupt.install()
    let folder = try scenarios ?? Self.folder()
    let known = KnownAnswers()
    // One after the other, because the networks of all of them together take much memory.
    let plans = try options.plans(files(in: folder))
    for (index, plan) in plans.enumerated()
    where plans[..<index].contains(where: { $0.file.name == plan.file.name && $0.file.path != plan.file.path }) {
      throw AirSliceError(.usage, "two scenarios are called '\(plan.file.name)': give them different names")
    }
    try options.checkPictures()
    var faults: [AirSliceError] = []
    for (file, plan) in plans {
      let experiment = try options.experiment(file, plan, anew: anew)
      let found: Experiment.Standing
      do {
        found = anew ? .outdated : try standing(experiment)
      } catch let error as AirSliceError where error.kind == .data {
        faults.append(error)
        continue
      }
      switch found {
      case .done:
        try StandardOutput.write("\n\(experiment.file.name): done before\n")
      case .irreplaceable(let weights):
        try StandardOutput.write(
          "\n\(experiment.file.name): kept as it is, because it was made with weights that are not here: "
            + "\(weights.joined(separator: ", ")), whatever --set and --images say (--anew makes it without, another "
            + "--output beside it)\n")
      case .outdated:
        try await options.run(experiment, known: known)
      }
      try options.draw(experiment, &faults)
    }
    try RunOptions.report(faults)
  }

  /// What the results that are there are to `experiment`: where settings on the command line are others, and what there is
  /// could not be made again without them, it stays.
  private func standing(_ experiment: Experiment) throws -> Experiment.Standing {
    let standing = try experiment.standing()
    guard standing == .outdated, !experiment.file.overrides.isEmpty else { return standing }
    let file = try ScenarioFile.load(experiment.file.path)
    let plain = try options.experiment(file, Plan(file))
    guard plain.folder == experiment.folder, case .irreplaceable(let weights) = try plain.standing() else {
      return standing
    }
    return .irreplaceable(weights: weights)
  }

  /// The files of the scenarios that were asked for, in the order of asking, all in that of the alphabet.
  private func files(in folder: String) throws -> [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let known = entries.filter { $0.hasSuffix(Self.ending) }.map { String($0.dropLast(Self.ending.count)) }.sorted()
    guard !known.isEmpty else {
      throw AirSliceError(.missingInput, "no scenario files (*\(Self.ending)) here", at: .init(file: folder))
    }
    for name in names where !known.contains(name) {
      let advice = KeyAdvice.nearest(to: name, among: known).map { "did you mean \($0)?" }
      throw AirSliceError(
        .usage, "no scenario '\(name)' in \(folder): \(advice ?? "there are: \(known.joined(separator: ", "))")")
    }
    return (names.isEmpty ? known : names).map { "\(folder)/\($0)\(Self.ending)" }
  }

  private static let ending = ".yaml"

  /// Scenarios in the working folder, else those that `make install` put beside the executable.
  private static func folder() throws -> String {
    let here = "Scenarios"
    if FileManager.default.fileExists(atPath: here) { return here }
    let installed = try PretrainedModels.executableFolder() + "/../../share/airslice/Scenarios"
    guard FileManager.default.fileExists(atPath: installed) else {
      throw AirSliceError(.missingInput, "no folder Scenarios here, and none installed: name one with --scenarios")
    }
    return URL(fileURLWithPath: installed).standardizedFileURL.path
  }
}
