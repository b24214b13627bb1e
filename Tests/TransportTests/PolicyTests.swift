// What goes first.

import Core
import Radio
import Stochastics
import Testing
import Transport

@Suite struct PolicyTests {
  private let order = [7, 2, 11, 0, 5, 9, 1, 3, 10, 4, 8, 6]

  private func units(_ policy: any SchedulerPolicy, payloadBytes: Int? = nil, image: Int = 0) throws -> [Int] {
    try Uplink(links: [Link()], policy: policy, packetizer: Packetizer(payloadBytes: payloadBytes))
      .transmit(features(order: order), streams: RandomStreams(seed: 1), image: image).units.map(\.slice.unit)
  }

  @Test(arguments: [nil, 1000]) func importanceFirst(_ payloadBytes: Int?) throws {
    #expect(try units(ImportanceFirst(), payloadBytes: payloadBytes) == order)
  }

  /// Within a request all deadlines are one, and what matters most goes first.
  @Test(arguments: [nil, 1000]) func earliestDeadlineFirst(_ payloadBytes: Int?) throws {
    #expect(try units(EarliestDeadlineFirst(), payloadBytes: payloadBytes) == order)
  }

  @Test(arguments: [nil, 1000]) func firstInFirstOut(_ payloadBytes: Int?) throws {
    #expect(try units(FirstInFirstOut(), payloadBytes: payloadBytes) == Array(0..<12))
  }

  @Test func randomOrderIsAPermutationOfItsKey() throws {
    var orders: Set<[Int]> = []
    for image in 0..<50 {
      let order = try units(RandomOrder(), image: image)
      #expect(order.sorted() == Array(0..<12))
      #expect(try units(RandomOrder(), image: image) == order)
      orders.insert(order)
    }
    #expect(orders.count == 50)
  }

  /// The lots are those of the stream "policy", so that none of them is a number that the channel draws too.
  @Test func lotsComeFromAStreamOfTheirOwn() throws {
    let lots = RandomStreams(seed: 1).stream("policy", image: 5)
    let byLot = (0..<12).sorted { first, second in
      let (left, right) = (lots.block(UInt64(first)), lots.block(UInt64(second)))
      return (left[0] >> 1, left[1]) < (right[0] >> 1, right[1])
    }
    #expect(try units(RandomOrder(), image: 5) == byLot)
  }

  /// Each unit comes first equally often; false alarm 1e-5 (chi-squared, 11 degrees of freedom: 42.9).
  @Test func randomOrderIsUniform() throws {
    var firsts = [Int](repeating: 0, count: 12)
    let message = Message(slices: (0..<12).map { Slice(unit: $0, payload: [0]) }, elementBytes: 1)
    let uplink = Uplink(links: [Link()], policy: RandomOrder())
    for image in 0..<6000 {
      firsts[try uplink.transmit(message, streams: RandomStreams(seed: 2), image: image).units[0].slice.unit] += 1
    }
    let statistic = firsts.map { Double(($0 - 500) * ($0 - 500)) / 500 }.reduce(0, +)
    #expect(statistic < 42.9)
  }

  /// Policy and channel draw from streams of their own: the order does not change what the air does.
  @Test func orderAndChannelAreIndependent() throws {
    let message = features()
    func erasures(_ policy: any SchedulerPolicy) throws -> [[Int32]] {
      try Uplink(links: [Link(channel: ErasureChannel(rate: 0.1))], policy: policy)
        .transmit(message, streams: RandomStreams(seed: 3), image: 4).units.map(\.slice.erasedElements)
    }
    #expect(try erasures(RandomOrder()) == erasures(ImportanceFirst()))
  }

  /// Replications, images and links have air of their own; the same of all three is the same air.
  @Test func whatTheAirDependsOn() throws {
    func erasures(replication: Int = 0, image: Int = 0, links: Int = 1) throws -> [[Int32]] {
      try Uplink(links: Array(repeating: Link(channel: ErasureChannel(rate: 0.1)), count: links))
        .transmit(features(), streams: RandomStreams(seed: 3), replication: replication, image: image)
        .units.map(\.slice.erasedElements)
    }
    let first = try erasures()
    #expect(try erasures() == first)
    #expect(try erasures(replication: 1) != first)
    #expect(try erasures(image: 1) != first)
    // Units 0 and 1 are the first on their links, 2 and 3 the second.
    let pair = try erasures(links: 2)
    #expect(pair[0] == first[0] && pair[2] == first[1])
    #expect(pair[1] != pair[0])
  }

  /// Replications draw orders of their own.
  @Test func randomOrderDependsOnTheReplication() throws {
    func order(_ replication: Int) throws -> [Int] {
      try Uplink(links: [Link()], policy: RandomOrder())
        .transmit(features(), streams: RandomStreams(seed: 1), replication: replication, image: 0)
        .units.map(\.slice.unit)
    }
    #expect(try order(0) != order(1))
  }
}
