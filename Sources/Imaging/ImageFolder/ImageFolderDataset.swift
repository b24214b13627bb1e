// A user's own pictures: a folder with a sub-folder for each class.

import Core
import Foundation
import Synchronization

/// PNG and JPEG files of any size, scaled as ``Picture/centredSquare(side:)`` says.
///
/// Either the folder holds a sub-folder for each class, and a ``HoldOut`` says which pictures are for testing and
/// validation; or it holds `train` and `test`, and perhaps `validation`, each with a sub-folder for each class. Classes
/// are in the order of their names. So are the pictures of a class, and a split goes through all classes in turn: the
/// first of each, then the second of each, so that its beginning has something of every class. Names that begin with a
/// dot are passed over, and so are files that are called neither .png nor .jpg or .jpeg.
public struct ImageFolderDataset: Dataset {
  private static let partNames = (train: "train", validation: "validation", test: "test")
  private static let endings = ["png", "jpg", "jpeg"]

  public let classNames: [String]
  /// The folder.
  public let folder: String
  private let files: [(path: String, label: UInt8)]
  private let scaled = Cache()

  /// Opens `split` of the pictures below `folder`; `holdOut` matters where they are not parted by folders.
  /// - Throws: `missingInput` without the folder, `data` when it is not as it should be.
  public init(folder: String, split: Split, holdOut: HoldOut = .standard) throws {
    let names = try Self.folders(in: folder)
    let (train, validation, test) = Self.partNames
    self.folder = folder
    if names.contains(train), names.contains(test) {
      let classes = try Self.classes(in: "\(folder)/\(train)")
      let parts = [validation, test].filter(names.contains)
      for part in parts { try Self.check("\(folder)/\(part)", has: classes) }
      func all(_ part: String) throws -> [[String]] {
        try classes.map { try Self.pictures(in: "\(folder)/\(part)/\($0)") }
      }
      func some(_ part: Split) throws -> [[String]] {
        // Without a folder for it, validation is a share of training.
        try Self.members(
          of: all(train), part, holdOut.withoutTest, classes, folder)
      }
      classNames = classes
      switch split {
      case .test: files = try Self.inTurn(all(test))
      case .validation: files = try Self.inTurn(names.contains(validation) ? all(validation) : some(.validation))
      case .train: files = try Self.inTurn(names.contains(validation) ? all(train) : some(.train))
      case .trainAndValidation:
        let more = try names.contains(validation) ? all(validation) : classes.map { _ in [] }
        files = try Self.inTurn(zip(all(train), more).map { $0 + $1 })
      }
    } else {
      let classes = try Self.classes(in: folder)
      let all = try classes.map { try Self.pictures(in: "\(folder)/\($0)") }
      classNames = classes
      files = try Self.inTurn(Self.members(of: all, split, holdOut, classes, folder))
    }
    guard !files.isEmpty else {
      throw AirSliceError.data(
        "no pictures are held out for \(split.rawValue): a share above 0 is needed", file: folder)
    }
  }

  public var name: String { "image-folder" }
  /// What figures call the data set.
  public var title: String { "Pictures of \((folder as NSString).lastPathComponent)" }
  public var count: Int { files.count }
  public var normalization: Normalization { .imageFolder }

  /// - Throws: `data` for a file that is no whole picture.
  public func batch(_ range: Range<Int>) throws -> ImageBatch {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "images within the data set")
    var pixels: [UInt8] = []
    pixels.reserveCapacity(range.count * ImageBatch.imageBytes)
    for index in range { pixels += try scaled.planes(files[index].path) }
    return ImageBatch(pixels: pixels, labels: files[range].map(\.label))
  }

  /// Pictures that were decoded and scaled, each 3,072 bytes; runs ask for the same ones again and again.
  private final class Cache: Sendable {
    private let known = Mutex<[String: [UInt8]]>([:])

    func planes(_ path: String) throws -> [UInt8] {
      if let planes = known.withLock({ $0[path] }) { return planes }
      let planes = try Picture(contentsOf: path).centredSquare(side: 32).planes
      known.withLock { $0[path] = planes }
      return planes
    }
  }
}

// MARK: What lies in the folder

extension ImageFolderDataset {
  /// What is in `folder` by name, in order.
  private static func content(of folder: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      let reason = FileManager.default.fileExists(atPath: folder) ? "cannot be read as a folder" : "no such folder"
      throw AirSliceError(
        .missingInput, "\(reason): one with a sub-folder of pictures for each class is needed",
        at: .init(file: folder))
    }
  }

  private static func folders(in folder: String) throws -> [String] {
    try content(of: folder).filter { try kind(of: "\(folder)/\($0)") == S_IFDIR }
  }

  /// What lies at `path`, or where a link there leads to: S_IFREG, S_IFDIR, ….
  /// - Throws: `data` for a link that leads nowhere: what it stands for would be missing unnoticed.
  private static func kind(of path: String) throws -> mode_t {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw AirSliceError.data(
        errno == ENOENT
          ? "leads nowhere: bring back what it is a link to, or remove it"
          : "cannot be read: \(FilePath.hindrance(path))", file: path)
    }
    return status.st_mode & S_IFMT
  }

  /// The classes' names.
  private static func classes(in folder: String) throws -> [String] {
    let names = try folders(in: folder)
    guard (2...256).contains(names.count) else {
      throw AirSliceError.data(
        "\(names.count) sub-folders: one for each class is needed, with PNG or JPEG files in it; 2 to 256 classes",
        file: folder)
    }
    return names
  }

  private static func check(_ folder: String, has classes: [String]) throws {
    let names = try Set(folders(in: folder))
    if let missing = classes.first(where: { !names.contains($0) }) {
      throw AirSliceError.data("no sub-folder '\(missing)', a class of \(partNames.train)", file: folder)
    }
    if let more = names.subtracting(classes).min() {
      throw AirSliceError.data("'\(more)' is no class of \(partNames.train)", file: folder)
    }
  }

  /// The pictures of a class.
  private static func pictures(in folder: String) throws -> [String] {
    let names = try content(of: folder).filter { endings.contains(($0 as NSString).pathExtension.lowercased()) }
    for name in names where try kind(of: "\(folder)/\(name)") != S_IFREG {
      throw AirSliceError.data("is no file, though it is called like a picture", file: "\(folder)/\(name)")
    }
    guard !names.isEmpty else {
      throw AirSliceError.data("no PNG or JPEG file in it: every class needs some; fill or remove it", file: folder)
    }
    return names.map { "\(folder)/\($0)" }
  }

  private static func members(
    of all: [[String]], _ split: Split, _ holdOut: HoldOut, _ classes: [String], _ folder: String
  ) throws -> [[String]] {
    try all.enumerated().map { label, paths in
      guard let members = holdOut.members(of: split, count: paths.count, label: label) else {
        throw AirSliceError.data(
          "class '\(classes[label])' has \(paths.count) pictures, too few to part them for training, validation and testing",
          file: folder)
      }
      return members.map { paths[$0] }
    }
  }

  /// The first of each class, then the second of each, and so on.
  private static func inTurn(_ classes: [[String]]) -> [(path: String, label: UInt8)] {
    let longest = classes.map(\.count).max() ?? 0
    return (0..<longest).flatMap { place in
      classes.enumerated().compactMap { label, paths in
        place < paths.count ? (paths[place], UInt8(label)) : nil
      }
    }
  }
}

extension Normalization {
  /// Pictures of any kind: mid-grey is zero, and most pixels lie within two of it.
  public static let imageFolder = Normalization(mean: [0.5, 0.5, 0.5], standardDeviation: [0.25, 0.25, 0.25])
}
