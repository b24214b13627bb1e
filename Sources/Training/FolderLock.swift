// One process at a time writes checkpoints into a folder.

import Core
import Foundation

/// The lock on a folder of checkpoints.
struct FolderLock {
  private let descriptor: Int32

  /// - Throws: `cannotCreate` when another process has it.
  init(_ folder: String) throws {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw AtomicFile.failure(.cannotCreate, "cannot open", folder) }
    guard FileLock.take(descriptor) else {
      close(descriptor)
      throw AirSliceError(
        .cannotCreate,
        "another training keeps its checkpoint here: wait for it, or name another folder with --checkpoint",
        at: .init(file: folder))
    }
  }

  func release() { close(descriptor) }
}
