// Messages turned into packets as they will go on the air: how long, how protected, in which order.

import Core
import Radio
import Stochastics

/// Makes the transfers of one request after the other.
struct TransferPlanner {
  private let uplink: Uplink
  private let codes: [ErrorCorrection]
  private let powers: [Double]
  private(set) var transfers: ContiguousArray<Transfer> = []
  /// The longest frame and the longest coded one so far [byte].
  private(set) var longestFrame = 0
  private(set) var longestCoded = 0

  /// - Throws: `data` when the packets that were asked for do not fit the frames.
  init(_ uplink: Uplink) throws {
    (self.uplink, codes, powers) = (uplink, uplink.codes, uplink.powers)
    if let payload = uplink.packetizer.payloadBytes, let room = uplink.payloadRoom, payload > room {
      throw uplink.refusal(of: payload)
    }
  }

  /// Appends the packets of `message`, copies and the packet with the order included.
  /// - Throws: `data` when one does not fit a frame.
  mutating func plan(
    _ message: Message, start: Traffic.Start, deadline: Int64, lots: RandomStream
  ) throws -> Range<Int> {
    let first = transfers.count
    var packets = uplink.packetizer.packets(of: message, lots: lots)
    transfers.reserveCapacity(first + packets.count + 1)
    for place in packets.indices {
      packets[place].request = start.request
      packets[place].deadline = deadline
    }
    let (links, codes, powers) = (uplink.links.count, codes, powers)
    let overhead = Int(uplink.frames.addressing.map { $0.headerBytes + FrameCheckSequence.bytes } ?? 0)
    func append(_ packet: Packet, slice: Int, key: Int64, payload: Int) throws {
      if let room = uplink.frames.maximumPayload, payload > room {
        throw uplink.refusal(of: payload - uplink.index.bytesPerPacket)
      }
      let code = uplink.protection.codes[packet.importance]
      let power = powers.firstIndex(of: uplink.protection.power[packet.importance]) ?? 0
      let frame = overhead + payload
      let coded = code.encodedBytes(of: frame)
      (longestFrame, longestCoded) = (max(longestFrame, frame), max(longestCoded, coded))
      let original = Int32(transfers.count)
      let isOnAll = links > 1 && uplink.protection.links[packet.importance] == .all
      for copy in 0..<(isOnAll ? links : 1) * uplink.protection.copies[packet.importance] {
        transfers.append(
          Transfer(
            request: Int32(start.request), device: Int32(start.device), original: original, slice: Int32(slice),
            unit: Int32(truncatingIfNeeded: packet.unit), start: Int32(packet.bytes.lowerBound),
            count: Int32(packet.bytes.count), frameBytes: Int32(frame), codedBytes: Int32(coded), key: key,
            retries: Int32(uplink.protection.retries[packet.importance]), code: Int32(codes.firstIndex(of: code) ?? 0),
            power: Int32(power), link: isOnAll ? Int32(copy % links) : -1, deadline: deadline))
      }
    }
    let policy = uplink.policy
    if uplink.index == .once, !packets.isEmpty {
      // Ahead of the first of all others in any policy's order, with the protection of what matters most.
      let bytes = IndexVector.orderBytes(units: message.slices.count)
      var order = packets[0]
      (order.importance, order.unit, order.bytes) = (0, 0, 0..<bytes)
      let key = packets.reduce(Int64.max) { min($0, policy.key(of: $1)) }
      try append(order, slice: -1, key: key, payload: bytes)
    }
    for packet in packets {
      try append(
        packet, slice: packet.importance, key: policy.key(of: packet),
        payload: packet.bytes.count + uplink.index.bytesPerPacket)
    }
    return first..<transfers.count
  }
}

extension Uplink {
  /// Payload bytes of one packet that frame and index leave room for; nil where there is no limit.
  package var payloadRoom: Int? { frames.maximumPayload.map { $0 - index.bytesPerPacket } }

  /// The codes in use; a transfer names its code by its place here.
  var codes: [ErrorCorrection] {
    var codes: [ErrorCorrection] = []
    for code in protection.codes.values where !codes.contains(code) { codes.append(code) }
    return codes
  }

  /// The powers in use [dB], the usual one first; a transfer names its power by its place here.
  package var powers: [Double] {
    var powers = [0.0]
    for power in protection.power.values where !powers.contains(power) { powers.append(power) }
    return powers
  }

  /// What to say of a packet of `payload` bytes.
  fileprivate func refusal(of payload: Int) -> AirSliceError {
    let room = payloadRoom ?? 0
    let index = index == .packet ? " and the unit's number" : ""
    return AirSliceError(
      .data,
      "a packet of \(payload) bytes does not fit: frames of \(DataFrame.maximumBytes) bytes with "
        + "'\(frames.addressing?.rawValue ?? "no")' addresses\(index) leave \(room)")
  }
}
