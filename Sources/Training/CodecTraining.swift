// Fine-tuning on images that went through a codec.

import Imaging
import Neural
import Schemes

/// The plain classifier, fitted to and scored on images behind a codec at several qualities, drawn with equal odds.
package struct CodecTraining: TrainingMethod {
  /// What weights are called that serve the codec of that name.
  package static func scheme(codec: String) -> String { "original-\(codec)" }

  package let scheme: String
  package let command: String
  package let codecs: CodecMixture?
  private let tables: String?
  private let plain = PlainTraining()

  /// - Parameters:
  ///   - codec: the codec's name.
  ///   - settings: its settings as the command line has them.
  ///   - tables: the digest of the file of tables that these name.
  package init(codec: String, settings: String, codecs: [any PictureCodec], tables: String? = nil) {
    scheme = Self.scheme(codec: codec)
    command = "codec --kind \(codec) --codec '\(settings)'"
    self.codecs = CodecMixture(codecs)
    self.tables = tables
  }

  package func objective(_ context: TrainingContext) throws -> any Objective { try plain.objective(context) }

  package func metadata(_ objective: any Objective) -> [String: String] {
    var metadata = ["scheme": scheme]
    metadata["codec_tables_sha256"] = tables
    return metadata
  }

  package func units(_ architecture: Architecture) -> Int { 0 }

  package func evaluate(
    _ objective: any Objective, counts: [Int], on dataset: any Dataset, normalization: Normalization, threads: Int
  ) throws -> [Evaluation] {
    try plain.evaluate(objective, counts: counts, on: dataset, normalization: normalization, threads: threads)
  }
}
