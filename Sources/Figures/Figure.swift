// From a folder of results to pictures: results/<dataset>/<scenario>/ → plots/<dataset>/<scenario>.{gp,svg,png}.

import Core
import Foundation

/// Draws the figures of results folders.
package enum Figure {
  /// A kind of picture.
  package enum Format: String, Sendable, CaseIterable {
    case svg, png, pdf
  }

  /// The file in a results folder that holds the rows.
  package static let pointsFile = "points.csv"
  /// The file beside it that holds the ``FigureDescription``.
  package static let descriptionFile = "figure.json"

  /// Draws the points.csv in the folder `results` as the figure.json beside it says, without one as its columns
  /// suggest. Writes `plots/<dataset>/<scenario>.{gp,svg,png}`, both names being the last two of the folder's path.
  /// - Returns: the paths of the pictures.
  /// - Throws: `missingInput` without points or gnuplot (the script is written all the same), `data` where points or
  ///   description are wrong, `cannotCreate` and `io` where the pictures cannot be written.
  @discardableResult
  package static func draw(
    results: String, plots: String, formats: [Format] = [.svg, .png],
    searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? ""
  ) throws -> [String] {
    let results = URL(fileURLWithPath: results).standardizedFileURL
    let name = results.lastPathComponent
    let folder = URL(fileURLWithPath: plots).standardizedFileURL
      .appendingPathComponent(results.deletingLastPathComponent().lastPathComponent)
    let points = results.appendingPathComponent(pointsFile)

    let table = try CSVTable(path: points.path)
    let description = try description(beside: points, table, title: name)
    let script = GnuplotScript(
      description, try FigureCurves(table, description), name: name,
      data: relativePath(from: folder.pathComponents, to: points.pathComponents))

    try AtomicFile.createDirectory(folder.path)
    try AtomicFile.write(script.text, to: folder.appendingPathComponent("\(name).gp").path)
    try Gnuplot.run(
      script: "\(name).gp", in: folder.path, name: name, formats: formats.map(\.rawValue), searchPath: searchPath)
    // As they were asked for: where the working folder lies is nobody's concern.
    let path = (plots as NSString).appendingPathComponent(folder.lastPathComponent)
    return formats.map { "\(path)/\(name).\($0.rawValue)" }
  }

  /// Where pictures go whose results lie below `output`: to `plots` beside a folder that is called `results`, else to
  /// `plots` within, so that no other results lose theirs.
  package static func plots(ofResults output: String) -> String {
    guard (output as NSString).lastPathComponent == "results" else { return "\(output)/plots" }
    return (FilePath.folder(of: output) as NSString).appendingPathComponent("plots")
  }

  private static func description(beside points: URL, _ table: CSVTable, title: String) throws -> FigureDescription {
    let file = points.deletingLastPathComponent().appendingPathComponent(descriptionFile)
    guard FileManager.default.fileExists(atPath: file.path) else {
      guard let suggested = FigureDescription(suggestedBy: table, title: title) else {
        throw AirSliceError.data(
          "no \(descriptionFile) beside it, and its columns suggest no figure (accuracy over a number that varies)",
          file: points.path)
      }
      return suggested
    }
    do {
      return try JSONDecoder().decode(FigureDescription.self, from: Data(contentsOf: file))
    } catch let error as DecodingError {
      throw AirSliceError.data("no figure's description: \(reason(error))", file: file.path)
    } catch {
      throw AirSliceError(.missingInput, "cannot be read", at: .init(file: file.path))
    }
  }

  /// A decoding error in one line: which key, and what is wrong with it.
  private static func reason(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context):
      "'\((context.codingPath + [key]).map(\.stringValue).joined(separator: "."))' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "not JSON"
        : "'\(context.codingPath.map(\.stringValue).joined(separator: "."))': \(context.debugDescription)"
    @unknown default: "\(error)"
    }
  }

  /// The way from one folder to a file, by their absolute paths' components.
  static func relativePath(from folder: [String], to file: [String]) -> String {
    let common = zip(folder, file).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: folder.count - common) + file[common...]).joined(separator: "/")
  }
}
