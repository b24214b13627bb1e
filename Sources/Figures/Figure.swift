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
  /// - Throws: `missingInput` without points or gnuplot, `data` where points or description are wrong, `cannotCreate`.
  @discardableResult
  package static func draw(
    results: String, plots: String, formats: [Format] = [.svg, .png]
  ) throws -> [String] {
    throw AirSliceError(.internal, "figures cannot be drawn yet: \(results), \(plots), \(formats)")
  }
}
