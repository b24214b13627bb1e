// The codecs' schemes of a scenario's settings.

import Core
import Imaging
import Schemes

extension SchemeSetting {
  /// PNG: one quality, without loss.
  func png() -> CodecScheme { scheme([PNGCodec(headers: codec.headers)]) }

  /// JPEG at the scenario's quality, or at all those that its sender chooses from.
  func jpeg(fits: Bool = false) throws -> CodecScheme {
    let qualities = fits ? codec.qualities : [codec.quality]
    return scheme(try qualities.map { try JPEGCodec(codec.settings(quality: $0), headers: codec.headers) })
  }

  /// JPEG with DeepN-JPEG's tables for the data set's training images.
  func deepNJPEG(fits: Bool = false) throws -> CodecScheme {
    let statistics = try shelf.coefficients(images: codec.deepN.images, chroma: codec.jpeg.chroma)
    let qualities = fits ? codec.qualities : [codec.deepN.quality]
    return scheme(
      try qualities.map { quality in
        try JPEGCodec(codec.settings(quality: quality, deepN: statistics), headers: codec.headers)
      })
  }

  private func scheme(_ codecs: [any PictureCodec]) -> CodecScheme {
    CodecScheme(name: name, codecs: codecs, pieces: codec.pieces, network: network, normalization: normalization)
  }
}
