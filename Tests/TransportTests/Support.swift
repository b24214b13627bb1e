// What the tests of the MAC share.

import Core
import Radio
import Stochastics
import Testing
import Transport

/// One unit of `bytes` bytes.
func oneUnit(_ bytes: Int, elementBytes: Int = 1) -> Message {
  Message(
    slices: [Slice(unit: 0, payload: (0..<bytes).map { UInt8(truncatingIfNeeded: 31 &* $0 &+ 5) })],
    elementBytes: elementBytes)
}

/// A device with 802.15.4 frames and access, `change`d at will; frames carry as much as they can.
func device(
  _ channel: any ChannelModel = IdealChannel(), _ addressing: Addressing = .short,
  _ change: (inout Uplink, inout MediumAccess) -> Void = { _, _ in }
) -> Uplink {
  var uplink = Uplink(links: [Link(channel: channel)], frames: .ieee802154(addressing))
  var access = MediumAccess()
  change(&uplink, &access)
  uplink.access = access
  if uplink.packetizer.payloadBytes == nil {
    uplink.packetizer = Packetizer(payloadBytes: uplink.payloadRoom)
  }
  return uplink
}

extension Uplink {
  /// Sends `message` with the streams of `seed`.
  func send(_ message: Message, seed: UInt64 = 1, image: Int = 0, deadline: SimTime? = nil) throws -> Arrivals {
    try transmit(message, streams: RandomStreams(seed: seed), image: image, deadline: deadline)
  }

  func send(_ messages: [Message], seed: UInt64 = 1, deadline: SimTime? = nil) throws -> [Arrivals] {
    try transmit(messages, streams: RandomStreams(seed: seed), firstImage: 0, deadline: deadline)
  }
}

/// Does to frames what `fate` says of their bytes on the air and of the time at which they start; for tests alone.
final class ScriptedChannel: ChannelModel, BitChannelProcess {
  /// The frame's bytes, whether it is an acknowledgement, and its start.
  let fate: @Sendable (_ octets: [UInt8], _ isAcknowledgement: Bool, _ start: SimTime) -> Damage

  init(_ fate: @escaping @Sendable ([UInt8], Bool, SimTime) -> Damage) { self.fate = fate }
  init(from decoder: any Decoder) throws { throw AirSliceError(.internal, "for tests alone") }

  func makeProcess(_ stream: RandomStream) -> any ChannelProcess { self }

  /// `flipped` inverts the first bit of the payload behind a short header, or of an acknowledgement.
  func damage(
    _ octets: UnsafeMutableRawBufferPointer, firstByte: Int64, start: SimTime, end: SimTime
  ) -> Damage {
    let damage = fate(Array(octets), octets.count == 5 && octets[0] == 2, start)
    if damage == .flipped { octets[octets.count == 5 ? 0 : 9] ^= 1 }
    return damage
  }
}

/// Microseconds as an instant.
func microseconds(_ count: Int64) -> SimTime { SimTime(nanoseconds: 1000 * count) }
