// `airslice validate`: simulation beside theory, piece by piece.

import ArgumentParser
import Core
import Experiments
import Figures
import Foundation
import Radio

/// Simulates each piece of the radio half and holds it against its closed form.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Hold every piece of the radio half against its closed form.",
    discussion: """
      Prints theory, simulation, its 99.999 % interval and a verdict for each check, and writes \
      results/theory/validate/points.csv and plots/theory/validate.{svg,png}. Ends with exit code 70 when a check fails.
      """)

  @Option(help: "Seed of all random numbers.")
  var seed: UInt64 = 1
  @Option(help: "Only pieces whose suite's name contains this.")
  var only = ""
  @Option(name: .shortAndLong, help: "The folder for results; pictures go to plots beside it.")
  var output = "results"
  @Flag(help: "Draw no pictures.")
  var noPlot = false

  func run() throws {
    Interrupt.install()
    let suites = Catalogue.validations.filter { only.isEmpty || $0.name.contains(only) }
    guard !suites.isEmpty else {
      let names = Catalogue.validations.map(\.name).joined(separator: ", ")
      throw AirSliceError(.usage, "--only \(only): no suite is called so; known: \(names)")
    }
    let folder = "\(output)/theory/validate"
    try AtomicFile.createDirectory(folder)
    var table = ValidationTable()
    var progress = ProgressLine("validate", total: suites.count, unit: "suites")
    defer { progress.clear() }
    for (index, suite) in suites.enumerated() {
      progress.update(index, detail: suite.name)
      try Interrupt.check(kept: "nothing was written")
      table.add(suite.name, try suite.part(seed))
    }
    progress.finish(suites.count)
    try AtomicFile.write(table.csv, to: "\(folder)/\(Figure.pointsFile)")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(encoder.encode(ValidationTable.figure), to: "\(folder)/\(Figure.descriptionFile)")
    try StandardOutput.write(table.text)
    if !noPlot {
      try Figure.draw(results: folder, plots: Figure.plots(ofResults: output))
    }
    guard table.failures == 0 else {
      throw AirSliceError(
        .internal, "\(table.failures) of \(table.count) checks fail; \(folder)/\(Figure.pointsFile) has them")
    }
    try StandardOutput.write("\(table.count) checks hold\n")
  }
}
