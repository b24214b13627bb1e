// gnuplot as a subprocess.

import Core
import Foundation

/// Runs gnuplot on scripts.
package enum Gnuplot {
  /// Runs `script` (a file name) in `folder` with the variables `name` and `formats` set; leaves whole pictures
  /// `folder/name.<format>` or none.
  /// - Throws: `missingInput` when there is no gnuplot in `searchPath`, `io` when a picture cannot be written whole,
  ///   `internal` with gnuplot's own words when it refuses the script.
  package static func run(
    script: String, in folder: String, name: String, formats: [String],
    searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? ""
  ) throws {
    let executable = try find(in: searchPath)
    let temporary = ".\(name).drawing-\(getpid())"
    let pictures = formats.map { (from: "\(folder)/\(temporary).\($0)", to: "\(folder)/\(name).\($0)") }
    defer { for picture in pictures { unlink(picture.from) } }

    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let variables =
      "name = \(GnuplotScript.quoted(temporary)); formats = \(GnuplotScript.quoted(formats.joined(separator: " ")))"
    // Default settings only: a user's ~/.gnuplot would change the pictures.
    process.arguments = ["--default-settings", "-e", variables, script]
    let messages = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = messages
    do {
      try process.run()
    } catch {
      throw AirSliceError(.internal, "cannot be started: \(error)", at: .init(file: executable))
    }
    let said = String(decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      let line = said.split(whereSeparator: \.isNewline).last.map(String.init) ?? "no message"
      throw AirSliceError(.internal, "gnuplot refused the script: \(line)", at: .init(file: "\(folder)/\(script)"))
    }
    for (picture, format) in zip(pictures, formats) {
      // gnuplot does not notice a full disk.
      guard isWhole(picture.from, format) else {
        throw AirSliceError(.io, "gnuplot left no whole picture: is the disk full?", at: .init(file: picture.to))
      }
    }
    for picture in pictures where rename(picture.from, picture.to) != 0 {
      let reason = String(cString: strerror(errno))
      throw AirSliceError(.cannotCreate, "cannot create: \(reason)", at: .init(file: picture.to))
    }
  }

  /// - Throws: `missingInput` when there is no gnuplot in `searchPath`.
  package static func check(searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? "") throws {
    _ = try find(in: searchPath)
  }

  private static func find(in searchPath: String) throws -> String {
    for folder in searchPath.split(separator: ":") {
      let candidate = "\(folder)/gnuplot"
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
    }
    throw AirSliceError(.missingInput, "gnuplot is not installed, so no picture is drawn: install gnuplot-nox")
  }

  /// Whether the file ends as its format does.
  private static func isWhole(_ path: String, _ format: String) -> Bool {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)), let end = ends[format] else { return false }
    return data.suffix(32).range(of: Data(end.utf8)) != nil
  }

  private static let ends = ["svg": "</svg>", "png": "IEND", "pdf": "%%EOF"]
}
