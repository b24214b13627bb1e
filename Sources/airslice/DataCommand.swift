// `airslice data`: fetches data sets and tells what is there.

import ArgumentParser
import Core
import Experiments
import Fetch
import Foundation
import Imaging

/// Data sets on this machine.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Fetch data sets, tell what is there, and hand their images on.",
    subcommands: [FetchCommand.self, InfoCommand.self, ExportCommand.self])
}

/// Fetches a data set.
struct FetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Download, check and unpack a data set.",
    discussion: """
      An interrupted download goes on where it stopped when the same command runs again. The folder appears whole and \
      checked, or what was there before stays.
      """)

  /// The data sets that can be fetched.
  enum Name: String, CaseIterable, ExpressibleByArgument { case cifar10 }

  @Argument(help: "Data set: cifar10 (170 MB).")
  var name: Name
  @Option(help: "Folder that it goes to; else AIRSLICE_DATA, else .cache/airslice at home.")
  var data: String?
  @Option(help: "Address of the archive, for mirrors.")
  var url = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"
  @Option(help: "The archive's SHA-256 (64 hexadecimal digits) or MD5 (32), for mirrors that pack it anew.")
  var checksum = "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"

  func run() throws {
    Interrupt.install()
    guard let digest = Digest(checksum) else {
      throw AirSliceError(
        .usage, "'\(checksum)' is no checksum: 64 (SHA-256) or 32 (MD5) hexadecimal digits are needed")
    }
    let candidates = CIFAR10Folder.candidates(option: data, environment: ProcessInfo.processInfo.environment)
    guard let parent = candidates.first else {
      throw AirSliceError(.usage, "no folder to fetch to: name one with --data")
    }
    if let folder = CIFAR10Folder.find(in: [parent]), (try? Self.check(folder)) != nil {
      try StandardOutput.write("\(folder): there already, whole\n")
      return
    }
    try Self.install(FetchedFolder(url: url, digest: digest, name: CIFAR10Folder.name, parent: parent))
    try StandardOutput.write("\(parent)/\(CIFAR10Folder.name): fetched and checked\n")
  }

  private static func install(_ source: FetchedFolder) throws {
    var line: ProgressLine?
    // Whatever ends the download, what is said next shall stand on a line of its own.
    defer { line?.clear() }
    try source.install(
      progress: { done, total in
        if line == nil { line = ProgressLine("cifar10", total: (total ?? done) >> 20, unit: "MiB", first: done >> 20) }
        line?.update(done >> 20)
      },
      check: check)
  }

  /// Opens all that is in `folder`, which finds what is missing or damaged.
  private static func check(_ folder: String) throws {
    for split in [Split.trainAndValidation, .test] { _ = try CIFAR10Dataset(folder: folder, split: split) }
  }
}

/// Tells which data sets are there.
struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Tell which data sets are there: images, classes, digests.")

  @Option(help: "Folder of the data sets; else the usual places.")
  var data: String?

  func run() throws {
    try StandardOutput.write(try synthetic() + "\n" + (try cifar10()))
  }

  private func synthetic() throws -> String {
    try "synthetic: drawn by AirSlice itself, no files\n" + Self.parts { SyntheticDataset(split: $0) }
  }

  private func cifar10() throws -> String {
    let candidates = CIFAR10Folder.candidates(option: data, environment: ProcessInfo.processInfo.environment)
    guard let folder = CIFAR10Folder.find(in: candidates) else {
      return "cifar10: not found (looked in \(candidates.joined(separator: ", "))); airslice data fetch cifar10\n"
    }
    let test = try CIFAR10Dataset(folder: folder, split: .test)
    // What tells the copy that went through JPEG from the original is in the first hundred images.
    let title = try Manifest.DatasetRecord.describe(test, images: 100).0.title
    var text = "cifar10: \(title), \(folder)\n" + (try Self.parts { try CIFAR10Dataset(folder: folder, split: $0) })
    let training = try CIFAR10Dataset(folder: folder, split: .trainAndValidation)
    for path in training.paths + test.paths { text += try Self.file(path) }
    for path in Self.lossless(around: folder) {
      let count = try CIFARRecordFile(path: path).count
      text += "  \(count) images that were never compressed\n" + (try Self.file(path))
    }
    return text
  }

  /// Images and classes of a data set.
  private static func parts(_ open: (Split) throws -> any Dataset) throws -> String {
    let sets = try [Split.train, .validation, .test].map { ($0, try open($0)) }
    let counts = sets.map { "\($1.count) \($0.rawValue)" }.joined(separator: ", ")
    let names = sets[0].1.classNames
    return "  images: \(counts)\n  \(names.count) classes: \(names.joined(separator: ", "))\n"
  }

  private static func file(_ path: String) throws -> String {
    guard let kind = Digest(String(repeating: "0", count: 64)) else { return "" }
    return "  \((path as NSString).lastPathComponent): \(try kind.ofFile(at: path))\n"
  }

  /// Files of images that never were compressed, in the folder or beside it.
  private static func lossless(around folder: String) -> [String] {
    let above = FilePath.folder(of: folder)
    return [folder, above.isEmpty ? "." : above].flatMap { place in
      ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []).sorted()
        .filter { $0.hasPrefix("lossless_") && $0.hasSuffix(".bin") }.map { "\(place)/\($0)" }
    }
  }
}

/// Writes a part of a data set into one file, for programs other than AirSlice.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a part of a data set to one file, for trainers of one's own.",
    discussion: """
      The file has CIFAR-10's binary layout: a label byte and 3,072 pixel bytes for each image, red, green and blue \
      planes of 32 rows of 32 pixels. So another program fits to the images that `airslice train` fits to, and holds out \
      those that it holds out.
      """)

  @Option(help: "Data set: synthetic, cifar10 or image-folder (pictures below --data).")
  var dataset: DatasetSource = .synthetic
  @OptionGroup var shares: HoldOutOptions
  @Option(help: "Part of it: train, validation, test or train-and-validation.")
  var split: Split
  @Option(help: "Folder of the data set's files.")
  var data: String?
  @Option(help: "File to write.")
  var output: String

  func run() throws {
    let images = try dataset.open(split, folder: data, holdOut: shares.holdOut)
    try AtomicFile.createDirectory(above: output)
    try CIFARRecordFile.write(images, to: output)
    try StandardOutput.write("\(output): \(images.count) images of \(images.name), \(split.rawValue)\n")
  }
}
