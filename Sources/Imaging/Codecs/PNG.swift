// PNG files to pixels and back, by libpng.

internal import CPNG
import Core
import Foundation

/// Decodes the rows that a file, whole or not, holds.
package struct PNGDecoder: PictureDecoder {
  /// Whether wrong checksums are overlooked, and what stands behind them is used.
  private let isLenient: Bool

  /// A decoder that stops at wrong checksums unless it is lenient.
  package init(isLenient: Bool = false) { self.isLenient = isLenient }

  var format: String { "PNG" }

  func size(of file: [UInt8]) -> DecodingOutcome {
    var outcome = airslice_png_outcome()
    _ = airslice_png_decode(file, file.count, 0, 0, nil, isLenient ? 1 : 0, &outcome)
    return DecodingOutcome(outcome)
  }

  package func decode(
    _ file: [UInt8], width: Int, height: Int, into pixels: UnsafeMutableBufferPointer<UInt8>
  ) -> DecodingOutcome {
    precondition(pixels.count == 3 * width * height, "three bytes for each pixel")
    var outcome = airslice_png_outcome()
    _ = airslice_png_decode(
      file, file.count, Int32(width), Int32(height), pixels.baseAddress, isLenient ? 1 : 0, &outcome)
    return DecodingOutcome(outcome)
  }
}

extension DecodingOutcome {
  fileprivate init(_ outcome: airslice_png_outcome) {
    self.init(
      width: Int(outcome.width), height: Int(outcome.height), rows: Int(outcome.rows),
      isWhole: outcome.is_complete != 0, fault: Self.text(outcome.message))
  }
}

/// Encodes pictures without loss: all of libpng's filters to choose from, and its most thorough compression.
package enum PNGEncoder {
  /// The file that holds `picture`.
  /// - Throws: `internal` when there is no memory.
  package static func encode(_ picture: Picture) throws -> [UInt8] {
    var count = 0
    guard let bytes = airslice_png_encode(picture.pixels, Int32(picture.width), Int32(picture.height), &count) else {
      throw AirSliceError(.internal, "libpng cannot encode a picture: no memory")
    }
    defer { free(bytes) }
    return [UInt8](UnsafeBufferPointer(start: bytes, count: count))
  }
}
