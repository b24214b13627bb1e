// Pixels to JPEG files, by libjpeg-turbo.

internal import CJPEG
import Core

/// How JPEG files are made.
package struct JPEGSettings: Sendable, Hashable {
  /// How much of the chrominance is kept.
  package enum Chroma: String, CaseIterable, Sendable {
    /// A sample for each pixel.
    case full = "4:4:4"
    /// A sample for each two by two pixels.
    case halved = "4:2:0"
  }

  /// Where Huffman tables come from.
  package enum Huffman: String, CaseIterable, Sendable {
    /// Those of ITU-T T.81, annex K.3.
    case standard
    /// Made for each picture.
    case optimised
  }

  package var tables = QuantizationTables.standard
  package var chroma = Chroma.halved
  package var huffman = Huffman.standard
  /// Several scans, the coarse before the fine; libjpeg then optimises the Huffman tables of each.
  package var isProgressive = false
  /// Blocks (MCUs: 8 × 8 pixels, with halved chrominance 16 × 16) from one restart marker to the next; 0 for none.
  package var restartInterval = 0

  /// The settings that JPEG files usually have, with the tables of annex K.
  package init() {}
}

/// Encodes any number of pictures in one way. To be used by one thread at a time.
package final class JPEGEncoder {
  private let handle: UnsafeMutableRawPointer

  /// - Throws: `internal` when there is no memory.
  package init(_ settings: JPEGSettings) throws {
    precondition((0...65_535).contains(settings.restartInterval), "a restart interval has 16 bits")
    var values = airslice_jpeg_settings()
    withUnsafeMutableBytes(of: &values.luminance) { $0.copyBytes(from: settings.tables.luminance.bytes) }
    withUnsafeMutableBytes(of: &values.chrominance) { $0.copyBytes(from: settings.tables.chrominance.bytes) }
    values.chroma_step = settings.chroma == .halved ? 2 : 1
    values.optimised = settings.huffman == .optimised ? 1 : 0
    values.progressive = settings.isProgressive ? 1 : 0
    values.restart_interval = Int32(settings.restartInterval)
    guard let handle = airslice_jpeg_encoder_create(&values) else {
      throw AirSliceError(.internal, "libjpeg cannot be used: no memory, or another version than it was built for")
    }
    self.handle = handle
  }

  deinit { airslice_jpeg_encoder_destroy(handle) }

  /// The file that holds `picture`, whose sides are at most 65,500 pixels.
  /// - Throws: `internal` when libjpeg fails.
  package func encode(_ picture: Picture) throws -> [UInt8] {
    var count = 0
    guard
      let bytes = airslice_jpeg_encode(handle, picture.pixels, Int32(picture.width), Int32(picture.height), &count)
    else {
      throw AirSliceError(.internal, "libjpeg cannot encode a picture of \(picture.width) × \(picture.height) pixels")
    }
    return [UInt8](UnsafeBufferPointer(start: bytes, count: count))
  }
}

extension [UInt16] {
  /// The entries as they lie in memory.
  fileprivate var bytes: [UInt8] { withUnsafeBytes { [UInt8]($0) } }
}
