// One process at a time.

import Foundation

/// Locks on files and folders, which the system takes off when the process ends, however it does.
package enum FileLock {
  /// Takes the lock on what `descriptor` is open for; false when another process has it. A file system without locks has
  /// nothing to say.
  package static func take(_ descriptor: Int32) -> Bool {
    flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
  }
}
