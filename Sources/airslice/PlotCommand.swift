// `airslice plot`: draws pictures again from results that are there already.

import ArgumentParser
import Core
import Figures
import Foundation

/// Redraws pictures from results folders.
struct PlotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw the pictures of results again, without simulating.",
    discussion: """
      Each RESULTS is a folder results/<dataset>/<scenario>, its points.csv, or a folder above several of them. The \
      pictures go to plots/<dataset>/ beside the folder results, with the gnuplot script that draws them.
      """)

  @Argument(help: "Folders of results, or their points.csv.")
  var results: [String]

  @Option(
    name: .shortAndLong, help: "The folder for pictures; else plots beside a folder called results, or within another.")
  var output: String?

  @Flag(help: "Also write a PDF (its bytes differ from run to run).")
  var pdf = false

  func run() throws {
    for folder in try results.flatMap(Self.folders(in:)) {
      let formats: [Figure.Format] = pdf ? [.svg, .png, .pdf] : [.svg, .png]
      let pictures = try Figure.draw(results: folder, plots: output ?? Self.plots(beside: folder), formats: formats)
      try StandardOutput.write(pictures.map { $0 + "\n" }.joined())
    }
  }

  /// The results folders that `path` names: itself, the one that a points.csv lies in, or all below it.
  private static func folders(in path: String) throws -> [String] {
    let manager = FileManager.default
    if (path as NSString).lastPathComponent == Figure.pointsFile {
      return [URL(fileURLWithPath: path).deletingLastPathComponent().path]
    }
    if manager.fileExists(atPath: "\(path)/\(Figure.pointsFile)") { return [path] }
    let below = (manager.enumerator(atPath: path)?.compactMap { $0 as? String } ?? [])
      .filter { ($0 as NSString).lastPathComponent == Figure.pointsFile }
      .map { "\(path)/\(FilePath.folder(of: $0))" }
    guard !below.isEmpty else {
      throw AirSliceError(
        .missingInput, "no \(Figure.pointsFile) here or below: name a folder of results", at: .init(file: path))
    }
    return below.sorted()
  }

  /// results/<dataset>/<scenario> → plots.
  private static func plots(beside folder: String) -> String {
    Figure.plots(
      ofResults: URL(fileURLWithPath: folder).standardizedFileURL.deletingLastPathComponent()
        .deletingLastPathComponent().path)
  }
}
