// What `airslice codec` tells, for the terminal and as CSV.

import Core
import Figures
import Foundation
import Imaging
import Neural
import Schemes
import Stochastics

/// Statistics, tables and curves of the codecs that a scenario's `codec` section describes.
package struct CodecReport: Sendable {
  let settings: String
  let choice: CodecChoice
  let training: any Dataset
  let statistics: CoefficientStatistics

  /// Reads `settings`, the text of a `codec` section, and takes the statistics of `training`'s first images.
  /// - Throws: `data` when the settings are wrong.
  package init(settings: String, training: any Dataset) throws {
    (self.settings, self.training) = (settings, training)
    choice = try ConfigurationDecoder.decode(
      CodecChoice.self, from: ConfigurationNode.parse(settings, file: "--codec"))
    statistics = try CoefficientStatistics(of: training, images: choice.deepN.images, chroma: choice.jpeg.chroma)
  }

  /// The training whose network runs behind the codecs.
  package var network: String { choice.training }

  /// What sizes are made of, for captions.
  package var sizes: String {
    switch choice.headers {
    case .shared: "sizes are those of the scans, headers and tables are known beforehand"
    case .sent: "sizes are those of whole files"
    }
  }

  /// The digest of the file of tables that the settings name; nil where they name none.
  /// - Throws: what reading it throws.
  package func tablesDigest() throws -> String? {
    try choice.tablesFile.map { try MessageDigest.sha256.hexadecimal(ofFile: $0) }
  }

  /// The codecs with quantisation tables.
  package enum Kind: String, CaseIterable, Sendable {
    case jpeg
    case deepN = "deepn-jpeg"
  }

  private func tables(_ kind: Kind) -> QuantizationTables {
    let settings =
      kind == .jpeg
      ? choice.settings(quality: choice.quality) : choice.settings(quality: choice.deepN.quality, deepN: statistics)
    return settings.tables
  }

  /// Matrices as people read them.
  package var tablesText: String {
    var text = ""
    for (title, matrix) in [
      ("luminance", statistics.luminance), ("chrominance, \(choice.jpeg.chroma.rawValue)", statistics.chrominance),
    ] {
      text += "standard deviation of the coefficients of \(statistics.images) training images, \(title)\n"
      text += Self.matrix(matrix.map { String(format: "%8.2f", $0) })
    }
    for kind in Kind.allCases {
      let quality = kind == .jpeg ? choice.quality : choice.deepN.quality
      for (title, table) in [("luminance", tables(kind).luminance), ("chrominance", tables(kind).chrominance)] {
        text += "\(kind.rawValue) at quality \(quality), divisors of \(title)\n"
        text += Self.matrix(table.map { String(format: "%5d", Int($0)) })
      }
    }
    return text
  }

  private static func matrix(_ cells: [String]) -> String {
    (0..<8).map { cells[8 * $0..<8 * $0 + 8].joined() + "\n" }.joined()
  }

  /// One row for each band: its frequencies, deviations, and divisors.
  package var tablesCSV: String {
    let (jpeg, deepN) = (tables(.jpeg), tables(.deepN))
    return CSVText.table(
      [
        "vertical", "horizontal", "luminance_deviation", "chrominance_deviation", "jpeg_luminance",
        "jpeg_chrominance", "deepn_luminance", "deepn_chrominance",
      ],
      (0..<64).map { band in
        [String(band / 8), String(band % 8)]
          + [statistics.luminance[band], statistics.chrominance[band]].map { CSVText.decimal($0, places: 3) }
          + [jpeg.luminance, jpeg.chrominance, deepN.luminance, deepN.chrominance].map { String($0[band]) }
      })
  }

  /// A codec at the qualities that the settings name.
  package func ladder(_ kind: Kind) throws -> CodecLadder {
    CodecLadder(
      name: kind.rawValue,
      codecs: try choice.qualities.map { quality in
        let settings = choice.settings(quality: quality, deepN: kind == .deepN ? statistics : nil)
        return (quality, try JPEGCodec(settings, headers: choice.headers))
      })
  }

  /// PNG, JPEG and DeepN-JPEG, the latter two at all qualities.
  package func ladders() throws -> [CodecLadder] {
    let png = CodecLadder(name: "png", codecs: [(100, PNGCodec(headers: choice.headers))])
    return [png] + (try Kind.allCases.map(ladder))
  }
}

extension CodecReport {
  /// points.csv of `curves`: size, pixels and accuracy of each quality.
  package static func csv(_ curves: [CodecCurve]) throws -> String {
    CSVText.table(
      [
        "codec", "quality", "images", "mean_bytes", "psnr_db", "accuracy", "accuracy_low", "accuracy_high",
      ],
      try curves.flatMap { curve in
        try curve.levels.map { level in
          let (low, high) = try Intervals.clopperPearson(successes: level.correct, trials: level.bytes.count)
          let accuracy = Double(level.correct) / Double(max(1, level.bytes.count))
          return [curve.name, String(level.quality), String(level.bytes.count)]
            + [CSVText.decimal(level.meanBytes, places: 3), decibels(level)]
            + [accuracy, low, high].map { CSVText.decimal($0) }
        }
      })
  }

  /// Empty where there is no error.
  private static func decibels(_ level: CodecCurve.Level) -> String {
    level.squaredError > 0 ? CSVText.decimal(level.peakSignalToNoise, places: 3) : ""
  }

  /// The same for people.
  package static func text(_ curves: [CodecCurve]) throws -> String {
    let rows = try curves.flatMap { curve in
      try curve.levels.map { level in
        let (low, high) = try Intervals.clopperPearson(successes: level.correct, trials: level.bytes.count)
        let accuracy = 100 * Double(level.correct) / Double(max(1, level.bytes.count))
        let interval = String(format: "%6.2f (%.2f … %.2f)", accuracy, 100 * low, 100 * high)
        return curve.name.padding(toLength: 12, withPad: " ", startingAt: 0)
          + String(format: "%7d%11.1f", level.quality, level.meanBytes)
          + (level.squaredError > 0 ? String(format: "%11.2f", level.peakSignalToNoise) : "          –")
          + "   \(interval)\n"
      }
    }
    return "codec       quality mean bytes  PSNR [dB]   accuracy [%]\n" + rows.joined()
  }

  /// JPEG beside DeepN-JPEG at equal accuracy, as CSV and for people.
  package static func equalAccuracy(_ rows: [EqualAccuracy]) -> (csv: String, text: String) {
    func decimal(_ value: Double?) -> String { value.map { CSVText.decimal($0, places: 3) } ?? "" }
    let csv = CSVText.table(
      ["share_of_accuracy", "jpeg_bytes", "deepn_jpeg_bytes", "ratio", "ratio_low", "ratio_high"],
      rows.map { row in
        [CSVText.decimal(row.share, places: 3)]
          + [row.firstBytes, row.secondBytes, row.ratio?.value, row.ratio?.low, row.ratio?.high].map(decimal)
      })
    let lines = rows.map { row in
      let sizes = [row.firstBytes, row.secondBytes].map { $0.map { String(format: "%10.1f", $0) } ?? "         –" }
      let ratio = row.ratio.map { String(format: "%.3f (%.3f … %.3f)", $0.value, $0.low, $0.high) } ?? "–"
      return String(format: "%7.1f %%", 100 * row.share) + sizes.joined() + "   \(ratio)\n"
    }
    let head = "of the accuracy without a codec: bytes of jpeg and of deepn-jpeg, and their ratio (95 % interval)\n"
    return (csv, head + lines.joined())
  }

  /// figure.json: accuracy over size.
  package static func figure(caption: String) throws -> String {
    let figure = FigureDescription(
      title: "Image codecs, accuracy over size",
      x: .init(column: "mean_bytes", label: "Mean size [byte]", scale: .log),
      y: .init(column: "accuracy", label: "Accuracy [%]", factor: 100, range: [0, 100]), series: ["codec"],
      legend: "Codec", caption: caption)
    return try JSONText.of(figure)
  }
}
