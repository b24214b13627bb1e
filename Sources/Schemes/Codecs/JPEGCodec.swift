// JPEG as it goes over a link: whole files, or scans alone.

import Core
import Imaging

/// JPEG in one way. With shared headers the server knows all that files of these settings have in common: up to the
/// first scan's bytes or, where each picture has Huffman tables of its own, up to these; and the marker at the end.
package struct JPEGCodec: PictureCodec {
  package let headers: CodecHeaders
  private let settings: JPEGSettings
  /// What the server puts before the bytes that it receives.
  private let known: [UInt8]
  /// Bytes at the end of files that are not sent.
  private let end: Int

  private enum Marker {
    static let huffmanTables: UInt8 = 0xC4
    static let startOfScan: UInt8 = 0xDA
    static let restarts: ClosedRange<UInt8> = 0xD0...0xD7
  }

  /// - Throws: `internal` when libjpeg cannot be used.
  package init(_ settings: JPEGSettings, headers: CodecHeaders) throws {
    (self.settings, self.headers) = (settings, headers)
    guard headers == .shared else {
      (known, end) = ([], 0)
      return
    }
    let black = Picture(width: 32, height: 32, pixels: [UInt8](repeating: 0, count: ImageBatch.imageBytes))
    let file = try JPEGEncoder(settings).encode(black)
    let hasOwnTables = settings.huffman == .optimised || settings.isProgressive
    known = Array(file[..<Self.commonBytes(of: file, hasOwnTables: hasOwnTables)])
    end = 2
  }

  /// How far files of the same settings are alike. A file is segments: FF, a marker, and a length that counts itself.
  private static func commonBytes(of file: [UInt8], hasOwnTables: Bool) -> Int {
    var place = 2
    while true {
      let next = place + 2 + Int(file[place + 2]) << 8 + Int(file[place + 3])
      switch file[place + 1] {
      case Marker.huffmanTables where hasOwnTables: return place
      case Marker.startOfScan: return next
      default: place = next
      }
    }
  }

  package func encode(_ pictures: [Picture]) throws -> [[UInt8]] {
    let encoder = try JPEGEncoder(settings)
    return try pictures.map { Array(try encoder.encode($0).dropFirst(known.count).dropLast(end)) }
  }

  package func decode(_ streams: [ReceivedStream]) throws -> [DecodedPicture] {
    let decoder = try JPEGDecoder()
    return streams.map { stream in
      var picture = DecodedPicture()
      let received = Self.usable(stream)
      if received.isEmpty { return picture }
      let outcome = picture.pixels.withUnsafeMutableBufferPointer {
        decoder.decode(known + received, width: 32, height: 32, into: $0)
      }
      picture.rows = outcome.rows
      return picture
    }
  }

  /// The bytes of `stream` that libjpeg is given. From a gap on they are left out up to the next marker that decoding can
  /// begin anew at: a restart, or the tables or the beginning of another scan.
  static func usable(_ stream: ReceivedStream) -> [UInt8] {
    let (bytes, isThere) = (stream.bytes, stream.isThere)
    var usable = Array(stream.beginning)
    var place = usable.count
    while place < bytes.count {
      // Behind a gap.
      while place + 1 < bytes.count, !(isThere[place] && isThere[place + 1] && isEntry(bytes[place], bytes[place + 1]))
      {
        place += 1
      }
      if place + 1 >= bytes.count { break }
      while place < bytes.count, isThere[place] {
        usable.append(bytes[place])
        place += 1
      }
    }
    return usable
  }

  private static func isEntry(_ first: UInt8, _ second: UInt8) -> Bool {
    first == 0xFF
      && (Marker.restarts.contains(second) || second == Marker.huffmanTables || second == Marker.startOfScan)
  }
}
