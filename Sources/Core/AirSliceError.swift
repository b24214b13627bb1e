// The one error type for bad input. Caller mistakes are preconditions; lost packets and missed deadlines are values.

/// Bad input or a failing environment, told in one line: where, what was wrong, what would be right.
public struct AirSliceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of fault it is; the raw value is the process's exit code (sysexits).
  public enum Kind: Int32, Sendable {
    /// The command line was wrong.
    case usage = 64
    /// A file's content was wrong.
    case data = 65
    /// A file or data set is missing.
    case missingInput = 66
    /// A fault of ours, or of a library below us.
    case `internal` = 70
    /// An output file or folder cannot be made.
    case cannotCreate = 73
    /// Reading or writing failed, a full disk for one.
    case io = 74
    /// The user pressed Ctrl-C.
    case interrupted = 130
  }

  /// A place in a text file; line and column count from 1.
  public struct Location: Hashable, Sendable, CustomStringConvertible {
    public var file: String
    public var line: Int?
    public var column: Int?

    /// A place in `file`.
    public init(file: String, line: Int? = nil, column: Int? = nil) {
      (self.file, self.line, self.column) = (file, line, column)
    }

    public var description: String {
      [file, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
    }
  }

  public var kind: Kind
  public var location: Location?
  /// One line: what was wrong and what would be right.
  public var message: String

  /// A fault of `kind`, at `location` when it is one of a file.
  public init(_ kind: Kind, _ message: String, at location: Location? = nil) {
    (self.kind, self.message, self.location) = (kind, message, location)
  }

  /// A fault in the content of `file`.
  public static func data(_ message: String, file: String) -> AirSliceError {
    AirSliceError(.data, message, at: Location(file: file))
  }

  /// One line, whatever a file's name or content has brought into it.
  public var description: String {
    let text = location.map { "\($0): \(message)" } ?? message
    return text.unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
    }.joined()
  }
}
