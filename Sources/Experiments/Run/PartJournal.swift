// What an unfinished run has found, so that the same command goes on from there.

import Core
import Foundation
import Synchronization

/// The finished parts of one run, on disk: a line of JSON that says of which run they are, then one for each part.
///
/// A journal of another run is begun anew. A last line that a crash or a full disk cut short counts as never written; lines
/// are not synchronised to the disk one by one, because parts can be computed again.
package final class PartJournal: Sendable {
  private let path: String
  private let descriptor: Int32
  private let header: Data
  private let isWriting = Mutex(())

  /// Opens the journal at `path`; `identity` is equal for runs that have the same parts, and for these alone.
  /// - Parameter anew: whether what is there of the same run is to be forgotten.
  /// - Throws: `cannotCreate` when it cannot be made or another process is writing it.
  package init(path: String, of identity: some Encodable, anew: Bool = false) throws {
    self.path = path
    header = try Self.line(identity)
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw AtomicFile.failure(.cannotCreate, "cannot create", path) }
    guard FileLock.take(descriptor) else {
      throw AirSliceError(
        .cannotCreate, "another process runs this scenario: wait for it, or choose another folder with --output",
        at: .init(file: path))
    }
    guard !anew || ftruncate(descriptor, 0) == 0 else { throw AtomicFile.failure(.io, "cannot write", path) }
  }

  deinit { close(descriptor) }

  /// What is there of this run, by part; what is there of another one is taken off.
  /// - Throws: `io` when the file cannot be written.
  package func begin<Found: Decodable>() throws -> [Int: Found] {
    let content = FileManager.default.contents(atPath: path) ?? Data()
    var found: [Int: Found] = [:]
    var end = 0
    if content.starts(with: header) {
      end = header.count
      while let newline = content[end...].firstIndex(of: Self.newline),
        let entry: JournalEntry<Found> = Self.entry(content[end..<newline])
      {
        found[entry.part] = entry.found
        end = newline + 1
      }
    }
    guard ftruncate(descriptor, off_t(end)) == 0 else { throw AtomicFile.failure(.io, "cannot write", path) }
    if end == 0 { try append(header) }
    return found
  }

  /// Adds what was `found` of part number `part`.
  /// - Throws: `io` when it cannot be written.
  func keep<Found: Encodable>(_ part: Int, _ found: Found) throws {
    let line = try Self.line(JournalEntry(part: part, found: found))
    try append(Data(Self.seal(Data(line.dropLast())).utf8) + line)
  }

  /// Takes the journal away; nothing can be kept any more.
  package func remove() { unlink(path) }

  private func append(_ line: Data) throws {
    try isWriting.withLock { _ in
      try line.withUnsafeBytes { try AtomicFile.writeAll($0, to: descriptor, path: path) }
    }
  }

  private static let newline = UInt8(ascii: "\n")

  /// What stands before an entry, so that no number in it changes unnoticed: a digit of a damaged file is a digit too.
  private static func seal(_ entry: some ContiguousBytes) throws -> String {
    try MessageDigest.sha256.hexadecimal(entry).prefix(16) + " "
  }

  /// The entry on `line`; nil when it is not whole.
  private static func entry<Found: Decodable>(_ line: Data) -> JournalEntry<Found>? {
    guard let space = line.firstIndex(of: UInt8(ascii: " ")) else { return nil }
    let (given, entry) = (line[...space], line[(space + 1)...])
    guard let seal = try? seal(Data(entry)), given.elementsEqual(seal.utf8) else { return nil }
    return try? JSONDecoder().decode(JournalEntry<Found>.self, from: entry)
  }

  private static func line(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(value) + [newline]
  }
}

/// A line of a journal.
private struct JournalEntry<Found> {
  let part: Int
  let found: Found
}

extension JournalEntry: Encodable where Found: Encodable {}
extension JournalEntry: Decodable where Found: Decodable {}
