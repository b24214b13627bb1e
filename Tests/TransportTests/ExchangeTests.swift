// Acknowledgements, retransmissions, duplicates.

import Core
import Radio
import Stochastics
import Synchronization
import Testing
import Transport

/// The first payload byte of each frame on the air.
private final class FrameLog: Sendable {
  let payloads = Mutex<[UInt8]>([])
}

@Suite struct ExchangeTests {
  /// In closed form, at 0 dB: bit error rate 1.615267e-4 on 127-byte frames of 1,016 bits and acknowledgements of 40:
  /// s = 0.843171, success at the sender 1 − (1 − s)^4 = 0.999395, mean attempts 1.185282, the receiver has it with
  /// 1 − 0.151364^4 = 0.999475. Exact 99.99 % intervals; the mean's tolerance is four standard deviations.
  @Test func automaticRepeatRequest() throws {
    let uplink = device(BitFlipChannel(rate: 1.615267e-4))
    var sum = TransportStatistics()
    for image in 0..<100 { sum = sum + (try uplink.send(oneUnit(1000 * 116), image: image).statistics) }
    #expect(sum.packets == 100_000)
    func holds(_ probability: Double, _ successes: Int, _ trials: Int) throws -> Bool {
      let interval = try Intervals.clopperPearson(successes: successes, trials: trials, confidence: 0.9999)
      return interval.low < probability && probability < interval.high
    }
    #expect(try holds(0.999395, sum.packets - sum.unacknowledged, sum.packets))
    #expect(try holds(0.999475, sum.delivered, sum.packets))
    #expect(try holds(0.151364, sum.damagedFrames, sum.frames))
    #expect(try holds(0.006441, sum.lostAcknowledgements, sum.acknowledgements))
    let deviation = 0.4697 / 100_000.0.squareRoot()
    #expect(abs(Double(sum.frames) / 100_000 - 1.185282) < 4 * deviation)
    // Duplicates are the intact frames beyond the first of each packet.
    #expect(sum.duplicates == sum.acknowledgements - sum.delivered)
  }

  /// The wait for an acknowledgement that does not come is 864 µs from the frame's end, whether the frame was lost or
  /// the acknowledgement was; then the next attempt begins, without an interframe space.
  @Test(arguments: [true, false]) func timeOfALostExchange(_ losesAcknowledgement: Bool) throws {
    // Backoff 1,120 µs, assessment 128, turnaround 192, frame 3,200 (100 bytes on the air): it starts at 1,440 µs.
    let channel = ScriptedChannel { _, isAcknowledgement, start in
      start < microseconds(6000) && isAcknowledgement == losesAcknowledgement ? .flipped : .none
    }
    let uplink = device(channel) { $1.backoff = .mean }
    let arrivals = try uplink.send(oneUnit(83))
    let attempt: Int64 = 1120 + 128 + 192 + 3200
    #expect(arrivals.statistics.duration == 1000 * (attempt + 864 + attempt + 544 + 640))
    #expect(arrivals.statistics.frames == 2 && arrivals.statistics.retransmissions == 1)
    #expect(arrivals.statistics.duplicates == (losesAcknowledgement ? 1 : 0))
    #expect(arrivals.units.map(\.time) == [microseconds(losesAcknowledgement ? attempt : 2 * attempt + 864)])
  }

  /// Every packet's first acknowledgement is lost: all arrive twice, and count once.
  @Test func duplicatesAreRejected() throws {
    let channel = ScriptedChannel { octets, isAcknowledgement, _ in isAcknowledgement ? .lost : .none }
    let uplink = device(channel) { uplink, _ in uplink.protection.retries = ByImportance(2) }
    let message = oneUnit(1160)
    let arrivals = try uplink.send(message)
    let statistics = arrivals.statistics
    #expect(statistics.frames == 30 && statistics.acknowledgements == 30 && statistics.lostAcknowledgements == 30)
    #expect(statistics.duplicates == 20)
    #expect(statistics.delivered == 10 && statistics.unacknowledged == 10)
    #expect(arrivals.units.map(\.slice.payload) == message.slices.map(\.payload))
    // More than 256 packets: sequence numbers come again, and the new ones are no duplicates.
    let long = try uplink.send(oneUnit(600 * 116)).statistics
    #expect(long.delivered == 600 && long.duplicates == 1200)
  }

  @Test func retriesByImportance() throws {
    let uplink = device(ScriptedChannel { _, _, _ in .lost }) { uplink, _ in
      uplink.protection.retries = ByImportance([5, 2, 0])
    }
    let message = Message(slices: (0..<4).map { Slice(unit: $0, payload: [1, 2]) }, elementBytes: 1)
    let statistics = try uplink.send(message).statistics
    #expect(statistics.frames == 6 + 3 + 1 + 1)
    #expect(statistics.unacknowledged == 4 && statistics.delivered == 0)
    #expect(statistics.packetErrorRate == 1)
  }

  @Test func copiesByImportance() throws {
    // Frames that start in the first 2.5 ms are lost.
    let uplink = device(ScriptedChannel { _, _, start in start < microseconds(2500) ? .lost : .none }) {
      uplink, access in
      access.isAcknowledged = false
      access.backoff = .none
      uplink.protection.copies = ByImportance([3, 1])
    }
    let message = Message(slices: (0..<2).map { Slice(unit: $0, payload: [1, 2, 3]) }, elementBytes: 1)
    let arrivals = try uplink.send(message)
    #expect(arrivals.statistics.frames == 4 && arrivals.statistics.packets == 2)
    #expect(arrivals.statistics.delivered == 2 && arrivals.units.map(\.slice.unit) == [0, 1])
  }

  /// All packets of the unit go before the second copy of the first, so that one fade does not take all copies.
  @Test func copiesAreApart() throws {
    let log = FrameLog()
    let channel = ScriptedChannel { octets, _, _ in
      log.payloads.withLock { $0.append(octets[9]) }
      return .lost
    }
    let uplink = device(channel) { uplink, access in
      access.isAcknowledged = false
      uplink.packetizer = Packetizer(payloadBytes: 1)
      uplink.protection.copies = ByImportance([2, 1])
    }
    let message = Message(
      slices: [Slice(unit: 0, payload: [1, 2, 3]), Slice(unit: 1, payload: [4, 5])], elementBytes: 1)
    let statistics = try uplink.send(message).statistics
    #expect(log.payloads.withLock { $0 } == [1, 2, 3, 1, 2, 3, 4, 5] && statistics.packets == 5)
  }

  /// An element is there when any copy carried it, over the same link or another. A packet of 29 elements counts as
  /// delivered when all are. Exact 99.99 % intervals.
  @Test(arguments: [(1, 1), (2, 1), (1, 2), (2, 2)]) func copiesOfElementsMerge(_ copies: Int, _ links: Int) throws {
    let message = oneUnit(345 * 116, elementBytes: 4)
    let sent = message.slices[0].payload
    for rate in [0.5, 0.01] {
      let uplink = device(ErasureChannel(rate: rate)) { uplink, access in
        access.isAcknowledged = false
        uplink.links = Array(repeating: uplink.links[0], count: links)
        uplink.reception.keepsParts = true
        uplink.protection.copies = ByImportance(copies)
        uplink.protection.links = ByImportance(.all)
      }
      let arrivals = try uplink.send(message)
      let slice = try #require(arrivals.units.first).slice
      let missing = Set(slice.erasedElements)
      let expected = sent.indices.map { missing.contains(Int32($0 / 4)) ? 0 : sent[$0] }
      let isAsExpected = slice.payload == expected
      #expect(isAsExpected)
      let lost = (0..<copies * links).reduce(1.0) { product, _ in product * rate }
      let whole = (0..<29).reduce(1.0) { product, _ in product * (1 - lost) }
      for (successes, trials, probability) in [
        (345 * 29 - missing.count, 345 * 29, 1 - lost), (arrivals.statistics.delivered, 345, whole),
      ] {
        let interval = try Intervals.clopperPearson(successes: successes, trials: trials, confidence: 0.9999)
        #expect(interval.low < probability && probability < interval.high, "\(successes) of \(trials)")
      }
      #expect(arrivals.statistics.packets == 345 && arrivals.statistics.frames == 345 * copies * links)
    }
  }

  /// Replaced elements look like good ones: the first copy stays, and does not count as delivered.
  @Test func replacedElementsStay() throws {
    func send(_ copies: Int) throws -> Arrivals {
      try device(ReplaceChannel(rate: 0.5)) { uplink, access in
        access.isAcknowledged = false
        uplink.protection.copies = ByImportance(copies)
      }.send(oneUnit(1160))
    }
    let (one, two) = (try send(1), try send(2))
    #expect(two.statistics.frames == 20 && two.units.map(\.slice) == one.units.map(\.slice))
    #expect(one.units.map(\.slice.payload) != oneUnit(1160).slices.map(\.payload))
    #expect(one.statistics.delivered == 0 && two.statistics.packetErrorRate == 1)
  }

  /// What came with a wrong check sequence over one link fills the gaps of what comes over the other: the first byte of
  /// each packet is wrong where that one lacks it.
  @Test func damagedPayloadsFillGaps() throws {
    let uplink = device(ScriptedChannel { _, _, _ in .flipped }) { uplink, access in
      (access.backoff, access.isAcknowledged) = (.mean, false)
      uplink.links.append(Link(channel: ErasureChannel(rate: 0.5)))
      uplink.protection.links = ByImportance(.all)
      uplink.reception.keepsDamagedFrames = true
      uplink.reception.keepsParts = true
    }
    let message = oneUnit(20 * 116)
    let sent = message.slices[0].payload
    let arrivals = try uplink.send(message)
    let slice = try #require(arrivals.units.first).slice
    let wrong = sent.indices.filter { slice.payload[$0] != sent[$0] }
    #expect(slice.erasedElements.isEmpty && arrivals.statistics.delivered == 0)
    #expect((1..<20).contains(wrong.count) && wrong.allSatisfy { $0.isMultiple(of: 116) })
  }

  /// Where the check sequence is wrong the frame is dropped, or its payload kept for want of a better one.
  @Test(arguments: [false, true]) func damagedFrames(_ isKept: Bool) throws {
    // Frames that start before 25 ms have a bit flipped: two packets in all their attempts, a third in its first.
    let channel = ScriptedChannel { octets, isAcknowledgement, start in
      !isAcknowledgement && start < microseconds(25_000) ? .flipped : .none
    }
    let uplink = device(channel) { uplink, access in
      access.backoff = .none
      uplink.protection.retries = ByImportance(1)
      uplink.reception.keepsDamagedFrames = isKept
      uplink.reception.keepsParts = true
    }
    let message = oneUnit(4 * 116)
    let arrivals = try uplink.send(message)
    #expect(arrivals.statistics.damagedFrames == 5 && arrivals.statistics.unacknowledged == 2)
    let slice = try #require(arrivals.units.first).slice
    let sent = message.slices[0].payload
    let wrong = sent.indices.filter { slice.payload[$0] != sent[$0] }
    if isKept {
      // The first bit of the first two packets; the third was sent again, and replaced.
      #expect(wrong == [0, 116] && slice.erasedElements.isEmpty)
      #expect(slice.payload[0] == sent[0] ^ 1)
      // Before it was replaced it was damaged as well.
      let before = arrivals.delivery(by: microseconds(27_000)).slices[0]
      #expect(before.payload[232] == sent[232] ^ 1 && !before.erasedElements.contains(232))
    } else {
      #expect(slice.erasedElements == (0..<232).map { Int32($0) })
      #expect(slice.payload[..<232].allSatisfy { $0 == 0 } && slice.payload[232...].elementsEqual(sent[232...]))
    }
  }

  /// A damaged header or unit's number, of two bytes where there are more than 256 units: nobody can say whose the
  /// payload is. What arrives has the very bit flipped, one of the first payload byte.
  @Test func damagedHeadersAreDropped() throws {
    final class HeaderDamage: ChannelModel, BitChannelProcess {
      let place: Int
      init(place: Int) { self.place = place }
      func makeProcess(_ stream: RandomStream) -> any ChannelProcess { self }
      func damage(
        _ octets: UnsafeMutableRawBufferPointer, firstByte: Int64, start: SimTime, end: SimTime
      ) -> Damage {
        octets[place] ^= 0x10
        return .flipped
      }
    }
    for (units, place, arrives) in [
      (1, 0, false), (1, 2, false), (1, 8, false), (1, 9, false), (1, 10, true), (300, 10, false), (300, 11, true),
    ] {
      let uplink = device(HeaderDamage(place: place)) { uplink, access in
        access.isAcknowledged = false
        uplink.index = .packet
        uplink.reception.keepsDamagedFrames = true
        uplink.reception.keepsParts = true
      }
      var payload = oneUnit(50).slices[0].payload
      let message = Message(slices: (0..<units).map { Slice(unit: $0, payload: payload) }, elementBytes: 1)
      payload[0] ^= 0x10
      let expected = arrives ? (0..<units).map { ReceivedSlice(unit: $0, payload: payload) } : []
      #expect(try uplink.send(message).units.map(\.slice) == expected, "byte \(place) with \(units) units")
    }
  }

  /// Channels that lose whole frames go by when these start, whether or not preambles could be damaged.
  @Test func lossesDoNotDependOnThePreamble() throws {
    let trace = try Trace("time_ms,loss\n0,0.3\n100,0.2\n9000,0\n", path: "t.csv")
    for channel in [PacketLossChannel(rate: 0.3), TraceChannel(trace)] as [any ChannelModel] {
      func lost(_ isExposed: Bool) throws -> TransportStatistics {
        let uplink = device(channel) { uplink, _ in uplink.reception.exposesSynchronisation = isExposed }
        return try uplink.send(oneUnit(40 * 116)).statistics
      }
      #expect(try lost(true) == lost(false) && lost(true).retransmissions > 3)
    }
  }

  /// What ns-3 has it: flipped bits in preamble, delimiter and length lose the frame.
  @Test func synchronisationIsExposed() throws {
    let probability = 0.01
    for (isExposed, bits) in [(false, 8 * 20.0), (true, 8 * 26.0)] {
      let uplink = device(BitFlipChannel(rate: probability)) { uplink, access in
        access.isAcknowledged = false
        access.backoff = .none
        uplink.packetizer = Packetizer(payloadBytes: 9)
        uplink.reception.exposesSynchronisation = isExposed
      }
      let statistics = try uplink.send(oneUnit(9 * 20_000)).statistics
      var intact = 1.0
      for _ in 0..<Int(bits) { intact *= 1 - probability }
      let interval = try Intervals.clopperPearson(
        successes: statistics.delivered, trials: statistics.packets, confidence: 0.9999)
      #expect(interval.low < intact && intact < interval.high)
    }
  }

  /// Codes: the same air, fewer losses, longer frames.
  @Test(arguments: ErrorCorrection.allCases.filter { $0 != .none }) func codedFrames(_ code: ErrorCorrection) throws {
    let uplink = device(BitFlipChannel(rate: 0.001)) { uplink, access in
      access.backoff = .none
      uplink.protection.codes = ByImportance(code)
      uplink.protection.retries = ByImportance(0)
    }
    let plain = device(BitFlipChannel(rate: 0.001)) { uplink, access in
      access.backoff = .none
      uplink.protection.retries = ByImportance(0)
    }
    let message = oneUnit(200 * 116)
    let (coded, bare) = (try uplink.send(message).statistics, try plain.send(message).statistics)
    // 1 − 0.999^1016 = 0.638 are damaged without a code.
    #expect(bare.delivered < 100)
    #expect(coded.delivered > (code == .convolutional7of8 ? 130 : 185), "\(coded.delivered)")
    let first = Int64(32 * (6 + code.encodedBytes(of: 127)))
    #expect(coded.sending == 1000 * 200 * first)
  }

  /// Without frames of their own, coded payloads take the time of their code and come out corrected.
  @Test func codedPayloadsUnderPaperAccounting() throws {
    var uplink = Uplink(links: [Link(channel: BitFlipChannel(rate: 0.002))], packetizer: Packetizer(payloadBytes: 96))
    uplink.protection.codes = ByImportance(.golay)
    let message = oneUnit(9600)
    let arrivals = try uplink.send(message)
    #expect(arrivals.units.map(\.slice.payload) == message.slices.map(\.payload))
    #expect(arrivals.units.map(\.time.nanoseconds) == [2 * 9600 * 32_000])
  }
}
