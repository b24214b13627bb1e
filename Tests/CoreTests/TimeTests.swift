// Instants, spans and bit rates: exact, and rounded up where a nanosecond cannot hold the truth.

import Core
import Testing

@Suite struct TimeTests {
  /// The paper's latencies: a unit of two 32 × 32 channels in float32, all twelve units, the raw image.
  @Test(arguments: [(65_536, 262_144_000), (786_432, 3_145_728_000), (24_576, 98_304_000), (1, 4_000), (0, 0)])
  func bitsTakeTheirExactTimeAt250Kilobit(_ bits: Int64, _ nanoseconds: Int64) {
    #expect(BitRate.ieee802154.nanoseconds(forBits: bits) == nanoseconds)
    #expect(BitRate.ieee802154.transmissionTime(ofBits: bits) == .nanoseconds(nanoseconds))
  }

  @Test func timeOnAirIsRoundedUp() {
    let third = BitRate(bitsPerSecond: 3_000_000_000)
    #expect((0...4).map { third.nanoseconds(forBits: $0) } == [0, 1, 1, 1, 2])
    #expect(BitRate(bitsPerSecond: 1_000_000_000).nanoseconds(forBits: 7) == 7)
    // The product with 10⁹ does not fit 64 bits.
    #expect(BitRate(bitsPerSecond: 1_000_000_001).nanoseconds(forBits: .max) == 9_223_372_027_631_403_780)
  }

  /// Sending in parts never takes less than sending at once, and less than a nanosecond more for each part.
  @Test(arguments: [3, 7, 250_000, 999_983, 2_147_483_647] as [Int64])
  func roundingUpNeverLosesTime(_ rate: Int64) {
    let rate = BitRate(bitsPerSecond: rate)
    for bits in Int64(1)...200 {
      let whole = rate.nanoseconds(forBits: bits * 12)
      let parts = rate.nanoseconds(forBits: bits) * 12
      #expect(whole <= parts && parts < whole + 12)
    }
  }

  @Test func aBitRateIsPositive() async {
    await #expect(processExitsWith: .failure) { _ = BitRate(bitsPerSecond: 0) }
    await #expect(processExitsWith: .failure) { _ = BitRate.ieee802154.nanoseconds(forBits: -1) }
  }

  @Test func instantsAndSpansConvertBothWays() {
    let start = SimTime(nanoseconds: 262_144_000)
    #expect(start.advanced(by: .microseconds(4)).nanoseconds == 262_148_000)
    #expect(start.advanced(by: .nanoseconds(-262_144_000)) == .zero)
    #expect(start.duration(to: SimTime(nanoseconds: 262_143_999)) == .nanoseconds(-1))
    #expect(SimTime.zero < start && start < .distantFuture)
    #expect(!(start < start))
    #expect(start.description == "262.144 ms")
    for nanoseconds in [Int64(0), 1, -1, 999_999_999, 1_000_000_000, -1_000_000_001, 3_145_728_000] {
      #expect(Duration.nanoseconds(nanoseconds).wholeNanoseconds == nanoseconds)
    }
  }

  @Test func partsOfANanosecondAreCutOffTowardZero() {
    #expect(Duration(secondsComponent: 1, attosecondsComponent: 1_999_999_999).wholeNanoseconds == 1_000_000_001)
    #expect(Duration(secondsComponent: -1, attosecondsComponent: -1_999_999_999).wholeNanoseconds == -1_000_000_001)
  }

  @Test func aRateSaysItsUnit() {
    #expect("\(BitRate.ieee802154)" == "250.0 kbit/s")
  }
}
