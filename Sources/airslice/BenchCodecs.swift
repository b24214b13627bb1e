// `airslice bench jpeg`: pictures to JPEG files. Tests/Peers/bench_pillow.py has the same work for Pillow.

import ArgumentParser
import Core
import Imaging

/// JPEG files of 10,000 pictures of 32 × 32 pixels at quality 75, on one thread.
struct BenchJPEGCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "jpeg", abstract: "Pictures to JPEG files.")

  @Option(help: "Huffman tables: standard or optimised.")
  var huffman: JPEGSettings.Huffman = .standard
  @Option(help: "Seconds to measure for; all pictures once at least.")
  var seconds = 2.0

  func validate() throws {
    try OptionCheck.seconds(seconds)
  }

  private static let count = 10_000

  func run() throws {
    var settings = JPEGSettings()
    settings.tables = .standard.scaled(quality: 75)
    settings.huffman = huffman
    let pictures = (0..<Self.count).map(Self.picture)
    let encoder = try JPEGEncoder(settings)
    var bytes = 0
    let pace = try roundsPerSecond(for: seconds) {
      bytes = try pictures.reduce(0) { $0 + (try encoder.encode($1).count) }
    }
    try StandardOutput.write("jpeg: \(bytes) bytes, \(Int((Double(Self.count) * pace).rounded())) images/s\n")
  }

  /// Slanted triangle waves, a function of the picture's number.
  private static func picture(_ number: Int) -> Picture {
    let pixels = (0..<3072).map { place -> UInt8 in
      let (x, y, channel) = (place / 3 % 32, place / 96, place % 3)
      let wave = ((x * (number % 7 + 1) + y * (number % 5 + 2)) * (channel + 2) + number * 37) % 510
      return UInt8(min(wave, 510 - wave))
    }
    return Picture(width: 32, height: 32, pixels: pixels)
  }
}

extension JPEGSettings.Huffman: ExpressibleByArgument {}
