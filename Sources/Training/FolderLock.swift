// One process at a time writes checkpoints into a folder.

import Core
import Foundation

/// A lock on a folder, which the system takes off when the process ends, however it does.
struct FolderLock {
  private let descriptor: Int32

  /// - Throws: `cannotCreate` when another process has it.
  init(_ folder: String) throws {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw AtomicFile.failure(.cannotCreate, "cannot open", folder) }
    // A file system without locks has nothing to say.
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      close(descriptor)
      throw AirSliceError(
        .cannotCreate,
        "another training keeps its checkpoint here: wait for it, or name another folder with --checkpoint",
        at: .init(file: folder))
    }
  }

  func release() { close(descriptor) }
}
