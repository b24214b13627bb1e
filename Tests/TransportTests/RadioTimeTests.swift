// What energy is counted by: how long radios are in each state, at which power, and when they begin.

import Core
import Radio
import Testing
import Transport

@Suite struct RadioTimeTests {
  /// Three full frames with mean backoffs, 6.880 ms each: 1.120 in backoff, 0.128 in assessment, 4.256 on the air, 0.544
  /// to the end of the acknowledgement, the rest in turnaround and spaces.
  @Test func everyStateHasItsTime() throws {
    let statistics = try device { $1.backoff = .mean }.send(oneUnit(3 * 116)).statistics
    #expect(statistics.occupied == 3 * 6_880_000)
    #expect(statistics.sendingByPower == [3 * 4_256_000] && statistics.sending == 3 * 4_256_000)
    #expect(statistics.backingOff == 3 * 1_120_000 && statistics.listening == 3 * 128_000)
    #expect(statistics.awaiting == 3 * 544_000)
    #expect(statistics.duration == statistics.occupied)
  }

  /// Two links share the frames: radio time is the same, the request half as long; the third frame leaves one asleep.
  @Test func everyRadioCountsForItself() throws {
    var uplink = device { $1.backoff = .mean }
    uplink.links.append(uplink.links[0])
    let statistics = try uplink.send(oneUnit(3 * 116)).statistics
    #expect(statistics.occupied == 3 * 6_880_000 && statistics.duration == 2 * 6_880_000)
  }

  /// Failed attempts are paid for: four of 4.256 ms and of the wait of 0.864.
  @Test func whatIsLostIsPaidFor() throws {
    let lost = ScriptedChannel { _, isAcknowledgement, _ in isAcknowledgement ? .none : .lost }
    let statistics = try device(lost) { $1.backoff = .mean }.send(oneUnit(116)).statistics
    #expect(statistics.sending == 4 * 4_256_000 && statistics.awaiting == 4 * 864_000)
    #expect(statistics.occupied == 4 * (1_120_000 + 128_000 + 192_000 + 4_256_000 + 864_000))
    let sum = statistics + statistics
    #expect(sum.occupied == 2 * statistics.occupied && sum.sending == 2 * statistics.sending)
    #expect(TransportStatistics() + statistics == statistics && statistics + TransportStatistics() == statistics)
  }

  /// The device computes 5 ms before its first frame; the deadline counts from the picture on.
  @Test func computingDelaysTheFirstFrame() throws {
    var uplink = device { $1.backoff = .mean }
    let plain = try uplink.send(oneUnit(83))
    uplink.traffic.deviceTime = 5_000_000
    let late = try uplink.send(oneUnit(83))
    let time = try #require(plain.lastArrival).nanoseconds
    #expect(late.lastArrival == SimTime(nanoseconds: time + 5_000_000))
    #expect(late.count(by: SimTime(nanoseconds: time + 4_999_999)) == 0)
    #expect(late.count(by: SimTime(nanoseconds: time + 5_000_000)) == 1)
    #expect(late.statistics.occupied == plain.statistics.occupied)
    #expect(late.statistics.queueing == plain.statistics.queueing)
  }

  /// A picture every 10 ms and 25 ms of computing each: the k-th has waited 15 k ms for the processor. Two devices that
  /// take turns have a processor each.
  @Test func aBusyProcessorQueues() throws {
    var uplink = device { $1.backoff = .mean }
    uplink.traffic.pattern = .periodic(interval: 10_000_000)
    uplink.traffic.session = 4
    let plain = try uplink.send(Array(repeating: oneUnit(10), count: 4))
    uplink.traffic.deviceTime = 25_000_000
    let late = try uplink.send(Array(repeating: oneUnit(10), count: 4))
    for (place, pair) in zip(plain, late).enumerated() {
      let before = try #require(pair.0.lastArrival).nanoseconds
      let after = try #require(pair.1.lastArrival).nanoseconds
      #expect(after - before == 25_000_000 + Int64(place) * 15_000_000)
    }
    uplink.traffic.devices = 2
    uplink.traffic.pattern = .single
    uplink.access?.backoff = .random
    for arrivals in try uplink.send(Array(repeating: oneUnit(10), count: 2)) {
      let time = try #require(arrivals.lastArrival).nanoseconds
      #expect((25_000_000..<60_000_000).contains(time))
    }
  }

  private func faded(_ decibels: Double, power: [Double] = [0], acknowledged: Bool = false) -> Uplink {
    let signal = SignalSettings(mean: Decibels(decibels), modulation: .oqpsk)
    return device(RayleighChannel(FadingSettings(signal: signal, motion: .doppler(20)))) { uplink, access in
      access.isAcknowledged = acknowledged
      uplink.protection.power = ByImportance(power)
      uplink.reception.keepsParts = true
    }
  }

  /// 4 dB more power is 4 dB more SNR, on the same fade and with the same noise; what is sent at the usual power fares
  /// as before.
  @Test func powerIsSignal() throws {
    let message = Message(
      slices: (0..<2).map { Slice(unit: $0, payload: [UInt8](repeating: UInt8($0 + 1), count: 4000)) }, elementBytes: 1)
    let (weak, strong) = (try faded(3).send(message), try faded(7).send(message))
    let raised = try faded(3, power: [4]).send(message)
    #expect(raised.delivery(by: .distantFuture) == strong.delivery(by: .distantFuture))
    #expect(raised.trace == strong.trace && raised.trace != weak.trace)
    let mixed = try faded(3, power: [4, 0]).send(message)
    func slice(_ arrivals: Arrivals, _ unit: Int) -> ReceivedSlice? {
      arrivals.delivery(by: .distantFuture).slices.first { $0.unit == unit }
    }
    #expect(slice(mixed, 0) == slice(strong, 0) && slice(mixed, 1) == slice(weak, 1))
    #expect(slice(strong, 0) != slice(weak, 0) && slice(strong, 1) != slice(weak, 1))
    // 35 frames a unit: 34 of 4.256 ms and one with 56 bytes of payload.
    let unit = Int64(34) * 4_256_000 + 73 * 32_000
    #expect(mixed.statistics.sendingByPower == [unit, unit])
  }

  /// The server answers at its own power: of the same fades as many acknowledgements are lost as without.
  @Test func acknowledgementsAreNotRaised() throws {
    let (weak, raised) = (faded(-2, acknowledged: true), faded(-2, power: [30], acknowledged: true))
    var (plain, strong) = (TransportStatistics(), TransportStatistics())
    for image in 0..<20 {
      plain = plain + (try weak.send(oneUnit(2000), image: image).statistics)
      strong = strong + (try raised.send(oneUnit(2000), image: image).statistics)
    }
    #expect(strong.damagedFrames < plain.damagedFrames / 5)
    // Intact frames meet better fades than the others, so that their acknowledgements are lost less.
    #expect(strong.lostAcknowledgements > plain.lostAcknowledgements)
  }

  @Test func powerNeedsASignal() {
    let uplink = device(BitFlipChannel(rate: 0.1)) { uplink, _ in uplink.protection.power = ByImportance([3, 0]) }
    #expect(throws: AirSliceError.self) { try uplink.send(oneUnit(10)) }
    #expect(!uplink.group.hasPowerControl && faded(3).group.hasPowerControl)
  }
}
