// The times of 802.15.4 to the nanosecond, and what chance makes of them.

import Core
import Radio
import Stochastics
import Testing
import Transport

@Suite struct AccessTests {
  /// IEEE 802.15.4-2006 by hand: nanoseconds of frames without access, then with access by its mean backoff of 1.12 ms,
  /// for a float32 slice, an int8 slice, a raw picture and a whole tensor.
  @Test(arguments: [
    (Addressing.short, 8192, 71, 448_448_000, 487_072_000), (.extendedBothPANs, 8192, 81, 510_976_000, 555_040_000),
    (.short, 98304, 848, 5_370_880_000, 5_832_192_000), (.short, 2048, 18, 112_768_000, 122_560_000),
    (.short, 3072, 27, 169_152_000, 183_840_000),
  ])
  func checkValues(_ addressing: Addressing, _ bytes: Int, _ frames: Int, _ plain: Int64, _ acknowledged: Int64) throws
  {
    for isAcknowledged in [false, true] {
      let uplink = device(IdealChannel(), addressing) {
        $1.backoff = .mean
        $1.isAcknowledged = isAcknowledged
      }
      let arrivals = try uplink.send(oneUnit(bytes))
      #expect(arrivals.statistics.duration == (isAcknowledged ? acknowledged : plain))
      #expect(arrivals.statistics.frames == frames)
      #expect(arrivals.statistics.acknowledgements == (isAcknowledged ? frames : 0))
      // The server has it all before acknowledgement (192 + 352 µs) and interframe space (640 µs).
      let last = arrivals.statistics.duration - (isAcknowledged ? 544_000 : 0) - 640_000
      #expect(arrivals.units.map(\.time.nanoseconds) == [last])
      #expect(arrivals.units[0].slice.payload == oneUnit(bytes).slices[0].payload)
    }
  }

  /// Goodputs in kbit/s: payload bits of full frames over the time of one.
  @Test(arguments: [
    (Addressing.short, 146.465, 134.884), (.extended, 131.313, 120.930), (.extendedBothPANs, 128.788, 118.605),
  ])
  func goodputs(_ addressing: Addressing, _ plain: Double, _ acknowledged: Double) throws {
    for (isAcknowledged, expected) in [(false, plain), (true, acknowledged)] {
      let uplink = device(IdealChannel(), addressing) {
        $1.backoff = .mean
        $1.isAcknowledged = isAcknowledged
      }
      let goodput = try uplink.send(oneUnit(50 * addressing.maximumPayload)).statistics.goodput
      #expect(abs(goodput / 1000 - expected) < 0.0005)
    }
  }

  /// Latré et al. count neither assessment nor turnaround: 162.234 kbit/s without addresses, 148.780 acknowledged.
  @Test(arguments: [(false, 162.234), (true, 148.780)])
  func latre(_ isAcknowledged: Bool, _ expected: Double) throws {
    let uplink = device(IdealChannel(), .none) {
      $1.backoff = .mean
      $1.listens = false
      $1.isAcknowledged = isAcknowledged
    }
    let goodput = try uplink.send(oneUnit(50 * 122)).statistics.goodput
    #expect(abs(goodput / 1000 - expected) < 0.0005)
  }

  /// Frames of 18 bytes are followed by the short space of 192 µs, longer ones by 640 µs.
  @Test(arguments: [(7, 192), (8, 640)]) func interframeSpaces(_ bytes: Int, _ space: Int64) throws {
    let uplink = device { $1.backoff = .none }
    let frame = Int64(6 + 11 + bytes) * 32
    #expect(
      try uplink.send(oneUnit(bytes)).statistics.duration == 1000 * (128 + 192 + frame + 192 + 352 + space))
  }

  /// Other rates stretch everything.
  @Test func symbolsScaleWithTheRate() throws {
    var uplink = device { $1.backoff = .mean }
    uplink.links[0].rate = BitRate(bitsPerSecond: 125_000)
    #expect(try uplink.send(oneUnit(8192)).statistics.duration == 2 * 487_072_000)
  }

  /// Backoffs are uniform over 0 … 7 units: chi-squared with 7 degrees of freedom, false alarm 1e-5 (36.0).
  @Test func firstBackoffIsUniform() throws {
    var counts = [Int](repeating: 0, count: 8)
    let uplink = device()
    for image in 0..<4000 {
      let backoff = try uplink.send(oneUnit(1), image: image).statistics.backingOff
      #expect(backoff.isMultiple(of: 320_000))
      counts[Int(backoff / 320_000)] += 1
    }
    #expect(counts.map { Double(($0 - 500) * ($0 - 500)) / 500 }.reduce(0, +) < 36.0)
  }

  /// Two devices with equal backoffs assess at once, send at once and collide, attempt after attempt.
  @Test func devicesInStepCollideForEver() throws {
    let uplink = device { uplink, access in
      access.backoff = .mean
      uplink.traffic.devices = 2
      uplink.traffic.session = 2
    }
    let both = try uplink.send([oneUnit(116), oneUnit(116)])
    for arrivals in both {
      #expect(arrivals.statistics.collisions == 4 && arrivals.statistics.unacknowledged == 1)
      #expect(arrivals.units.isEmpty && arrivals.lastArrival == nil)
      // Four attempts of 1,120 + 128 + 192 + 4,256 µs with the wait of 864 µs behind each.
      #expect(arrivals.statistics.duration == 4 * 6_560_000)
    }
  }

  /// On a crowded medium some packets find it busy five times in a row; every packet ends somehow.
  @Test func accessFailures() throws {
    let uplink = device { uplink, _ in
      uplink.traffic.background.nodes = 20
      uplink.traffic.background.load = 2
      uplink.traffic.background.payloadBytes = 116
    }
    let statistics = try uplink.send(oneUnit(300 * 116)).statistics
    #expect(statistics.accessFailures > 20)
    let acknowledged = statistics.acknowledgements - statistics.lostAcknowledgements
    #expect(acknowledged + statistics.accessFailures + statistics.unacknowledged == 300)
    // Mean backoffs are longer than on a free medium, where they are 1.12 ms a frame.
    #expect(Double(statistics.backingOff) / Double(statistics.frames) > 2e6)
  }

  /// Whoever finds the medium busy five times in a row gives up, after backoffs of exponents 3, 4, 5, 5 and 5 (IEEE
  /// 802.15.4-2006, 7.5.1.4): at the mean of each 1,120 + 2,400 + 3 · 4,960 µs, and five assessments of 128 µs.
  @Test func backoffsGrowUpToTheirLimit() throws {
    let uplink = device { uplink, access in
      access.backoff = .mean
      uplink.traffic.pattern = .periodic(interval: 50_000_000)
      uplink.traffic.jitter = 20_000_000
      uplink.traffic.session = 400
      uplink.traffic.background.nodes = 40
      uplink.traffic.background.load = 20
      uplink.traffic.background.payloadBytes = 116
    }
    let failed = try uplink.send(Array(repeating: oneUnit(116), count: 400)).map(\.statistics)
      .filter { $0.accessFailures == 1 && $0.frames == 0 }
    #expect(failed.count > 20)
    for statistics in failed {
      #expect(statistics.backingOff == 18_400_000 && statistics.listening == 5 * 128_000)
    }
  }

  /// Two devices begin at the same instant. They collide when their backoffs are equal, with probability 1/8, and hear
  /// each other otherwise: a difference of one unit (320 µs) is just assessment plus turnaround. Exact 99.99 % interval.
  @Test func equalBackoffsCollide() throws {
    let uplink = device { uplink, access in
      access.isAcknowledged = false
      uplink.traffic.devices = 2
      uplink.traffic.session = 2
    }
    var collisions = 0
    for seed in 1...4000 {
      let both = try uplink.send([oneUnit(50), oneUnit(50)], seed: UInt64(seed))
      #expect(both[0].statistics.collisions == both[1].statistics.collisions)
      let first = both[0].statistics
      #expect(both[0].units.count + first.collisions + first.accessFailures == 1)
      collisions += both[0].statistics.collisions
    }
    let interval = try Intervals.clopperPearson(successes: collisions, trials: 4000, confidence: 0.9999)
    #expect(interval.low < 0.125 && 0.125 < interval.high)
  }

  /// A second device begins at a random phase of 10 ms. It collides within the first 192 µs, the turnaround that nobody
  /// hears, and hears the first one's frame (2,144 µs) wherever its assessment of 128 µs overlaps it: 1.92 % and 22.72 %
  /// of the phases. An acknowledgement (352 µs) is heard alike, in another 4.8 %, which overlap none of the frame's. An
  /// assessment that fits into the turnaround before it, for 64 µs, hears nothing, and what follows meets it: 0.64 % more
  /// collide. Exact 99.99 % intervals.
  @Test(arguments: [(false, 0.0192, 0.2272), (true, 0.0256, 0.2752)])
  func whatAnAssessmentHears(_ isAcknowledged: Bool, _ collision: Double, _ failure: Double) throws {
    let uplink = device { uplink, access in
      access.isAcknowledged = isAcknowledged
      access.backoff = .none
      access.maximumBackoffs = 0
      uplink.protection.retries = ByImportance(0)
      uplink.traffic.devices = 2
      uplink.traffic.session = 2
      uplink.traffic.pattern = .periodic(interval: 10_000_000)
    }
    var (collisions, failures) = (0, 0)
    for seed in 1...40_000 {
      let second = try uplink.send([oneUnit(50), oneUnit(50)], seed: UInt64(seed))[1].statistics
      collisions += second.collisions
      failures += second.accessFailures
    }
    for (count, probability) in [(collisions, collision), (failures, failure)] {
      let interval = try Intervals.clopperPearson(successes: count, trials: 40_000, confidence: 0.9999)
      #expect(interval.low < probability && probability < interval.high, "\(count) of 40,000")
    }
  }

  /// With nobody listening frames of two devices meet whenever they overlap.
  @Test func withoutListeningFramesMeet() throws {
    let uplink = device { uplink, access in
      access.listens = false
      access.backoff = .none
      access.isAcknowledged = false
      uplink.traffic.devices = 2
      uplink.traffic.session = 2
    }
    let both = try uplink.send([oneUnit(50), oneUnit(50)])
    #expect(both.allSatisfy { $0.units.isEmpty && $0.statistics.collisions == 1 })
  }

  /// Strangers take their time: the more they offer, the longer it takes and the more is lost.
  @Test func strangersCompete() throws {
    func transmit(_ load: Double) throws -> TransportStatistics {
      let uplink = device { uplink, _ in
        uplink.traffic.background.nodes = 8
        uplink.traffic.background.load = load
      }
      return try (0..<20).reduce(TransportStatistics()) {
        $0 + (try uplink.send(oneUnit(8192), image: $1).statistics)
      }
    }
    let quiet = try transmit(0)
    #expect(quiet.collisions == 0 && quiet.accessFailures == 0 && quiet.delivered == 20 * 71)
    var last = quiet
    for load in [0.1, 0.3, 0.7] {
      let busy = try transmit(load)
      #expect(busy.duration > last.duration)
      #expect(busy.collisions > last.collisions && busy.accessFailures >= last.accessFailures)
      #expect(busy.packets == 20 * 71)
      last = busy
    }
    #expect(last.accessFailures > 0 && last.delivered < last.packets)
  }

  /// Behind a stranger's frame of 18 bytes the space is short too, 192 µs. Of one who always has more to send a random
  /// assessment of 128 µs hears the frame of 768 µs in 896 of 1,280 µs; with the long space it would be of 1,728. Four
  /// standard deviations, and 0.004 for the first 0.5 of 128 ms, in which nothing is sent yet.
  @Test func strangersWaitAsTheirFramesDemand() throws {
    let uplink = device { uplink, access in
      access.isAcknowledged = false
      access.backoff = .none
      access.maximumBackoffs = 0
      uplink.traffic.background.nodes = 1
      uplink.traffic.background.load = 4
      uplink.traffic.background.payloadBytes = 7
      uplink.traffic.pattern = .periodic(interval: 1)
      uplink.traffic.jitter = 128_000_000
    }
    let trials = 10_000
    let heard = try (0..<trials).count { try uplink.send(oneUnit(1), image: $0).statistics.accessFailures == 1 }
    let expected = 896.0 / 1280
    let deviation = (expected * (1 - expected) / Double(trials)).squareRoot()
    #expect(abs(Double(heard) / Double(trials) - expected) < 4 * deviation + 0.004)
  }

  /// Strangers' frames fill the share of time that they are said to: seen as the share of assessments that find the
  /// medium busy when there is just one of them, who has nobody to wait for. Mean time between failures is not needed.
  @Test func strangersOfferTheirLoad() throws {
    let uplink = device { uplink, access in
      access.isAcknowledged = false
      access.maximumBackoffs = 0
      uplink.traffic.background.nodes = 1
      uplink.traffic.background.load = 0.2
    }
    var failures = 0
    var packets = 0
    for image in 0..<40 {
      let statistics = try uplink.send(oneUnit(100 * 116), image: image).statistics
      failures += statistics.accessFailures
      packets += statistics.packets
    }
    // An assessment of 128 µs hears a frame of 2,144 µs that falls anywhere within 2,272 µs: 0.2 · 2272/2144 = 0.212,
    // less what the stranger is kept from by this device's own frames (which fill 60 % of the time).
    let share = Double(failures) / Double(packets)
    #expect(share > 0.1 && share < 0.25)
  }
}
