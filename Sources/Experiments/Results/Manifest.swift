// How a result came about: everything that is needed to make it again, and everything that may differ when it is.

import Core
import Foundation

/// manifest.json beside points.csv. Times and machine stand here alone, so that equal results are equal files.
package struct Manifest: Codable, Hashable, Sendable {
  package struct ScenarioRecord: Codable, Hashable, Sendable {
    package var name: String
    /// The file as it was read.
    package var text: String
    /// Of the text.
    package var sha256: String
    /// What the command line changed: `key=value`.
    package var overrides: [String]
    package var points: Int
  }

  package struct DatasetRecord: Codable, Hashable, Sendable {
    package var name: String
    /// The name that figures give it.
    package var title: String
    package var images: Int
    /// Of the images used, each as its label and its 3,072 bytes: for the whole CIFAR-10 test set that of its file.
    package var sha256: String
  }

  package struct FileRecord: Codable, Hashable, Sendable {
    /// As the scenario names it.
    package var file: String
    package var sha256: String
  }

  package struct MachineRecord: Codable, Hashable, Sendable {
    package var processor: String
    /// The widest vector instructions; results are byte-identical where this and the libraries agree.
    package var instructionSet: String
    package var cores: Int
    package var system: String
  }

  package var scenario: ScenarioRecord
  package var seed: UInt64
  package var dataset: DatasetRecord
  /// What schemes were made from, the first images of other parts of the data set, each by its part's name; nil where they
  /// were made from none.
  package var imagesLookedAt: [DatasetRecord]?
  package var weights: [WeightsRecord]
  /// What else the scenario reads, recordings of links and quantisation tables; nil where it reads nothing.
  package var files: [FileRecord]?
  /// Schemes that the scenario names and for which no weights were there.
  package var leftOut: [String]
  /// A digest of every event of every transmission, in hexadecimal digits.
  package var eventDigest: String
  /// Of points.csv.
  package var pointsSHA256: String
  /// What else was written beside it.
  package var results: [FileRecord]
  package var version: String
  /// The commit of the checkout that the executable was built in; nil elsewhere.
  package var commit: String?
  package var command: [String]
  package var machine: MachineRecord
  package var threads: Int
  package var batch: Int
  /// When the run ended, ISO 8601 in UTC.
  package var finished: String
  /// Seconds that the run took [s]; of one that was interrupted, since it went on.
  package var wallSeconds: Double
}

extension Manifest.ScenarioRecord {
  init(name: String, text: String, overrides: [String] = [], points: Int) throws {
    self.init(
      name: name, text: text, sha256: try MessageDigest.sha256.hexadecimal(Data(text.utf8)), overrides: overrides,
      points: points)
  }
}

extension Manifest.FileRecord {
  /// Of a file with the content `text`.
  init(file: String, text: String) throws {
    self.init(file: file, sha256: try MessageDigest.sha256.hexadecimal(Data(text.utf8)))
  }

  /// Of the file at `path`.
  /// - Throws: what reading it throws.
  init(reading path: String) throws {
    self.init(file: path, sha256: try MessageDigest.sha256.hexadecimal(ofFile: path))
  }
}

extension Manifest.MachineRecord {
  /// This machine.
  package static var current: Manifest.MachineRecord {
    let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    func field(_ name: String) -> Substring? {
      information.split(separator: "\n").first { $0.hasPrefix(name) }?.split(separator: ":", maxSplits: 1).last
    }
    let flags = Set((field("flags") ?? field("Features") ?? "").split(separator: " ").map(String.init))
    // The steps at which oneDNN's kernels change, the widest first.
    let steps = ["amx_bf16", "avx512_bf16", "avx512_vnni", "avx512f", "avx2", "avx", "asimd"]
    return Manifest.MachineRecord(
      processor: field("model name").map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown",
      instructionSet: steps.first(where: flags.contains) ?? "baseline",
      cores: ProcessInfo.processInfo.activeProcessorCount,
      system: ProcessInfo.processInfo.operatingSystemVersionString)
  }
}
