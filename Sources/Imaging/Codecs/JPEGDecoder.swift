// JPEG files to pixels, by libjpeg-turbo.

internal import CJPEG
import Core

/// Decodes as `djpeg` does by default: accurate integer transform, smooth chrominance, and on faults whatever libjpeg makes
/// of them. To be used by one thread at a time.
package final class JPEGDecoder: PictureDecoder {
  private let handle: UnsafeMutableRawPointer

  /// - Throws: `internal` when there is no memory.
  package init() throws {
    guard let handle = airslice_jpeg_decoder_create() else {
      throw AirSliceError(.internal, "libjpeg cannot be used: no memory, or another version than it was built for")
    }
    self.handle = handle
  }

  deinit { airslice_jpeg_decoder_destroy(handle) }

  var format: String { "JPEG" }

  func size(of file: [UInt8]) -> DecodingOutcome {
    var outcome = airslice_jpeg_outcome()
    _ = airslice_jpeg_decode(handle, file, file.count, 0, 0, nil, &outcome)
    return DecodingOutcome(outcome, isWhole: false)
  }

  package func decode(
    _ file: [UInt8], width: Int, height: Int, into pixels: UnsafeMutableBufferPointer<UInt8>
  ) -> DecodingOutcome {
    precondition(pixels.count == 3 * width * height, "three bytes for each pixel")
    var outcome = airslice_jpeg_outcome()
    let failed = airslice_jpeg_decode(
      handle, file, file.count, Int32(width), Int32(height), pixels.baseAddress, &outcome)
    return DecodingOutcome(outcome, isWhole: failed == 0 && outcome.warnings == 0)
  }
}

extension DecodingOutcome {
  fileprivate init(_ outcome: airslice_jpeg_outcome, isWhole: Bool) {
    self.init(
      width: Int(outcome.width), height: Int(outcome.height), rows: Int(outcome.rows), isWhole: isWhole,
      fault: Self.text(outcome.message))
  }
}
