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
      throw uplink.refusal(of: payload, index: uplink.index.bytesPerPacket)
    }
  }

  /// Appends the packets of `message`, copies and the packet with the order included.
  /// - Throws: `data` when one does not fit a frame.
  mutating func plan(
    _ message: Message, start: Traffic.Start, deadline: Int64, lots: RandomStream
  ) throws -> Range<Int> {
    let first = transfers.count
    let index = uplink.index.bytesPerPacket(units: message.unitCount)
    var packets = uplink.fittedPacketizer(index: index).packets(of: message, lots: lots)
    transfers.reserveCapacity(first + packets.count + 1)
    for place in packets.indices {
      packets[place].request = start.request
      packets[place].deadline = deadline
    }
    let orderBytes = IndexVector.orderBytes(units: message.slices.count)
    if uplink.index == .once, orderBytes > 0, !packets.isEmpty {
      // Ahead of the first of all others in any policy's order, with the protection of what matters most.
      var order = packets[0]
      (order.importance, order.unit, order.bytes) = (0, 0, 0..<orderBytes)
      let key = packets.reduce(Int64.max) { min($0, uplink.policy.key(of: $1)) }
      try append([order], slice: -1, key: key, index: 0, device: start.device)
    }
    var begin = packets.startIndex
    while begin < packets.endIndex {
      let importance = packets[begin].importance
      let end = packets[begin...].firstIndex { $0.importance != importance } ?? packets.endIndex
      try append(packets[begin..<end], slice: importance, index: index, device: start.device)
      begin = end
    }
    return first..<transfers.count
  }

  /// Appends `packets`, which are of the same importance: all of them once, and then all of them again for each further
  /// copy, so that the copies of one do not all meet the same fade. Their keys are the policy's unless `key` is given;
  /// `index` bytes of each name its unit.
  private mutating func append(
    _ packets: ArraySlice<Packet>, slice: Int, key: Int64? = nil, index: Int, device: Int
  ) throws {
    guard let importance = packets.first?.importance else { return }
    let protection = uplink.protection
    let (code, power) = (protection.codes[importance], protection.power[importance])
    let isOnAll = uplink.links.count > 1 && protection.links[importance] == .all
    let overhead = Int(uplink.frames.addressing.map { $0.headerBytes + FrameCheckSequence.bytes } ?? 0)
    let first = transfers.count
    for round in 0..<protection.copies[importance] {
      for (place, packet) in packets.enumerated() {
        let payload = packet.bytes.count + index
        if let room = uplink.frames.maximumPayload, payload > room {
          throw uplink.refusal(of: packet.bytes.count, index: index)
        }
        let (frame, width) = (overhead + payload, isOnAll ? uplink.links.count : 1)
        let coded = code.encodedBytes(of: frame)
        (longestFrame, longestCoded) = (max(longestFrame, frame), max(longestCoded, coded))
        let original = Int32(round == 0 ? transfers.count : first + place * width)
        for link in 0..<width {
          transfers.append(
            Transfer(
              request: Int32(packet.request), device: Int32(device), original: original, slice: Int32(slice),
              unit: Int32(truncatingIfNeeded: packet.unit), start: Int32(packet.bytes.lowerBound),
              count: Int32(packet.bytes.count), frameBytes: Int32(frame), codedBytes: Int32(coded),
              key: key ?? uplink.policy.key(of: packet), retries: Int32(protection.retries[importance]),
              code: Int32(codes.firstIndex(of: code) ?? 0), power: Int32(powers.firstIndex(of: power) ?? 0),
              link: isOnAll ? Int32(link) : -1, deadline: packet.deadline))
        }
      }
    }
  }
}

extension Uplink {
  /// Payload bytes of one packet that frame and index leave room for, where there are no more than 256 units; nil where
  /// there is no limit.
  package var payloadRoom: Int? { frames.maximumPayload.map { $0 - index.bytesPerPacket } }

  /// What cuts a message in whose packets `index` bytes name the unit; a full packet makes room for them.
  fileprivate func fittedPacketizer(index: Int) -> Packetizer {
    guard let payload = packetizer.payloadBytes, let room = frames.maximumPayload else { return packetizer }
    return Packetizer(payloadBytes: min(payload, room - index))
  }

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

  /// What to say of a packet of `payload` bytes beside the `index` that name its unit.
  fileprivate func refusal(of payload: Int, index: Int) -> AirSliceError {
    let room = (frames.maximumPayload ?? 0) - index
    let number = index > 0 ? " and the unit's number" : ""
    return AirSliceError(
      .data,
      "a packet of \(payload) bytes does not fit: frames of \(DataFrame.maximumBytes) bytes with "
        + "'\(frames.addressing?.rawValue ?? "no")' addresses\(number) leave \(room)")
  }
}
