// What the tests of codecs share: Pillow's files, and pictures that Tests/Peers/golden_pictures.py draws too.

import Foundation
import Imaging

/// Files of Tests/ImagingTests/Goldens.
enum Goldens {
  static let folder = Bundle.module.bundleURL.appendingPathComponent("Goldens").path

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
  }

  /// The rows of a table, by its columns' names.
  static func rows(_ name: String) throws -> [[String: String]] {
    let lines = String(decoding: try bytes(name), as: UTF8.self).split(separator: "\n")
    let columns = lines[0].split(separator: ",").map(String.init)
    return lines.dropFirst().map { line in
      Dictionary(uniqueKeysWithValues: zip(columns, line.split(separator: ",").map(String.init)))
    }
  }

  /// Slanted triangle waves, a function of the picture's number.
  static func drawn(_ number: Int, width: Int = 32, height: Int = 32) -> Picture {
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<3 {
          let wave = ((x * (number % 7 + 1) + y * (number % 5 + 2)) * (channel + 2) + number * 37) % 510
          pixels.append(UInt8(min(wave, 510 - wave)))
        }
      }
    }
    return Picture(width: width, height: height, pixels: pixels)
  }

  /// CRC-32 of ISO 3309, as zlib has it.
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
  }
}
