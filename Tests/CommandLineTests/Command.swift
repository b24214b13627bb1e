// The built command as a process, as a user meets it.

import Foundation
import Neural
import TemporaryFolder

/// What a run of the command left behind.
struct CommandResult {
  var code: Int32
  var output: String
  var errors: String
  /// The lines on standard error that are no progress.
  var complaints: [Substring] { errors.split(separator: "\n").filter { $0.hasPrefix("airslice: ") } }
}

/// A folder with a scenario's surroundings, in which `airslice` is run.
final class Workplace {
  private let files: TemporaryFolder
  var folder: String { files.path }

  init() throws { files = try TemporaryFolder() }

  /// The executable that was built together with these tests.
  static func executable() throws -> String {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return (tests as NSString).deletingLastPathComponent + "/airslice"
  }

  /// Writes `text` to the file `name`.
  func write(_ text: String, _ name: String) throws { try write(Data(text.utf8), name) }

  /// Writes `data` to the file `name`, in folders that need not exist yet.
  func write(_ data: Data, _ name: String) throws { try files.write(data, name) }

  func read(_ name: String) throws -> String { try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(name)") }

  /// Writes weights of a narrow, untrained network: numbers between ±1/4, the same ever.
  func writeWeights(
    _ name: String, width: Double = 0.25, classes: Int = 10, metadata: [String: String] = [:], statisticSets: Int = 0
  ) throws {
    let architecture = Architecture(widthMultiplier: width, classes: classes)
    var state: UInt64 = 1
    var entries: [String: NamedArray] = [:]
    for parameter in architecture.parameterShapes {
      let values = (0..<parameter.count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(Int64(state >> 40) - (1 << 23)) / Float(1 << 25)
      }
      // Variances are positive, scales near one.
      let isScale =
        parameter.name.hasSuffix("running_var") || (parameter.shape.count == 1 && parameter.name.hasSuffix("weight"))
      entries[parameter.name] = NamedArray(shape: parameter.shape, values: isScale ? values.map { $0 + 1 } : values)
    }
    var weights = try Weights(architecture: architecture, entries: entries, metadata: metadata, source: name)
    let statistics = entries.filter { $0.key.hasPrefix("bn2.running") }
    weights.statisticsByUnits = [[String: NamedArray]](repeating: statistics, count: statisticSets)
    try weights.write(to: "\(folder)/\(name)", as: .float32)
  }

  /// Starts `airslice` with `arguments` in the folder, through `sh -c` with `prefix` before it.
  func start(_ arguments: [String], prefix: String = "", output: Pipe, errors: Pipe) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "\(prefix) exec \"$0\" \"$@\"", try Self.executable()] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var environment = ProcessInfo.processInfo.environment
    environment["AIRSLICE_DATA"] = nil
    environment["HOME"] = folder
    environment["OMP_WAIT_POLICY"] = "passive"
    process.environment = environment
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Runs `airslice` with `arguments` to its end.
  func run(_ arguments: [String], prefix: String = "") throws -> CommandResult {
    let (output, errors) = (Pipe(), Pipe())
    let process = try start(arguments, prefix: prefix, output: output, errors: errors)
    // Standard error is short: progress lines come every ten seconds.
    let written = try output.fileHandleForReading.readToEnd() ?? Data()
    let complained = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return CommandResult(
      code: process.terminationStatus, output: String(decoding: written, as: UTF8.self),
      errors: String(decoding: complained, as: UTF8.self))
  }
}
