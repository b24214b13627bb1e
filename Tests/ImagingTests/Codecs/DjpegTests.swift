// Decoding against libjpeg-turbo's own program, pixel by pixel: whole streams, streams that end early, damaged ones.

import Foundation
import Imaging
import TemporaryFolder
import Testing

@Suite struct DjpegTests {
  private static let program = "/usr/bin/djpeg"
  /// Missing data must fail where `AIRSLICE_REQUIRE_DATA` says so; Debian's package is libjpeg-turbo-progs.
  private static let canRun =
    FileManager.default.isExecutableFile(atPath: program)
    || ProcessInfo.processInfo.environment["AIRSLICE_REQUIRE_DATA"] == "1"

  /// The pixels that djpeg makes of the file at `path`, nil when it gives up or the picture is not 32 × 32 in colour.
  private func djpeg(_ path: String) throws -> [UInt8]? {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: Self.program)
    process.arguments = ["-ppm", path]
    (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
    try process.run()
    let written = [UInt8](try output.fileHandleForReading.readToEnd() ?? Data())
    process.waitUntilExit()
    // 2: all was written, with warnings.
    guard [0, 2].contains(process.terminationStatus) else { return nil }
    let header = Array("P6\n32 32\n255\n".utf8)
    return written.starts(with: header) ? Array(written.dropFirst(header.count)) : nil
  }

  @Test(.enabled(if: canRun)) func everyPixel() throws {
    let folder = try TemporaryFolder()
    let decoder = try JPEGDecoder()
    var (compared, damagedOnes) = (0, 0)
    for number in 0..<48 {
      var settings = JPEGSettings()
      settings.tables = .standard.scaled(quality: 1 + number * 2)
      settings.chroma = number % 2 == 0 ? .halved : .full
      settings.isProgressive = number / 2 % 2 == 1
      settings.huffman = number / 4 % 2 == 1 ? .optimised : .standard
      settings.restartInterval = number / 8 % 3
      let file = try JPEGEncoder(settings).encode(Goldens.drawn(number))
      // The whole; its beginning; two with damage in the second half, which in most is the scan's.
      var streams = [file, Array(file.prefix(file.count - 1 - number * file.count / 120))]
      for step in [1, 2] {
        var damaged = file
        let place = file.count / 2 + (number * 131 + step * 71) % (file.count / 2)
        damaged[place] ^= UInt8(1 << ((number + step) % 8))
        streams.append(damaged)
      }
      for stream in streams {
        let theirs = try djpeg(folder.write(stream, "a.jpg"))
        var ours = [UInt8](repeating: 0, count: 3072)
        let outcome = ours.withUnsafeMutableBufferPointer { decoder.decode(stream, width: 32, height: 32, into: $0) }
        guard let theirs else { continue }
        #expect(outcome.rows == 32 && ours == theirs, "picture \(number)")
        compared += 1
        damagedOnes += outcome.isWhole ? 0 : 1
      }
    }
    #expect(compared > 140 && damagedOnes > 60, "\(compared) compared, \(damagedOnes) of them damaged")
  }
}
