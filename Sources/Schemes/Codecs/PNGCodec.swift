// PNG as it goes over a link: whole files, or their compressed pixels alone.

import Imaging

/// PNG. With shared headers only what the IDAT chunks hold is sent: signature, header (all pictures have the same size),
/// chunk lengths and checksums are not.
package struct PNGCodec: PictureCodec {
  package let headers: CodecHeaders

  package init(headers: CodecHeaders) { self.headers = headers }

  /// Signature and IHDR.
  private static let headerBytes = 33
  private static let imageData = Array("IDAT".utf8)

  package func encode(_ pictures: [Picture]) throws -> [[UInt8]] {
    try pictures.map { picture in
      let file = try PNGEncoder.encode(picture)
      return headers == .sent ? file : Self.imageData(of: file)
    }
  }

  package func decode(_ streams: [ReceivedStream]) throws -> [DecodedPicture] {
    let decoder = PNGDecoder(isLenient: headers == .shared)
    let known =
      headers == .sent
      ? [] : Array(try PNGEncoder.encode(Picture(width: 32, height: 32, pixels: DecodedPicture().pixels))[..<33])
    return streams.map { stream in
      var picture = DecodedPicture()
      // Nothing behind a gap can be decompressed.
      let received = stream.beginning
      if received.isEmpty { return picture }
      let file = headers == .sent ? Array(received) : known + Self.chunk(Array(received))
      let outcome = picture.pixels.withUnsafeMutableBufferPointer {
        decoder.decode(file, width: 32, height: 32, into: $0)
      }
      picture.rows = outcome.rows
      return picture
    }
  }

  /// What the IDAT chunks of `file`, one of ours, hold. A chunk is a length, a kind, that many bytes, a checksum.
  private static func imageData(of file: [UInt8]) -> [UInt8] {
    var content: [UInt8] = []
    var place = headerBytes
    while place + 8 <= file.count {
      let count = file[place..<place + 4].reduce(0) { $0 << 8 + Int($1) }
      if file[place + 4..<place + 8].elementsEqual(imageData) { content += file[place + 8..<place + 8 + count] }
      place += 12 + count
    }
    return content
  }

  /// An IDAT chunk of `content`, without checksum.
  private static func chunk(_ content: [UInt8]) -> [UInt8] {
    let length = (0..<4).map { UInt8(truncatingIfNeeded: content.count >> (24 - 8 * $0)) }
    return length + imageData + content
  }
}
