// Unpacks tar archives (POSIX ustar, and GNU's as far as data sets need it) into a folder and nowhere else.

import Core
import Foundation

/// An archive of plain files and folders. Everything that could lead out of the target is refused: absolute names, `..`,
/// links, devices, and files that are there already.
package struct TarArchive {
  /// Bytes that all files of an archive may have together: no data set fetched here is near it.
  package static let sizeLimit = 1 << 30
  private static let entryLimit = 10_000
  private static let block = 512

  private let path: String
  private let limit: Int

  /// The gzipped archive at `path`.
  package init(path: String, sizeLimit: Int = TarArchive.sizeLimit) { (self.path, limit) = (path, sizeLimit) }

  /// Unpacks all files below `folder`, which must be there. What has been unpacked before a fault stays.
  /// - Throws: `data` when the archive is damaged or holds what is refused, `io` and `cannotCreate` when writing fails,
  ///   `interrupted` after Ctrl-C.
  package func unpack(into folder: String) throws {
    let file = try GzipFile(path: path)
    var total = 0
    for _ in 0..<Self.entryLimit {
      try Interrupt.check(kept: "the download is kept")
      guard let entry = try nextEntry(file) else { return }
      total += entry.size
      guard total <= limit else { throw fault("more than \(limit) bytes in it: no archive of ours") }
      switch entry.kind {
      case .folder: try AtomicFile.createDirectory(try target(entry.name, in: folder))
      case .file: try copy(entry, of: file, to: try target(entry.name, in: folder))
      case .remark:
        // Names longer than a header's field come this way; nothing fetched here has any.
        let text = String(decoding: try content(entry, of: file), as: UTF8.self)
        guard !["path=", "linkpath=", "size="].contains(where: { text.contains($0) }) else {
          throw fault("an entry with an extended header that renames it, which is not supported")
        }
      }
    }
    throw fault("more than \(Self.entryLimit) entries: no archive of ours")
  }

  private struct Entry {
    enum Kind { case file, folder, remark }
    var name: String
    var size: Int
    var kind: Kind
  }

  /// The next header; nil at the end.
  private func nextEntry(_ file: GzipFile) throws -> Entry? {
    let header = try file.read(Self.block)
    if header.isEmpty || header.allSatisfy({ $0 == 0 }) { return nil }
    guard header.count == Self.block else { throw fault("ends within a header") }
    // The sum of all bytes, those of the sum itself as blanks.
    let sum = header.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
    guard octal(header[148..<156]) == sum else { throw fault("a damaged header, or no tar archive") }
    var name = text(header[0..<100])
    // POSIX archives have more of a long name in front; GNU's ("ustar  ") keep other things there.
    if header[257..<263].elementsEqual("ustar\0".utf8), header[345] != 0 {
      name = text(header[345..<500]) + "/" + name
    }
    guard let size = octal(header[124..<136]) else { throw fault("'\(name)' has a size that cannot be read") }
    switch header[156] {
    // Before POSIX a slash behind the name made a folder.
    case UInt8(ascii: "0"), 0:
      return Entry(name: name, size: size, kind: name.utf8.last == Self.slash ? .folder : .file)
    case UInt8(ascii: "5"): return Entry(name: name, size: 0, kind: .folder)
    case UInt8(ascii: "x"), UInt8(ascii: "g"):
      guard size <= 1 << 20 else { throw fault("an extended header of \(size) bytes") }
      return Entry(name: name, size: size, kind: .remark)
    default: throw fault("'\(name)' is neither a file nor a folder (type \(header[156])): refused")
    }
  }

  /// Where `name` goes.
  private func target(_ name: String, in folder: String) throws -> String {
    // By bytes, as the system parts it: a slash with a combining mark behind it would be another character.
    let parts = Array(name.utf8).split(separator: Self.slash).map { String(decoding: $0, as: UTF8.self) }
    guard name.utf8.first != Self.slash, !parts.contains(".."), !name.utf8.contains(0) else {
      throw fault("'\(name)' would lie outside of the folder: refused")
    }
    return ([folder] + parts.filter { $0 != "." }).joined(separator: "/")
  }

  private static let slash = UInt8(ascii: "/")

  private func content(_ entry: Entry, of file: GzipFile) throws -> [UInt8] {
    let padded = (entry.size + Self.block - 1) / Self.block * Self.block
    let bytes = try file.read(padded)
    guard bytes.count == padded else { throw fault("ends within '\(entry.name)'") }
    return Array(bytes.prefix(entry.size))
  }

  /// Writes an entry's bytes to a new file.
  private func copy(_ entry: Entry, of file: GzipFile, to path: String) throws {
    try AtomicFile.createDirectory(above: path)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw AtomicFile.failure(.cannotCreate, "cannot create", path)
    }
    let output = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var rest = entry.size
    while rest > 0 {
      let piece = Entry(name: entry.name, size: min(rest, 1 << 20), kind: .file)
      do {
        try output.write(contentsOf: content(piece, of: file))
      } catch let error as AirSliceError {
        throw error
      } catch {
        throw AtomicFile.failure(.io, "cannot write", path)
      }
      rest -= piece.size
    }
  }

  /// A number in octal digits with blanks or zeros around; nil for anything else.
  private func octal(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = field.drop { $0 == 32 }.prefix { $0 != 0 && $0 != 32 }
    guard !digits.isEmpty, digits.allSatisfy({ (48...55).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 8 + Int($1 - 48) }
  }

  private func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }

  private func fault(_ message: String) -> AirSliceError { .data("damaged archive: \(message)", file: path) }
}
