// How codecs make their streams: the `codec:` section.

import Core
import Imaging
import Schemes

/// What the schemes `png`, `jpeg`, `deepn-jpeg` and those that fit the deadline send:
/// `codec: {quality: 75, chroma: 4:2:0, headers: shared, piece_bytes: 8}`.
package struct CodecChoice: Decodable, Hashable, Sendable {
  /// The quality of `jpeg`.
  package var quality = 75
  /// What `jpeg-fit` and `deepn-jpeg-fit` choose from, ascending.
  package var qualities = [1, 2, 5, 10, 15, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 95, 98, 100]
  /// JPEG, its tables at quality 50.
  package var jpeg = JPEGSettings()
  /// Where its tables were read from; nil for the standard's.
  package var tablesFile: String?
  package var headers = CodecHeaders.shared
  /// What counts as soon as it is there: under paper accounting whole units alone do, and a stream is one unit.
  package var pieces = StreamPieces()
  package var deepN = DeepNChoice()
  /// The training whose weights run behind codecs: `original`, or one of `airslice train codec`.
  package var training = SchemePart.plainTraining

  package init() {}

  private enum CodingKeys: String, CodingKey {
    case quality, qualities, chroma, huffman, progressive, headers, tables, training
    case restartInterval = "restart_interval"
    case pieceBytes = "piece_bytes"
    case deepN = "deepn"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    quality = try values.whole(.quality, QuantizationTables.qualities) ?? quality
    if let given = try values.decodeIfPresent([Located<Int>].self, forKey: .qualities) {
      qualities = given.map(\.value)
      for (place, item) in given.enumerated() {
        guard QuantizationTables.qualities.contains(item.value), place == 0 || item.value > qualities[place - 1] else {
          throw AirSliceError(
            .data, "\(item.value) does not fit here: qualities are whole numbers from 1 to 100 in ascending order",
            at: item.location)
        }
      }
      guard qualities.count > 1 else { throw AirSliceError(.data, "'qualities' gives no choice: name two at least") }
    }
    jpeg.chroma = try values.decodeCase(JPEGSettings.Chroma.self, "chrominance", forKey: .chroma) ?? jpeg.chroma
    jpeg.huffman = try values.decodeCase(JPEGSettings.Huffman.self, "kind of table", forKey: .huffman) ?? jpeg.huffman
    jpeg.isProgressive = try values.decodeIfPresent(Bool.self, forKey: .progressive) ?? false
    jpeg.restartInterval = try values.whole(.restartInterval, 0...65_535) ?? 0
    tablesFile = try values.decodeIfPresent(String.self, forKey: .tables)
    if let tablesFile { jpeg.tables = try QuantizationTables(contentsOf: tablesFile) }
    headers = try values.decodeCase(CodecHeaders.self, "way with headers", forKey: .headers) ?? headers
    pieces.bytes = try values.whole(.pieceBytes, 1...65_536)
    deepN = try values.decodeIfPresent(DeepNChoice.self, forKey: .deepN) ?? deepN
    if let given = try values.decodeIfPresent(Located<String>.self, forKey: .training) {
      training = given.value
      guard SchemePart.isPlain(training) else {
        throw AirSliceError(
          .data, "'\(training)' is no training of a whole network: original, or what `airslice train codec` makes",
          at: given.location)
      }
    }
  }

  /// JPEG at `quality`, with DeepN-JPEG's tables where `statistics` are given.
  package func settings(quality: Int, deepN statistics: CoefficientStatistics? = nil) -> JPEGSettings {
    var settings = jpeg
    if let statistics { settings.tables = QuantizationTables(deepN: deepN.parameters, statistics) }
    settings.tables = settings.tables.scaled(quality: quality)
    return settings
  }
}

/// How DeepN-JPEG's tables come about: `deepn: {quality: 50, images: 5000, a: 255, …}`.
package struct DeepNChoice: Decodable, Hashable, Sendable {
  /// The quality of `deepn-jpeg`; at 50 its tables are as published.
  package var quality = 50
  /// Training images that the statistics are of.
  package var images = 5000
  package var parameters = DeepNParameters()

  package init() {}

  private enum CodingKeys: String, CodingKey {
    case quality, images, a, b, c, k1, k2, k3, t1, t2
    case least = "q_min"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    quality = try values.whole(.quality, QuantizationTables.qualities) ?? quality
    images = try values.whole(.images, 1...50_000) ?? images
    for (key, path) in [
      (.a, \.a), (.b, \.b), (.c, \.c), (.k1, \.k1), (.k2, \.k2), (.k3, \.k3), (.t1, \.t1), (.t2, \.t2),
      (.least, \.least),
    ] as [(CodingKeys, WritableKeyPath<DeepNParameters, Double>)] {
      if let value = try values.decodeIfPresent(Double.self, forKey: key) { parameters[keyPath: path] = value }
    }
    guard parameters.t1 <= parameters.t2 else {
      throw AirSliceError(.data, "t1 is \(parameters.t1), above t2, which is \(parameters.t2)")
    }
  }
}
