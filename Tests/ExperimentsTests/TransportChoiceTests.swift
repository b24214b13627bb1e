// Full accounting from the scenario file to the rows of points.csv.

import Core
import Experiments
import Testing
import Transport

@Suite struct TransportChoiceTests {
  /// A unit of 8 bytes with its number in a frame of 26 bytes: 0.832 ms, then 0.544 to the end of the acknowledgement
  /// and 0.640 of space, so that units arrive every 2.016 ms.
  static let bare = "transport: {accounting: full, access: {csma: false}}"

  @Test func framesAreCounted() async throws {
    let text = """
      schemes: [original]
      deadlines_ms: [0.831999, 0.832, 2.847999, 2.848, 4.864, 6.88, 100]
      \(Self.bare)
      """
    let golden = """
      scheme,latency_ms,images,replications,accuracy,accuracy_low,accuracy_high,delivered_fraction,payload_bytes,agreement,\
      goodput_kbps,queueing_ms,first_unit_late,packet_error_rate,frames,attempts,\
      airtime_ms,compute_ms,energy_mj,transmit_mj,receive_mj,idle_mj,sleep_mj,compute_mj
      """
    let run = try await runFakes(text)
    #expect(run.rows.map(\.deliveredFraction) == [0, 0.25, 0.25, 0.5, 0.75, 1, 1])
    let lines = try PointsFile.text(run.rows).split(separator: "\n")
    #expect(lines[0] == golden)
    // 32 bytes in 4 · 2.016 ms; the k-th of four packets waits for k · 2.016.
    // On a CC2420 at 3 V: 4 · 0.832 ms at 17.4 mA, 4 · 0.544 at 18.8, 4 · 0.640 at 0.426.
    let energy = ",3.328000,0.000000,0.299720,0.173722,0.122726,0.003272,0.000000,0.000000"
    #expect(lines[1].hasSuffix(",31.746032,3.024000,1.000000,0.000000,4.000000,1.000000" + energy), "\(lines[1])")
    #expect(lines[2].hasSuffix(",31.746032,3.024000,0.000000,0.000000,4.000000,1.000000" + energy), "\(lines[2])")
  }

  @Test(arguments: [
    ("[paper]", "paper accounting: payload bits and whole units alone"),
    ("[full]", "full accounting: 802.15.4 frames, channel access, acknowledgements, device compute"),
    (
      "[paper, full]",
      "paper accounting: payload bits and whole units alone; full accounting: 802.15.4 frames, channel access, "
        + "acknowledgements, device compute"
    ),
  ])
  func figuresSayHowTimeIsCounted(_ swept: String, _ words: String) throws {
    let plan = try Plan(ScenarioFile("schemes: [raw]\nsweep: {transport.accounting: \(swept)}", path: "s.yaml"))
    #expect(TransportChoice.explanation(plan.points.map(\.settings.transport)) == words)
  }

  @Test func paperAccountingHasNoColumnsOfTheRadio() async throws {
    let run = try await runFakes("schemes: [original]")
    #expect(try PointsFile.text(run.rows).split(separator: "\n")[0].hasSuffix(",agreement"))
  }

  /// Rows and digests depend neither on threads nor on batches, with sessions, random access and strangers too, and with
  /// a policy that needs one transmission for each deadline.
  @Test(arguments: [
    "requests: {pattern: poisson, interval_ms: 4, session: 5, devices: 2, server_ms: 1}",
    "policy: earliest-deadline-first, queue: {expired: drop, packets: 6}",
    "background: {nodes: 3, load: 0.4}, queue: {superseded: drop}, requests: {pattern: periodic, interval_ms: 5}",
  ])
  func rowsDependNeitherOnThreadsNorOnBatches(_ keys: String) async throws {
    let text = """
      schemes: [original, raw]
      deadlines_ms: [3, 9, 30]
      channel: {kind: bit-flip}
      sweep:
        channel.rate: [0.0001, 0.003]
      transport: {accounting: full, \(keys)}
      """
    let first = try await runFakes(text, images: 37)
    for (threads, batch) in [(2, 128), (1, 1), (3, 7)] {
      let other = try await runFakes(text, images: 37, threads: threads, batch: batch)
      #expect(other.rows == first.rows && other.outcomes == first.outcomes)
    }
    #expect(Set(first.rows.map(\.deliveredBytes)).count > 3)
  }

  /// Deadline-blind transmissions serve all deadlines; those that look at the deadline drop what is of no use for it, and
  /// have what the blind ones have at the deadline that they look at.
  @Test func expiredPacketsAreDroppedForEachDeadline() async throws {
    let text = """
      schemes: [original]
      deadlines_ms: [0.5, 1, 3, 9]
      transport: {accounting: full, access: {csma: false}, queue: {expired: drop}}
      """
    let rows = try await runFakes(text).rows
    #expect(rows.map(\.deliveredFraction) == [0, 0.25, 0.5, 1])
    #expect(rows.map { $0.radio?.statistics.expired } == [48, 36, 24, 0])
  }

  @Test func everyKeyIsTaken() async throws {
    let text = """
      schemes: [original]
      channel: {kind: awgn, mean_snr_db: 5}
      transport:
        accounting: full
        policy: newest-first
        payload_bytes: 20
        frame: {addressing: extended, index: once, partial: drop, damaged_frames: keep, preamble_errors: true}
        access: {csma: true, backoff: random, min_be: 2, max_be: 4, max_backoffs: 3, acknowledge: true}
        protection: {retries: [5, 3, 1], copies: [2, 1], code: [golay-24-12, none], interleave: true, power_db: [0, -5]}
        queue: {packets: 50, superseded: keep, expired: keep}
        requests: {pattern: poisson, interval_ms: 20, jitter_ms: 1, session: 4, devices: 2, server_ms: 0.5}
        background: {nodes: 2, load: 0.05, payload_bytes: 20}
      """
    let rows = try await runFakes(text).rows
    #expect(rows[0].deliveredFraction > 0.8)
    // Two copies of the first unit and of the order, and one of each of the others.
    let frames = try #require(rows[0].radio).statistics.frames
    #expect(frames >= 12 * 7)
  }

  /// The first unit on both links, the other three on whichever is free: five frames an image, and twice as fast.
  @Test func importanceIsSplitOverLinks() async throws {
    let text = """
      schemes: [original]
      links: {count: 2}
      deadlines_ms: [0.832, 2.848, 4.864]
      transport: {accounting: full, access: {csma: false}, protection: {links: [all, one]}}
      """
    let rows = try await runFakes(text).rows
    #expect(rows.map(\.deliveredFraction) == [0.25, 0.75, 1])
    #expect(rows[0].radio?.statistics.frames == 12 * 5 && rows[0].radio?.statistics.packets == 12 * 4)
  }

  @Test(arguments: [
    ("frame: {addressing: short}", "2:12: 'frame' needs frames that are counted: write accounting: full"),
    ("accounting: full, payload_bytes: 116", "2:46: a packet of 116 bytes does not fit: frames of 127 bytes leave 115"),
    ("accounting: full, frame: {index: provisioned}, payload_bytes: 117", "2:75: a packet of 117 bytes does not fit"),
    ("accounting: full, frame: {addressing: extnded}", "2:51: 'extnded' does not fit here: did you mean extended?"),
    ("accounting: full, access: {min_be: 6, max_be: 5}", "2:48: min_be is 6, above max_be, which is 5"),
    ("accounting: full, access: {max_backoffs: 6}", "2:54: 6 does not fit here: a whole number from 0 to 5"),
    ("protection: {retries: 3}", "2:12: 'retries' needs acknowledgements"),
    ("accounting: full, protection: {retries: [3, -1]}", "2:57: -1 does not fit here: a whole number from 0 to 100"),
    ("protection: {code: hamming}", "2:32: 'hamming' does not fit here: known: none, hamming-7-4"),
    ("protection: {copies: []}", "2:34: the list is empty"),
    ("queue: {packets: 0}", "2:30: 0 does not fit here"),
    ("requests: {pattern: periodic}", "2:23: 'pattern: periodic' needs an interval_ms above 0"),
    ("requests: {devices: 3}", "2:23: 'devices' needs several requests"),
    ("requests: {pattern: poisson, interval_ms: -1}", "2:55: -1 ms is negative"),
    ("accounting: full, background: {nodes: 0, load: 0.5}", "2:60: load is 0.5, and there are no nodes"),
    ("accounting: full, background: {nodes: 2, load: -1}", "2:60: load is -1.0; offered load lies between"),
    ("accounting: full, frames: {}", "2:31: unknown key 'frames': did you mean frame?"),
  ])
  func refusedInOneLine(_ keys: String, _ start: String) {
    expectRefusal(of: "schemes: [raw]\ntransport: {\(keys)}", with: start)
  }

  /// A unit that no frame takes, when packets are said to be whole units.
  @Test func unitsThatDoNotFitAreRefused() async throws {
    let text = "schemes: [original]\ntransport: {accounting: full, payload_bytes: unit}"
    #expect(try await runFakes(text).rows[0].deliveredFraction == 1)
    let error = await #expect(throws: AirSliceError.self) { try await runFakes(text, scheme: LadderScheme()) }
    #expect(error?.kind == .data && error?.message.contains("frame") == true, "\(String(describing: error))")
  }

  /// Sessions with no common multiple among the images, and batches beyond all of them.
  @Test func sessionsOfAnyLengthsTogether() async throws {
    let text = """
      schemes: [original]
      transport: {requests: {pattern: periodic, interval_ms: 10}}
      sweep: {transport.requests.session: [99991, 99989, 99971, 99961, 5]}
      """
    let rows = try await runFakes(text, batch: .max).rows
    #expect(rows.count == 5 && rows.allSatisfy { $0.deliveredFraction == 1 })
  }
}
