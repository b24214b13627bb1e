// Standard output that notices a full device, which `print` does not.

import Foundation

/// Writing to standard output with errors told.
public enum StandardOutput {
  /// Writes `text` as it is; end it with a newline.
  /// - Throws: `io` when it cannot be written: a full disk, a pipe whose reader has gone.
  public static func write(_ text: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      throw AirSliceError(.io, "cannot write to standard output: \(String(cString: strerror(errno)))")
    }
  }
}
