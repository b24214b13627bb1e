// Times to the nanosecond: the NAIR paper's axis on the 250 kbit/s link.

import Core
import Radio
import Stochastics
import Testing
import Transport

/// A message like that of 24 × 32 × 32 float32 features: `units` units of 8,192 bytes.
func features(units: Int = 12, order: [Int]? = nil) -> Message {
  Message(
    slices: (order ?? Array(0..<units)).map { unit in
      Slice(unit: unit, payload: (0..<8192).map { UInt8(truncatingIfNeeded: 7 * $0 + unit) | 1 })
    }, elementBytes: 4)
}

@Suite struct DeadlineTests {
  let streams = RandomStreams(seed: 1)

  @Test(arguments: [nil, 8192, 116, 102, 1])
  func deadlinesAreInclusive(_ payloadBytes: Int?) throws {
    let uplink = Uplink(links: [Link()], packetizer: Packetizer(payloadBytes: payloadBytes))
    let message = features()
    let arrivals = try uplink.transmit(message, streams: streams, image: 0)
    #expect(arrivals.delivery(by: SimTime(nanoseconds: 262_143_999)) == Delivery())
    #expect(arrivals.delivery(by: SimTime(nanoseconds: 262_144_000)).slices.map(\.unit) == [0])
    // The columns of the paper's table II are whole units.
    for count in 1...12 {
      let time = Int64(count) * 262_144_000
      #expect(arrivals.count(by: SimTime(nanoseconds: time - 1)) == count - 1)
      #expect(arrivals.count(by: SimTime(nanoseconds: time)) == count)
      #expect(arrivals.payloadBytes(by: SimTime(nanoseconds: time)) == count * 8192)
    }
    #expect(arrivals.units.last?.time == SimTime(nanoseconds: 3_145_728_000))
    #expect(arrivals.delivery(by: .distantFuture).slices.map(\.payload) == message.slices.map(\.payload))
    #expect(arrivals.delivery(by: .zero) == Delivery())
  }

  @Test func rawImage() throws {
    let message = Message(slices: [Slice(unit: 0, payload: [UInt8](repeating: 9, count: 3072))], elementBytes: 1)
    let arrivals = try Uplink(links: [Link()]).transmit(message, streams: streams, image: 0)
    #expect(arrivals.units.map(\.time) == [SimTime(nanoseconds: 98_304_000)])
  }

  /// Rates that divide nothing round up per frame; headers lengthen every frame.
  @Test func otherRatesAndHeaders() throws {
    let slow = Link(rate: BitRate(bitsPerSecond: 3))
    let message = Message(slices: [Slice(unit: 0, payload: [1]), Slice(unit: 1, payload: [2])], elementBytes: 1)
    let arrivals = try Uplink(links: [slow]).transmit(message, streams: streams, image: 0)
    // Eight bits at 3 bit/s are 2.666… s, rounded up.
    #expect(arrivals.units.map(\.time.nanoseconds) == [2_666_666_667, 5_333_333_334])
    let framed = Uplink(links: [Link()], frames: FrameFormat(headerBits: 48))
    let times = try framed.transmit(message, streams: streams, image: 0).units.map(\.time.nanoseconds)
    #expect(times == [224_000, 448_000])
  }

  @Test func twoLinksHalveTheTime() throws {
    let uplink = Uplink(links: [Link(), Link()])
    let arrivals = try uplink.transmit(features(), streams: streams, image: 0)
    #expect(arrivals.units.map(\.slice.unit) == Array(0..<12))
    let times: [Int64] = (0..<12).map { pair in Int64(pair / 2 + 1) * 262_144_000 }
    #expect(arrivals.units.map(\.time.nanoseconds) == times)
  }

  @Test func emptyMessagesAndSlices() throws {
    let nothing = try Uplink(links: [Link()]).transmit(
      Message(slices: [], elementBytes: 1), streams: streams, image: 0)
    #expect(nothing.units.isEmpty && nothing.delivery(by: .distantFuture) == Delivery())
    let empty = Message(slices: [Slice(unit: 3, payload: [])], elementBytes: 4)
    let arrivals = try Uplink(links: [Link(channel: ErasureChannel(rate: 0.5))]).transmit(
      empty, streams: streams, image: 0)
    #expect(arrivals.delivery(by: .zero).slices == [ReceivedSlice(unit: 3, payload: [])])
  }

  @Test func partsOfElementsAreRefused() {
    let message = Message(slices: [Slice(unit: 0, payload: [1, 2, 3])], elementBytes: 4)
    #expect(throws: AirSliceError.self) { try Uplink(links: [Link()]).transmit(message, streams: streams, image: 0) }
  }
}
