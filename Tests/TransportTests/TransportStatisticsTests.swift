// Sums of what many requests cost.

import Foundation
import Testing
import Transport

@Suite struct TransportStatisticsTests {
  /// Waits are summed up exactly, beyond what 64 bits of nanoseconds hold; other times stay at the greatest. The order
  /// makes no difference, and what is kept of an unfinished run is the same.
  @Test func sumsDoNotOverflow() throws {
    var statistics = TransportStatistics()
    statistics.taken = 2
    statistics.queueing = Duration.seconds(9_000_000_000)
    statistics.duration = Int64.max - 1
    statistics.sendingByPower = [Int64.max - 1, 1]
    let sum = (statistics + statistics) + statistics
    #expect(statistics + (statistics + statistics) == sum)
    #expect(sum.queueing == Duration.seconds(27_000_000_000) && sum.meanQueueingDelay == 4.5e12)
    #expect(sum.duration == Int64.max && sum.sendingByPower == [Int64.max, 3] && sum.sending == Int64.max)
    let kept = try JSONDecoder().decode(TransportStatistics.self, from: JSONEncoder().encode(sum))
    #expect(kept == sum)
  }
}
