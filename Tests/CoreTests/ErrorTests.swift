// Errors are one line with a place, and their kinds are exit codes of sysexits.

import Core
import Testing

@Suite struct ErrorTests {
  @Test func saysWhereAndWhat() {
    let error = AirSliceError(.data, "no such key", at: .init(file: "fig7.yaml", line: 3, column: 5))
    #expect("\(error)" == "fig7.yaml:3:5: no such key")
    #expect("\(AirSliceError(.data, "w", at: .init(file: "f", line: 3)))" == "f:3: w")
    #expect("\(AirSliceError.data("w", file: "f"))" == "f: w")
    #expect("\(AirSliceError(.usage, "w"))" == "w")
    #expect(AirSliceError.data("w", file: "f").kind == .data)
    #expect("\(AirSliceError.data("no 'a\nb\u{1B}[2J'", file: "x\ty é"))" == #"x\ty é: no 'a\nb\u{1B}[2J'"#)
  }

  @Test func kindsAreExitCodes() {
    let codes: [(AirSliceError.Kind, Int32)] = [
      (.usage, 64), (.data, 65), (.missingInput, 66), (.internal, 70), (.cannotCreate, 73), (.io, 74),
      (.interrupted, 130),
    ]
    for (kind, code) in codes { #expect(kind.rawValue == code) }
  }
}
