// Files appear whole or not at all: temporary beside the target, fsync, rename.

import Foundation

/// Whole-file writing that leaves either the old content or the new, whatever happens in between.
public enum AtomicFile {
  /// Writes `bytes` to `path`, replacing what is there: behind a symbolic link the file that it leads to. Pipes and devices
  /// are written into and stay what they are.
  /// - Throws: `cannotCreate` when the file cannot be made, `io` when writing fails (a full disk for one).
  public static func write(_ bytes: some ContiguousBytes, to path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      // What a link leads to may be still to come.
      let link = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      let target = link.map { URL(fileURLWithPath: $0, relativeTo: folder).path }
      return try replace(target ?? path, at: path, with: bytes)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG, S_IFDIR:
      let target = realpath(path, nil)
      defer { free(target) }
      try replace(target.map { String(cString: $0) } ?? path, at: path, with: bytes)
    default:
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw failure(.cannotCreate, "cannot open", path) }
      defer { close(descriptor) }
      try bytes.withUnsafeBytes { try writeAll($0, to: descriptor, path: path) }
    }
  }

  /// Puts a new file in the place of `target`, which users know as `path`.
  private static func replace(_ target: String, at path: String, with bytes: some ContiguousBytes) throws {
    let temporary = "\(target).tmp-\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(.cannotCreate, "cannot create", path) }
    do {
      defer { close(descriptor) }
      try bytes.withUnsafeBytes { try writeAll($0, to: descriptor, path: path) }
      guard fsync(descriptor) == 0 else { throw failure(.io, "cannot write", path) }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, target) == 0 else {
      let error = failure(.cannotCreate, "cannot create", path)
      unlink(temporary)
      throw error
    }
  }

  /// Writes `text` in UTF-8 to `path`, replacing what is there.
  public static func write(_ text: String, to path: String) throws {
    try write(Data(text.utf8), to: path)
  }

  /// Makes the folder `path` and those above it.
  public static func createDirectory(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw AirSliceError(.cannotCreate, "cannot create the folder: name one that can be made", at: .init(file: path))
    }
  }

  /// Makes the folder that `path` lies in and those above it.
  package static func createDirectory(above path: String) throws {
    let folder = FilePath.folder(of: path)
    if !folder.isEmpty { try createDirectory(folder) }
  }

  /// Writes all of `bytes` where `descriptor` stands.
  /// - Throws: `io`.
  package static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws {
    var rest = bytes
    while !rest.isEmpty {
      let written = Foundation.write(descriptor, rest.baseAddress!, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        throw failure(.io, "cannot write", path)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
  }

  /// The fault that `errno` tells of.
  package static func failure(_ kind: AirSliceError.Kind, _ what: String, _ path: String) -> AirSliceError {
    AirSliceError(kind, "\(what): \(String(cString: strerror(errno)))", at: .init(file: path))
  }
}
