// `airslice report`: what results say about somebody else's numbers.

import ArgumentParser
import Core
import Experiments
import Foundation

/// Writes reports.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Hold results against published numbers.", subcommands: [PaperReport.self])
}

/// The NAIR paper's numbers beside ours.
struct PaperReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paper", abstract: "Each number of the NAIR paper, ours, and a verdict: paper.md and paper.csv.",
    discussion: "Reads the results of the scenarios fig5, fig6, fig7, fig8 and table3 as they are; runs nothing.")

  @Option(help: "Folder of results, with one folder for each data set.")
  var results = "results"
  @Option(help: "Folder to write to; else that of the results.")
  var output: String?

  func run() throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: results, isDirectory: &isFolder), isFolder.boolValue else {
      throw AirSliceError(
        .missingInput, "no such folder: run scenarios first, or name their results with --results",
        at: .init(file: results))
    }
    let report = try DeviationReport(results: results)
    let folder = output ?? results
    try AtomicFile.createDirectory(folder)
    try AtomicFile.write(report.csv, to: "\(folder)/paper.csv")
    try AtomicFile.write(report.markdown, to: "\(folder)/paper.md")
    try StandardOutput.write(report.summary + "  → \(folder)/paper.md\n  → \(folder)/paper.csv\n")
  }
}
