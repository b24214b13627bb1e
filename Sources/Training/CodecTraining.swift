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
  private let plain = PlainTraining()

  /// - Parameters:
  ///   - codec: the codec's name.
  ///   - settings: its settings as the command line has them.
  package init(codec: String, settings: String, codecs: [any PictureCodec]) {
    scheme = Self.scheme(codec: codec)
    command = "codec --kind \(codec) --codec '\(settings)'"
    self.codecs = CodecMixture(codecs)
  }

  package func objective(_ context: TrainingContext) throws -> any Objective { try plain.objective(context) }
  package func metadata(_ objective: any Objective) -> [String: String] { ["scheme": scheme] }
  package func units(_ architecture: Architecture) -> Int { 0 }

  package func evaluate(
    _ objective: any Objective, counts: [Int], on dataset: any Dataset, normalization: Normalization, threads: Int
  ) throws -> [Evaluation] {
    try plain.evaluate(objective, counts: counts, on: dataset, normalization: normalization, threads: threads)
  }
}
