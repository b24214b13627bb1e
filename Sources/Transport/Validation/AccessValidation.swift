// Checks of the MAC: how long it takes to get at the medium, how often frames meet, how often they are sent again.

import Core
import Radio
import Stochastics

/// Checks of unslotted CSMA-CA and retransmission.
package enum AccessValidation {
  private static let confidence = ValidationCheck.confidence
  /// The most payload of a frame with short addresses, and the bytes of such a frame.
  private static let (payload, frameBytes) = (116, 127)

  /// A device alone with the medium, `change`d at will.
  private static func device(
    _ channel: any ChannelModel = IdealChannel(), _ change: (inout Uplink, inout MediumAccess) -> Void = { _, _ in }
  ) -> Uplink {
    var uplink = Uplink(
      links: [Link(channel: channel)], packetizer: Packetizer(payloadBytes: payload), frames: .ieee802154())
    var access = MediumAccess()
    change(&uplink, &access)
    uplink.access = access
    return uplink
  }

  private static func message(frames: Int) -> Message {
    Message(slices: [Slice(unit: 0, payload: [UInt8](repeating: 0x5A, count: frames * payload))], elementBytes: 1)
  }

  /// Backoffs, times of frames and acknowledgements, throughput, and collisions of two.
  package static func access(_ seed: UInt64) throws -> [ValidationCheck] {
    let streams = RandomStreams(seed: seed)
    return try times(streams) + backoffs(streams) + throughput(streams) + collisions(streams)
  }

  /// Without chance: one exchange, exact to the nanosecond.
  private static func times(_ streams: RandomStreams) throws -> [ValidationCheck] {
    let uplink = device { $1.backoff = .mean }
    let statistics = try uplink.transmit(message(frames: 1), streams: streams, image: 0).statistics
    let theory = ChannelAccess()
    let checks = [
      ("frame of 127 bytes [ms]", theory.frameTime(bytes: frameBytes), statistics.sending),
      ("turnaround and acknowledgement [ms]", theory.acknowledgementTime, statistics.awaiting),
      ("exchange with the mean backoff [ms]", theory.exchangeTime(bytes: frameBytes), statistics.duration),
    ]
    return checks.map { quantity, seconds, nanoseconds in
      let value = Double(nanoseconds) / 1e6
      return ValidationCheck(
        piece: "mac: times", quantity: quantity, theory: 1000 * seconds,
        simulation: Estimate(value: value, low: value, high: value), tolerance: 1e-12)
    }
  }

  private static func backoffs(_ streams: RandomStreams) throws -> [ValidationCheck] {
    try [3, 4, 5].map { exponent in
      let uplink = device { $1.minimumExponent = exponent }
      let means = try (0..<200).map { image in
        let statistics = try uplink.transmit(message(frames: 100), streams: streams, image: image).statistics
        return Double(statistics.backingOff) / Double(statistics.frames) / 1e6
      }
      return ValidationCheck(
        piece: "mac: backoff", quantity: "mean with BE = \(exponent) [ms]",
        theory: 1000 * ChannelAccess(exponent: exponent).meanBackoff,
        simulation: try Intervals.studentT(means, confidence: confidence))
    }
  }

  private static func throughput(_ streams: RandomStreams) throws -> [ValidationCheck] {
    try [true, false].map { isAcknowledged in
      let uplink = device { $1.isAcknowledged = isAcknowledged }
      let frames = 100
      let times = try (0..<200).map { image in
        let statistics = try uplink.transmit(message(frames: frames), streams: streams, image: image).statistics
        return Double(statistics.duration) / Double(frames)
      }
      let time = try Intervals.studentT(times, confidence: confidence)
      func rate(_ nanoseconds: Double) -> Double { 8e6 * Double(payload) / nanoseconds }
      return ValidationCheck(
        piece: "mac: throughput",
        quantity: "\(isAcknowledged ? "acknowledged" : "unacknowledged") frames of \(payload) bytes [kbit/s]",
        theory: ChannelAccess(isAcknowledged: isAcknowledged).throughput(payload: payload) / 1000,
        simulation: Estimate(value: rate(time.value), low: rate(time.high), high: rate(time.low)))
    }
  }

  /// Two devices that want to send at the same instant.
  private static func collisions(_ streams: RandomStreams) throws -> [ValidationCheck] {
    try [2, 3].map { exponent in
      let uplink = device { uplink, access in
        (access.minimumExponent, access.isAcknowledged) = (exponent, false)
        (uplink.traffic.devices, uplink.traffic.session) = (2, 2)
      }
      let trials = 10_000
      let collided = try (0..<trials).count { trial in
        let both = try uplink.transmit(
          [message(frames: 1), message(frames: 1)], streams: streams, firstImage: 2 * trial)
        return both[0].statistics.collisions > 0
      }
      return ValidationCheck(
        piece: "mac: collisions", quantity: "two at the same instant with BE = \(exponent)",
        theory: ChannelAccess(exponent: exponent).collision,
        simulation: try Intervals.share(successes: collided, trials: trials, confidence: confidence))
    }
  }

  /// Attempts at a frame in white noise: a geometric law that is cut at the limit.
  package static func retransmissions(_ seed: UInt64) throws -> [ValidationCheck] {
    let streams = RandomStreams(seed: seed)
    var checks: [ValidationCheck] = []
    for (decibels, retries) in [(0.0, 3), (-1.0, 0), (-1.0, 1), (-1.0, 3), (-1.0, 7)] {
      let rate = Modulation.oqpsk.bitErrorRate(snr: Decibels(decibels).powerRatio)
      let theory = Retransmission(
        dataErrorRate: PacketErrors.rate(bitErrorRate: rate, bits: 8 * frameBytes),
        acknowledgmentErrorRate: PacketErrors.rate(bitErrorRate: rate, bits: 8 * AcknowledgementFrame.bytes),
        attempts: retries + 1)
      let uplink = device(AWGNChannel(SignalSettings(mean: Decibels(decibels)))) { uplink, _ in
        uplink.protection.retries = ByImportance(retries)
      }
      let trials = 10_000
      let found = try (0..<trials).map {
        try uplink.transmit(message(frames: 1), streams: streams, image: $0).statistics
      }
      let piece = "retransmission: \(Int(decibels)) dB and up to \(retries) retries"
      if retries > 0 {
        checks.append(
          ValidationCheck(
            piece: piece, quantity: "mean attempts", theory: theory.meanAttempts,
            simulation: try Intervals.studentT(found.map { Double($0.frames) }, confidence: confidence)))
      }
      checks += try [
        ("delivered", theory.delivered, found.count { $0.delivered == 1 }),
        ("confirmed", theory.confirmed, found.count { $0.unacknowledged == 0 }),
      ].map {
        ValidationCheck(
          piece: piece, quantity: $0.0, theory: $0.1,
          simulation: try Intervals.share(successes: $0.2, trials: trials, confidence: confidence))
      }
      if (decibels, retries) == (-1, 3) {
        checks += try (1...4).map { attempts in
          ValidationCheck(
            piece: piece, quantity: "\(attempts) attempt\(attempts == 1 ? "" : "s")",
            theory: theory.probability(ofAttempts: attempts),
            simulation: try Intervals.share(
              successes: found.count { $0.frames == attempts }, trials: trials, confidence: confidence))
        }
      }
    }
    return checks
  }
}
