// Standard error: what it cannot take is lost, and never ends the work.

import Foundation

/// Writing to standard error whatever becomes of it: `FileHandle.write(_:)` ends the process where a disk is full or a
/// reader has gone.
public enum StandardError {
  /// Writes `text` as it is; end it with a newline.
  public static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
