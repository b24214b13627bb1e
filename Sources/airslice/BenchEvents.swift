// The event loop's workload for `bench`, from outside the kernel's module, as all users see it.
// Tests/Peers/ns3-events does the same work with ns-3.

import EventKernel

/// Timers that reschedule themselves: each event draws a delay and comes back after it.
package enum EventBenchmark {
  /// Events per second with `pending` timers, over `events` events.
  package static func run(pending: Int, events: Int) -> Double {
    var simulation = Simulation<Int32>()
    var random: UInt64 = 1
    func delay() -> Int64 {
      // Knuth's MMIX generator; the same in the peer.
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(random >> 44) + 1
    }
    for timer in 0..<pending { simulation.schedule(Int32(timer), after: delay()) }
    var left = events
    let start = ContinuousClock.now
    while left > 0, let timer = simulation.next() {
      left -= 1
      simulation.schedule(timer, after: delay())
    }
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    return Double(events) / elapsed
  }
}
