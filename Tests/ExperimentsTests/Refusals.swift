// Scenarios that are refused before anything runs.

import Core
import Experiments
import Testing

/// Expects the scenario `text` to be refused as bad data, in a line that begins with its file and `start`.
func expectRefusal(of text: String, with start: String, sourceLocation: SourceLocation = #_sourceLocation) {
  do {
    _ = try Plan(ScenarioFile(text, path: "s.yaml"))
    Issue.record("taken: \(text)", sourceLocation: sourceLocation)
  } catch {
    #expect("\(error)".hasPrefix("s.yaml:" + start), "\(error)", sourceLocation: sourceLocation)
    #expect((error as? AirSliceError)?.kind == .data, sourceLocation: sourceLocation)
  }
}
