// Powers and amplitudes are told apart.

import Core
import Testing

@Suite struct DecibelsTests {
  @Test func powersAndAmplitudes() {
    #expect(abs(Decibels(powerRatio: 2).value - 3.010299956639812) < 1e-12)
    #expect(abs(Decibels(amplitudeRatio: 2).value - 6.020599913279624) < 1e-12)
    #expect(abs(Decibels(20).powerRatio - 100) < 1e-12)
    #expect(abs(Decibels(20).amplitudeRatio - 10) < 1e-12)
    #expect(Decibels(powerRatio: 0).value == -.infinity && Decibels(-.infinity).powerRatio == 0)
    #expect(Decibels(-3) < Decibels(0))
  }
}
