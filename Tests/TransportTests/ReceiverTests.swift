// Packets make no difference to what arrives, and what is lost holds up nothing else.

import Core
import EventKernel
import Radio
import Stochastics
import Testing
import Transport

/// Loses the frames that hold byte `lost` of a unit; for tests alone.
private struct HoleChannel: ChannelModel, ChannelProcess {
  var unit: Int
  var lost: Int
  func makeProcess(_ stream: RandomStream) -> any ChannelProcess { self }
  func carry(_ frame: AirFrame) -> Reception {
    frame.slice.unit == unit && frame.bytes.contains(lost)
      ? .lost : .received(payload: frame.payload, erasedElements: [])
  }
}

@Suite struct ReceiverTests {
  private let streams = RandomStreams(seed: 5)

  private func deliver(
    _ channel: any ChannelModel, _ payloadBytes: Int?, policy: any SchedulerPolicy = ImportanceFirst()
  ) throws -> Delivery {
    try Uplink(links: [Link(channel: channel)], policy: policy, packetizer: Packetizer(payloadBytes: payloadBytes))
      .transmit(features(), streams: streams, image: 8).delivery(by: .distantFuture)
  }

  /// Sizes that cut elements in two are among them: 102 and 1001 bytes with elements of four.
  @Test(arguments: [1, 4, 102, 116, 1001, 4096, 8191])
  func packetsChangeNoDamage(_ payloadBytes: Int) throws {
    for channel in [ErasureChannel(rate: 0.01), ErasureChannel(rate: 0.3), ErasureChannel(rate: 1)] {
      let delivery = try deliver(channel, payloadBytes)
      #expect(try delivery == deliver(channel, nil))
      for slice in delivery.slices {
        #expect(zip(slice.erasedElements, slice.erasedElements.dropFirst()).allSatisfy { $0 < $1 })
      }
    }
    let others: [any ChannelModel] = [
      BitFlipChannel(rate: 0.001), BitFlipChannel(rate: 0.2), ReplaceChannel(rate: 0.05),
    ]
    for channel in others { #expect(try deliver(channel, payloadBytes) == deliver(channel, nil)) }
  }

  @Test func shuffledPacketsAreScattered() throws {
    let message = features()
    let delivery = try deliver(IdealChannel(), 100, policy: RandomOrder())
    #expect(delivery.slices.map(\.unit) != message.slices.map(\.unit))
    let sorted = delivery.slices.sorted { $0.unit < $1.unit }
    #expect(sorted.map(\.payload) == message.slices.map(\.payload))
    // Damaged ones, elements cut in two by packets of 102 bytes in random order included: lists are sets, in order.
    for slice in try deliver(ErasureChannel(rate: 0.2), 102, policy: RandomOrder()).slices {
      #expect(zip(slice.erasedElements, slice.erasedElements.dropFirst()).allSatisfy { $0 < $1 })
      #expect(slice.erasedElements.allSatisfy { (0..<2048).contains($0) })
    }
  }

  @Test func aLostPacketCostsItsUnitOnly() throws {
    for payloadBytes in [nil, 116] {
      let uplink = Uplink(
        links: [Link(channel: HoleChannel(unit: 4, lost: 5000))], packetizer: Packetizer(payloadBytes: payloadBytes))
      let arrivals = try uplink.transmit(features(), streams: streams, image: 0)
      #expect(arrivals.units.map(\.slice.unit) == [0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11])
      // Lost packets take their time on the air.
      #expect(arrivals.units[4].time.nanoseconds == 6 * 262_144_000)
    }
  }

  @Test func tracesTellRunsApart() throws {
    func digest(_ channel: any ChannelModel, image: Int = 0) throws -> UInt64 {
      try Uplink(links: [Link(channel: channel)]).transmit(features(), streams: streams, image: image).trace.digest
    }
    #expect(try digest(IdealChannel()) == digest(IdealChannel()))
    #expect(try digest(IdealChannel()) == digest(ErasureChannel(rate: 0)))
    #expect(try digest(ErasureChannel(rate: 0.1)) != digest(ErasureChannel(rate: 0.1), image: 1))
    #expect(try digest(IdealChannel()) != digest(HoleChannel(unit: 1, lost: 0)))
  }

  /// A longer deadline never takes anything back, at any error rate.
  @Test func deliveriesGrow() throws {
    let arrivals = try Uplink(links: [Link(channel: ErasureChannel(rate: 0.2))], policy: RandomOrder())
      .transmit(features(), streams: streams, image: 3)
    var last: [ReceivedSlice] = []
    for time in stride(from: Int64(0), through: 3_200_000_000, by: 100_000_000) {
      let slices = arrivals.delivery(by: SimTime(nanoseconds: time)).slices
      #expect(Array(slices.prefix(last.count)) == last)
      last = slices
    }
    #expect(last.count == 12)
  }
}
