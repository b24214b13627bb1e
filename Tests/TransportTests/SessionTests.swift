// Requests, queues, the server, the index, parts of units.

import Core
import Foundation
import Radio
import Stochastics
import Testing
import Transport

@Suite struct SessionTests {
  /// A session in which nothing but frames happens is the plain transmission, bit by bit.
  @Test(arguments: [nil, 116, 1001]) func agreesWithThePlainSender(_ payloadBytes: Int?) throws {
    let channels: [any ChannelModel] = [
      IdealChannel(), ErasureChannel(rate: 0.05), BitFlipChannel(rate: 0.01), ReplaceChannel(rate: 0.1),
    ]
    for channel in channels {
      for policy in [ImportanceFirst(), FirstInFirstOut(), RandomOrder()] as [any SchedulerPolicy] {
        for links in 1...2 {
          let plain = Uplink(
            links: Array(repeating: Link(channel: channel), count: links), policy: policy,
            packetizer: Packetizer(payloadBytes: payloadBytes))
          var session = plain
          session.queueing.capacity = .max
          let message = features(order: [3, 1, 2, 0])
          let (left, right) = (try plain.send(message, image: 3), try session.send(message, image: 3))
          #expect(left.units == right.units)
          for time in stride(from: Int64(0), to: 1_200_000, by: 50_000) {
            #expect(left.count(by: microseconds(time)) == right.count(by: microseconds(time)))
          }
        }
      }
    }
  }

  /// With parts, every packet counts as it comes; what is missing is listed.
  @Test func partsCount() throws {
    let uplink = device { uplink, access in
      access.backoff = .mean
      uplink.reception.keepsParts = true
    }
    let message = oneUnit(8192, elementBytes: 4)
    let arrivals = try uplink.send(message)
    // Frame k (from 0) has arrived at 6.88 k + 1.44 + 4.256 ms.
    for (time, packets) in [(5695, 0), (5696, 1), (12_575, 1), (12_576, 2)] as [(Int64, Int)] {
      #expect(arrivals.count(by: microseconds(time)) == packets)
      let slices = arrivals.delivery(by: microseconds(time)).slices
      #expect(slices.count == min(packets, 1))
      guard let slice = slices.first else { continue }
      #expect(slice.erasedElements == (29 * packets..<2048).map { Int32($0) })
      #expect(slice.payload.prefix(116 * packets) == message.slices[0].payload.prefix(116 * packets))
      #expect(slice.payload.dropFirst(116 * packets).allSatisfy { $0 == 0 })
    }
    #expect(
      arrivals.delivery(by: .distantFuture).slices == [ReceivedSlice(unit: 0, payload: message.slices[0].payload)])
    #expect(arrivals.lastArrival == microseconds(487_072 - 544 - 640))
  }

  /// Elements that end in a packet that is missing are missing, and zero.
  @Test func elementsCutInTwo() throws {
    let channel = ScriptedChannel { octets, _, start in start > microseconds(6000) ? .lost : .none }
    let uplink = device(channel) { uplink, access in
      access.isAcknowledged = false
      uplink.packetizer = Packetizer(payloadBytes: 102)
      uplink.reception.keepsParts = true
    }
    let slice = try #require(try uplink.send(oneUnit(204, elementBytes: 4)).units.first).slice
    #expect(slice.erasedElements == (25..<51).map { Int32($0) })
    #expect(slice.payload[100...].allSatisfy { $0 == 0 } && slice.payload[99] != 0)
  }

  @Test func indexVector() throws {
    #expect(IndexVector.orderBytes(units: 12) == 6)
    #expect(IndexVector.orderBytes(units: 1) == 0 && IndexVector.orderBytes(units: 16) == 8)
    // One byte in every packet: 115 are left, 72 frames a slice.
    let named = device { uplink, _ in uplink.index = .packet }
    #expect(try named.send(oneUnit(8192)).statistics.frames == 72)
    // Once: a packet of 6 bytes ahead of all, in natural order too.
    for policy in [ImportanceFirst(), FirstInFirstOut(), RandomOrder()] as [any SchedulerPolicy] {
      let once = device { uplink, access in
        access.backoff = .mean
        uplink.index = .once
        uplink.policy = policy
      }
      let arrivals = try once.send(features(order: [7, 2, 11, 0, 5, 9, 1, 3, 10, 4, 8, 6]))
      #expect(arrivals.statistics.frames == 12 * 71 + 1)
      // 17 bytes: 1.44 + 0.736 + 0.544 + 0.192 ms.
      #expect(arrivals.statistics.duration == 12 * 487_072_000 + 2_912_000)
    }
  }

  /// A single unit needs no order, and so no packet that could be lost with it.
  @Test func aSingleUnitHasNoOrder() throws {
    let uplink = device { uplink, _ in uplink.index = .once }
    let arrivals = try uplink.send(oneUnit(100))
    #expect(arrivals.statistics.frames == 1 && arrivals.units.count == 1)
  }

  /// A byte names 256 units; with more of them every packet has two, and a full one holds a byte less.
  @Test func manyUnitsHaveLongerNumbers() throws {
    #expect([1, 256, 257, 65_536].map { IndexVector.packet.bytesPerPacket(units: $0) } == [1, 1, 2, 2])
    #expect(IndexVector.provisioned.bytesPerPacket(units: 300) == 0)
    let uplink = device { uplink, _ in uplink.index = .packet }
    func message(_ units: Range<Int>, _ bytes: Int) -> Message {
      Message(
        slices: units.map { Slice(unit: $0, payload: [UInt8](repeating: UInt8($0 % 256), count: bytes)) },
        elementBytes: 1)
    }
    func arrived(_ arrivals: Arrivals) -> [Slice] {
      arrivals.delivery(by: .distantFuture).slices.map { Slice(unit: $0.unit, payload: $0.payload) }
    }
    // Of a message's units some may be left out.
    for (units, index) in [(0..<256, 1), (0..<300, 2), (256..<257, 2)] {
      let (short, full) = (message(units, 10), message(units, 115))
      let arrivals = try uplink.send(short)
      let frameBytes = 6 + 9 + index + 10 + 2
      #expect(arrivals.statistics.sending == Int64(units.count * frameBytes * 32_000))
      #expect(arrived(arrivals) == short.slices)
      let more = try uplink.send(full)
      #expect(more.statistics.frames == units.count * index)
      #expect(arrived(more) == full.slices)
    }
    var unlimited = uplink
    unlimited.packetizer = Packetizer()
    let wholeUnits = unlimited
    let error = #expect(throws: AirSliceError.self) { try wholeUnits.send(message(0..<300, 115)) }
    #expect(error?.description.hasSuffix(" and the unit's number leave 114") == true)
  }

  /// Without the order nothing finds its place.
  @Test func withoutTheOrderNothingArrives() throws {
    for isLost in [true, false] {
      let uplink = device(ScriptedChannel { octets, _, _ in isLost && octets.count == 17 ? .lost : .none }) {
        uplink, _ in
        uplink.index = .once
        uplink.reception.keepsParts = true
      }
      let arrivals = try uplink.send(features())
      #expect(arrivals.units.count == (isLost ? 0 : 12))
      #expect(arrivals.count(by: .distantFuture) == (isLost ? 0 : 852))
    }
    // Channels that know elements only harm payloads alone.
    let erased = device(ErasureChannel(rate: 1)) { uplink, _ in
      uplink.index = .once
      uplink.reception.keepsParts = true
    }
    #expect(try erased.send(features()).units.count == 12)
  }

  /// The packet with the order goes ahead of all, those included that are bound to a link and drew the least lot.
  @Test(arguments: 1...10) func theOrderGoesAheadOfBoundPackets(_ seed: UInt64) throws {
    // The order, 3 bytes in a frame of 14, gets through at the very beginning alone.
    let channel = ScriptedChannel { octets, _, start in
      octets.count == 14 && start > microseconds(1000) ? .lost : .none
    }
    let uplink = device(channel) { uplink, access in
      (access.backoff, access.isAcknowledged) = (.none, false)
      uplink.policy = RandomOrder()
      uplink.index = .once
      uplink.links.append(Link(channel: channel))
      uplink.protection.links = ByImportance([.one, .all])
    }
    let message = Message(
      slices: (0..<8).map { Slice(unit: $0, payload: [UInt8](repeating: 3, count: 50)) }, elementBytes: 1)
    #expect(try uplink.send(message, seed: seed).units.count == 8)
  }

  /// Units in natural order, 8 ms each, though the last matters most and is bound to both links.
  @Test func firstInFirstOutAcrossBoundPackets() throws {
    var uplink = Uplink(links: [Link(), Link()], policy: FirstInFirstOut())
    uplink.protection.links = ByImportance([.all, .one])
    let message = Message(
      slices: [2, 0, 1].map { Slice(unit: $0, payload: [UInt8](repeating: 3, count: 250)) }, elementBytes: 1)
    for capacity in [nil, 10] as [Int?] {
      uplink.queueing.capacity = capacity
      let units = try uplink.send(message).units
      #expect(units.map(\.slice.unit) == [0, 1, 2])
      #expect(units.map { $0.time.nanoseconds / 1_000_000 } == [8, 8, 16])
    }
  }

  @Test func payloadsThatDoNotFit() throws {
    func refusal(_ payloadBytes: Int?, _ index: IndexVector) -> String {
      var uplink = Uplink(
        links: [Link()], packetizer: Packetizer(payloadBytes: payloadBytes), frames: .ieee802154(.extended))
      uplink.index = index
      do {
        _ = try uplink.send(oneUnit(200))
        return "taken"
      } catch { return "\(error)" }
    }
    #expect(refusal(104, .provisioned) == "taken" && refusal(103, .packet) == "taken")
    let line = "a packet of 104 bytes does not fit: frames of 127 bytes with 'extended' addresses"
    #expect(refusal(104, .packet) == line + " and the unit's number leave 103")
    #expect(
      refusal(nil, .provisioned)
        == "a packet of 200 bytes does not fit: frames of 127 bytes with 'extended' addresses leave 104")
  }

  /// Requests every 100 ms, each of two units that take 65.536 ms together: the link keeps up, nothing waits for another.
  /// At 50 ms the k-th waits for k · 15.536 ms.
  @Test(arguments: [(100_000, 0), (50_000, 15_536)]) func periodicRequests(_ interval: Int64, _ growth: Int64) throws {
    var uplink = Uplink(links: [Link()], policy: FirstInFirstOut())
    uplink.traffic.pattern = .periodic(interval: 1000 * interval)
    uplink.traffic.session = 5
    let message = Message(
      slices: (0..<2).map { Slice(unit: $0, payload: [UInt8](repeating: 3, count: 1024)) }, elementBytes: 1)
    let arrivals = try uplink.send(Array(repeating: message, count: 5))
    for (number, arrival) in arrivals.enumerated() {
      let wait = Int64(number) * growth
      #expect(arrival.units.map(\.time) == [microseconds(32_768 + wait), microseconds(65_536 + wait)])
      #expect(arrival.statistics.queueing == Duration.nanoseconds(1000 * (2 * wait + 32_768)))
    }
  }

  /// Importance first sends the new request's first unit before the old one's rest; the newest first drops back to the
  /// old one only when the new one is done; first in, first out finishes the old one.
  @Test func policiesAcrossRequests() throws {
    func times(_ policy: any SchedulerPolicy) throws -> [[Int64]] {
      var uplink = Uplink(links: [Link()], policy: policy)
      uplink.traffic.pattern = .periodic(interval: 8_000_000)
      uplink.traffic.session = 2
      let message = Message(
        slices: (0..<3).map { Slice(unit: $0, payload: [UInt8](repeating: 3, count: 250)) }, elementBytes: 1)
      // A unit takes 8 ms; the second request begins when the first one's second unit is due.
      let arrivals = try uplink.send([message, message], deadline: microseconds(20_000))
      return arrivals.map { $0.units.map { $0.time.nanoseconds / 1_000_000 } }
    }
    #expect(try times(FirstInFirstOut()) == [[8, 16, 24], [24, 32, 40]])
    #expect(try times(ImportanceFirst()) == [[8, 24, 40], [8, 24, 40]])
    #expect(try times(NewestFirst()) == [[8, 40, 48], [8, 16, 24]])
    #expect(try times(EarliestDeadlineFirst()) == [[8, 16, 24], [24, 32, 40]])
  }

  /// Deadlines before the session's beginning and on both sides of the last that keys tell apart are in order too, with
  /// a limit to the queue and without.
  @Test func deadlinesOfAllSizes() throws {
    let message = Message(
      slices: (0..<3).map { Slice(unit: $0, payload: [UInt8](repeating: 3, count: 250)) }, elementBytes: 1)
    for (deadline, serverTime) in [(20_000_000, 25_000_000), (1 << 53 - 4_000_000, 0)] as [(Int64, Int64)] {
      for capacity in [nil, 10] as [Int?] {
        var uplink = Uplink(links: [Link()], policy: EarliestDeadlineFirst())
        uplink.queueing.capacity = capacity
        uplink.traffic.pattern = .periodic(interval: 8_000_000)
        uplink.traffic.session = 2
        uplink.traffic.serverTime = serverTime
        let arrivals = try uplink.send([message, message], deadline: SimTime(nanoseconds: deadline))
        let times = arrivals.map { $0.units.map { $0.time.nanoseconds / 1_000_000 } }
        #expect(times == [[8, 16, 24], [24, 32, 40]])
      }
    }
  }

  @Test func queuesOverflow() throws {
    func units(_ policy: any SchedulerPolicy) throws -> [[Int]] {
      var uplink = Uplink(links: [Link()], policy: policy)
      uplink.queueing.capacity = 3
      uplink.traffic.pattern = .periodic(interval: 0)
      uplink.traffic.session = 2
      let message = Message(
        slices: (0..<3).map { Slice(unit: $0, payload: [UInt8](repeating: 3, count: 250)) }, elementBytes: 1)
      let arrivals = try uplink.send([message, message])
      #expect(arrivals.map(\.statistics.overflowed).reduce(0, +) == 2)
      return arrivals.map { $0.units.map(\.slice.unit) }
    }
    // One is on the air at once, three wait, two go: the newest, the least important, the oldest.
    #expect(try units(FirstInFirstOut()) == [[0, 1, 2], [0]])
    #expect(try units(ImportanceFirst()) == [[0, 1], [0, 1]])
    #expect(try units(NewestFirst()) == [[0], [0, 1, 2]])
  }

  @Test func supersededWorkIsDropped() throws {
    var uplink = Uplink(links: [Link()], policy: FirstInFirstOut())
    uplink.queueing.dropsSuperseded = true
    uplink.traffic.pattern = .periodic(interval: 12_000_000)
    uplink.traffic.session = 2
    let message = Message(
      slices: (0..<3).map { Slice(unit: $0, payload: [UInt8](repeating: 3, count: 250)) }, elementBytes: 1)
    let arrivals = try uplink.send([message, message])
    // What is on the air when the second request begins goes on.
    #expect(arrivals.map(\.units.count) == [2, 3] && arrivals[0].statistics.superseded == 1)
  }

  /// With more jitter than there is between requests the second may begin first: then it is the one to be dropped.
  @Test func theOneThatBeginsLaterSupersedes() throws {
    var uplink = Uplink(links: [Link()], policy: FirstInFirstOut())
    uplink.queueing.dropsSuperseded = true
    uplink.traffic.pattern = .periodic(interval: 1_000_000)
    uplink.traffic.jitter = 50_000_000
    uplink.traffic.session = 2
    // Three units of 32 ms: when the other request begins, within 51 ms, one at least still waits.
    let message = Message(
      slices: (0..<3).map { Slice(unit: $0, payload: [UInt8](repeating: 3, count: 1000)) }, elementBytes: 1)
    var swapped = 0
    for seed in 1...20 as ClosedRange<UInt64> {
      let both = try uplink.send([message, message], seed: seed)
      let isSwapped = both[0].start > both[1].start
      swapped += isSwapped ? 1 : 0
      let (first, second) = isSwapped ? (both[1], both[0]) : (both[0], both[1])
      #expect(first.statistics.superseded > 0 && first.units.count + first.statistics.superseded == 3)
      #expect(second.statistics.superseded == 0 && second.units.count == 3)
    }
    #expect((1..<20).contains(swapped))
  }

  /// A unit of 8 ms that could arrive at 24 ms is sent when the deadline is 24 ms, and dropped a nanosecond earlier.
  @Test func expiredWorkIsDropped() throws {
    var uplink = Uplink(links: [Link()])
    uplink.queueing.dropsExpired = true
    #expect(uplink.looksAtDeadline)
    let message = Message(
      slices: (0..<3).map { Slice(unit: $0, payload: [UInt8](repeating: 3, count: 250)) }, elementBytes: 1)
    for (deadline, count) in [(24_000_000, 3), (23_999_999, 2), (0, 0)] as [(Int64, Int)] {
      let arrivals = try uplink.send(message, deadline: SimTime(nanoseconds: deadline))
      #expect(arrivals.units.count == count && arrivals.statistics.expired == 3 - count)
      #expect(arrivals.count(by: SimTime(nanoseconds: deadline)) == count)
    }
  }

  /// Retries end when they are of no more use.
  @Test func expiredRetriesAreDropped() throws {
    let uplink = device(ScriptedChannel { _, _, _ in .lost }) { uplink, access in
      access.backoff = .none
      uplink.queueing.dropsExpired = true
    }
    // Attempts every 5.44 ms, the frame takes 4.256: the third would begin at 10.88 ms.
    let statistics = try uplink.send(oneUnit(116), deadline: microseconds(11_000)).statistics
    #expect(statistics.frames == 2 && statistics.expired == 1 && statistics.unacknowledged == 0)
  }

  /// The server takes 10 ms for an answer: what arrives later than that before the deadline is of no use; answers to
  /// requests that come at once stand in each other's way.
  @Test func theServerTakesItsTime() throws {
    var uplink = Uplink(links: [Link()])
    uplink.traffic.serverTime = 10_000_000
    let one = try uplink.send(oneUnit(250))
    #expect(one.count(by: microseconds(17_999)) == 0 && one.count(by: microseconds(18_000)) == 1)
    #expect(one.count(by: .distantFuture) == 1)
    uplink.traffic.session = 3
    uplink.traffic.pattern = .periodic(interval: 6_000_000)
    let leads = try uplink.send(Array(repeating: oneUnit(10), count: 3)).map(\.serverLead)
    // The last ends at its deadline, the second 10 ms earlier, that is 4 before its own, the first 8 before.
    #expect(leads == [18_000_000, 14_000_000, 10_000_000])
  }

  /// Times that 64 bits of nanoseconds do not hold: a server that is so far behind answers nothing in time, and a
  /// device that takes so long is refused.
  @Test func centuries() throws {
    var uplink = Uplink(links: [Link()])
    uplink.traffic.pattern = .periodic(interval: 1)
    uplink.traffic.session = 10
    let messages = Array(repeating: oneUnit(10), count: 10)
    uplink.traffic.serverTime = 1 << 60
    let arrivals = try uplink.send(messages)
    #expect(arrivals.allSatisfy { $0.count(by: microseconds(1_000_000_000_000)) == 0 })
    #expect(arrivals[9].serverLead == 1 << 60)
    uplink.traffic.serverTime = 0
    uplink.traffic.deviceTime = 1 << 60
    let slow = uplink
    #expect(throws: AirSliceError.self) { try slow.send(messages) }
  }

  /// Devices take turns in the requests; their streams are their own, their times those of a common medium.
  @Test func devicesShareTheMedium() throws {
    let uplink = device { uplink, _ in
      uplink.traffic.devices = 3
      uplink.traffic.session = 6
      uplink.traffic.pattern = .periodic(interval: 400_000_000)
    }
    let arrivals = try uplink.send(Array(repeating: oneUnit(2048), count: 6))
    let alone = try device().send(oneUnit(2048)).statistics.duration
    for arrival in arrivals {
      #expect(arrival.statistics.delivered + arrival.statistics.accessFailures >= 17)
      #expect(arrival.statistics.duration > alone / 2)
    }
    let again = try uplink.send(Array(repeating: oneUnit(2048), count: 6))
    #expect(again.map(\.trace) == arrivals.map(\.trace) && again.map(\.statistics) == arrivals.map(\.statistics))
  }

  /// Poisson requests: gaps are exponential with a mean of 100 ms, by the Kolmogorov–Smirnov test (false alarm 1e-5) and
  /// within four standard deviations; so is the time before the first.
  @Test func poissonRequests() throws {
    var uplink = Uplink(links: [Link()])
    uplink.traffic.pattern = .poisson(interval: 100_000_000)
    uplink.traffic.session = 4000
    let starts = try uplink.send(Array(repeating: oneUnit(1), count: 4000)).map { Double($0.start) / 1e8 }
    let gaps = zip(starts.dropFirst(), starts).map { $0 - $1 }
    #expect(gaps.count == 3999 && GoodnessOfFit.kolmogorovSmirnov(gaps) { 1 - exp(-$0) } > 1e-5)
    #expect(abs(gaps.reduce(0, +) / 3999 - 1) < 4 / 3999.0.squareRoot())
    let first = try (0..<300).map { Double(try uplink.send([oneUnit(1)], seed: UInt64($0))[0].start) / 1e8 }
    #expect(GoodnessOfFit.kolmogorovSmirnov(first) { 1 - exp(-$0) } > 1e-5)
  }
}
