// How benchmarks measure: rounds of work until the time is over.

/// Runs `round` until `seconds` are over, once at least; rounds per second.
func roundsPerSecond(for seconds: Double, _ round: () throws -> Void) rethrows -> Double {
  let start = ContinuousClock.now
  var (rounds, elapsed) = (0, 0.0)
  repeat {
    try round()
    rounds += 1
    elapsed = (ContinuousClock.now - start) / .seconds(1)
  } while elapsed < seconds
  return Double(rounds) / elapsed
}
