// What a codec is to the schemes that send pictures with it.

import Imaging

/// Pictures of 32 × 32 pixels to streams of bytes and back.
package protocol PictureCodec: Sendable {
  /// Whether streams are whole files, which tell all that it takes to decode them.
  var headers: CodecHeaders { get }
  /// What is sent of each picture.
  func encode(_ pictures: [Picture]) throws -> [[UInt8]]
  /// What can be made of each stream, however much is missing or wrong.
  func decode(_ streams: [ReceivedStream]) throws -> [DecodedPicture]
}

/// A picture as far as it could be decoded.
package struct DecodedPicture: Sendable, Hashable {
  /// 32 rows from the top, three bytes a pixel; black below those that were decoded.
  package var pixels = [UInt8](repeating: 0, count: ImageBatch.imageBytes)
  /// Rows that were decoded, from the top.
  package var rows = 0

  package init() {}
}

/// What goes before the pixels' own bytes.
package enum CodecHeaders: String, CaseIterable, Sendable {
  /// Headers and tables that all pictures share are known to the server beforehand: only the rest is sent.
  case shared
  /// Each stream is a whole file.
  case sent
}
