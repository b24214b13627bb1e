// The run loop's clock and order.

import Core
import EventKernel
import Testing

@Suite struct SimulationTests {
  @Test func clockFollowsTheEvents() {
    var simulation = Simulation<Int>()
    simulation.schedule(3, at: SimTime(nanoseconds: 30))
    simulation.schedule(1, after: 10)
    var seen: [(Int, Int64)] = []
    simulation.run { simulation, event in
      seen.append((event, simulation.now.nanoseconds))
      if event == 1 { simulation.schedule(2, after: 10) }
    }
    #expect(seen.map(\.0) == [1, 2, 3])
    #expect(seen.map(\.1) == [10, 20, 30])
    #expect(simulation.pending == 0 && simulation.next() == nil)
  }

  /// The end is inclusive, and what is scheduled for the same instant while it lasts still belongs to it.
  @Test func runsThroughTheEnd() {
    var simulation = Simulation<Int>()
    simulation.schedule(0, after: 10)
    simulation.schedule(9, after: 11)
    var seen: [Int] = []
    simulation.run(through: SimTime(nanoseconds: 10)) { simulation, event in
      seen.append(event)
      if event == 0 { simulation.schedule(1, after: 0) }
    }
    #expect(seen == [0, 1])
    #expect(simulation.pending == 1 && simulation.now.nanoseconds == 10)
  }

  /// The value was computed by a separate Python script from the description of the digest.
  @Test func traceDigest() {
    var trace = EventTrace()
    trace.record(at: SimTime(nanoseconds: 262_144_000), code: 1, 3, -7)
    #expect(trace.digest == 0x30B5_DCDE_F00A_E006)
  }

  @Test func traceTellsOrderTimeAndFields() {
    func digest(_ events: [(Int64, UInt8, Int, Int)]) -> UInt64 {
      var trace = EventTrace()
      for (time, code, first, second) in events {
        trace.record(at: SimTime(nanoseconds: time), code: code, first, second)
      }
      return trace.digest
    }
    let variants: [[(Int64, UInt8, Int, Int)]] = [
      [], [(1, 1, 0, 0)], [(2, 1, 0, 0)], [(1, 2, 0, 0)], [(1, 1, 1, 0)], [(1, 1, 0, 1)], [(1, 1, 0, 0), (2, 1, 0, 0)],
      [(2, 1, 0, 0), (1, 1, 0, 0)],
    ]
    #expect(Set(variants.map(digest)).count == variants.count)
  }

  @Test func thePastIsRefused() async {
    await #expect(processExitsWith: .failure) {
      var simulation = Simulation<Int>()
      simulation.schedule(1, after: 10)
      _ = simulation.next()
      simulation.schedule(2, at: SimTime(nanoseconds: 9))
    }
  }
}
