// A picture of any size, as image files hold it.

import Core
import Foundation

/// A picture: rows from the top, pixels from the left, three bytes each (red, green, blue).
public struct Picture: Sendable, Hashable {
  public let width: Int
  public let height: Int
  /// 3 · width · height bytes.
  public let pixels: [UInt8]

  /// - Precondition: the picture is not empty and `pixels` has three bytes for each of its pixels.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0 && pixels.count == 3 * width * height, "three bytes for each pixel")
    (self.width, self.height, self.pixels) = (width, height, pixels)
  }
}

extension Picture {
  /// The most pixels that a file may hold: 120 MB once it is decoded.
  public static let greatestArea = 40_000_000

  /// Reads a PNG or JPEG file.
  /// - Throws: `missingInput` when it cannot be read, `data` when it is no such file or not whole.
  public init(contentsOf path: String) throws {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw AirSliceError(.missingInput, "cannot be read: a PNG or JPEG file is needed", at: .init(file: path))
    }
    self = try Picture(decoding: [UInt8](bytes), file: path)
  }

  /// Decodes the content of a PNG or JPEG file, whichever it is, called `file` in errors.
  /// - Throws: `data` when it is neither, damaged, not whole, or larger than ``greatestArea``.
  public init(decoding bytes: [UInt8], file: String) throws {
    let decoder: any PictureDecoder
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      decoder = try JPEGDecoder()
    } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      decoder = PNGDecoder()
    } else {
      let start = bytes.prefix(4).map { String($0, radix: 16) }.joined(separator: " ")
      throw AirSliceError.data(
        "neither a PNG nor a JPEG file: it \(bytes.isEmpty ? "is empty" : "begins with the bytes \(start)")",
        file: file)
    }
    let size = decoder.size(of: bytes)
    guard size.width > 0, size.height > 0 else {
      throw AirSliceError.data("damaged \(decoder.format) file: \(size.fault ?? "no size")", file: file)
    }
    guard size.width <= Self.greatestArea / size.height else {
      throw AirSliceError.data(
        "\(size.width) × \(size.height) pixels are too many: at most \(Self.greatestArea) are read", file: file)
    }
    var pixels = [UInt8](repeating: 0, count: 3 * size.width * size.height)
    let outcome = pixels.withUnsafeMutableBufferPointer {
      decoder.decode(bytes, width: size.width, height: size.height, into: $0)
    }
    guard outcome.isWhole else {
      throw AirSliceError.data(
        "damaged \(decoder.format) file: \(outcome.fault ?? "it ends too early"); only whole files are read", file: file
      )
    }
    self.init(width: size.width, height: size.height, pixels: pixels)
  }
}

/// What a decoder made of a file.
package struct DecodingOutcome: Sendable, Hashable {
  /// The size that the file says, in pixels; 0 when it was not found out.
  package var width: Int
  package var height: Int
  /// Rows that were decoded, from the top.
  package var rows: Int
  /// Whether all was there, without fault.
  package var isWhole: Bool
  /// The first fault in the library's words.
  package var fault: String?

  package init(width: Int = 0, height: Int = 0, rows: Int = 0, isWhole: Bool = false, fault: String? = nil) {
    (self.width, self.height, self.rows, self.isWhole, self.fault) = (width, height, rows, isWhole, fault)
  }
}

/// A decoder of a format of image files. It makes the best of what it is given.
protocol PictureDecoder {
  /// The format's name.
  var format: String { get }
  /// The size that the header of `file` says.
  func size(of file: [UInt8]) -> DecodingOutcome
  /// Decodes as much as there is of `file` into `pixels` when it has `width` × `height` of them, three bytes each.
  func decode(
    _ file: [UInt8], width: Int, height: Int, into pixels: UnsafeMutableBufferPointer<UInt8>
  ) -> DecodingOutcome
}

extension DecodingOutcome {
  /// The text in a C array of characters; nil when it is empty.
  static func text<Characters>(_ characters: Characters) -> String? {
    withUnsafeBytes(of: characters) { bytes in
      let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      return text.isEmpty ? nil : text
    }
  }
}
