// A channel that is met later is the same channel, later.

import Core
import Radio
import Stochastics
import Testing

@Suite struct PostponedChannelTests {
  /// Loses what is on the air before 5 ms.
  private struct EarlyLoss: ChannelModel, ChannelProcess {
    func makeProcess(_ stream: RandomStream) -> any ChannelProcess { self }
    func carry(_ frame: AirFrame) -> Reception {
      frame.start.nanoseconds < 5_000_000 ? .lost : .received(payload: frame.payload, erasedElements: [])
    }
  }

  private func frame(at milliseconds: Int64) -> AirFrame {
    let start = SimTime(nanoseconds: milliseconds * 1_000_000)
    return AirFrame(
      slice: Slice(unit: 0, payload: [1, 2]), bytes: 0..<2, elementBytes: 1, firstByte: 0, start: start,
      end: start.advanced(by: .milliseconds(1)))
  }

  @Test func timesAreShifted() {
    let stream = RandomStream(key: 1)
    for (delay, lost) in [(0, [true, true, false]), (3, [true, false, false]), (7, [false, false, false])] {
      let process = PostponedChannel(EarlyLoss(), by: .milliseconds(delay)).makeProcess(stream)
      #expect([0, 4, 6].map { process.carry(frame(at: $0)) == .lost } == lost, "\(delay)")
    }
  }

  /// Bits stay at their places: only time is another.
  @Test func bitsAreFlippedAsBefore() {
    let stream = RandomStream(key: 1)
    let flips = BitFlipChannel(rate: 0.3)
    let late = PostponedChannel(flips, by: .milliseconds(3)).makeProcess(stream)
    #expect(late.carry(frame(at: 0)) == flips.makeProcess(stream).carry(frame(at: 0)))
    #expect(late is any BitChannelProcess == (flips.makeProcess(stream) is any BitChannelProcess))
  }
}
