// The state of one transmission: what waits, what is on the air, what has arrived.

import Core
import EventKernel
import Radio

/// The sender and, since nothing else happens to a frame yet, its end at the receiver.
struct Sender {
  /// The one kind of event: a link's frame ends, the link is free again and the frame is at the receiver.
  struct FrameEnd {
    var link: Int
    var packet: Packet
    var frame: AirFrame
  }

  /// Codes of events in the trace.
  private enum Code {
    static let arrival: UInt8 = 1
    static let loss: UInt8 = 2
    static let completion: UInt8 = 3
  }

  let message: Message
  let uplink: Uplink
  let processes: [any ChannelProcess]
  let packets: [Packet]
  private var queue = PacketQueue()
  var receiver: Receiver
  /// Payload bytes that each link has carried.
  private var carried: [Int64]
  private(set) var units: [Arrivals.Unit] = []
  private(set) var trace = EventTrace()

  /// Everything waits: `packets`, of `message`, in the order of enqueueing.
  init(message: Message, packets: [Packet], uplink: Uplink, processes: [any ChannelProcess]) {
    (self.message, self.packets, self.uplink, self.processes) = (message, packets, uplink, processes)
    for (number, packet) in packets.enumerated() {
      queue.enqueue(Int32(number)..<Int32(number) + 1, key: uplink.policy.key(of: packet))
    }
    receiver = Receiver(for: message)
    carried = Array(repeating: 0, count: processes.count)
    units.reserveCapacity(message.slices.count)
  }

  /// Puts the next packet on `link`, which is free.
  mutating func start(on link: Int, in simulation: inout Simulation<FrameEnd>) {
    guard let number = queue.next() else { return }
    let packet = packets[Int(number)]
    let bits = Int64(8 * packet.bytes.count) + uplink.frames.headerBits
    let end = SimTime(nanoseconds: simulation.now.nanoseconds + uplink.links[link].rate.nanoseconds(forBits: bits))
    let frame = AirFrame(
      slice: message.slices[packet.importance], bytes: packet.bytes, elementBytes: message.elementBytes,
      firstByte: carried[link], start: simulation.now, end: end)
    carried[link] += Int64(packet.bytes.count)
    simulation.schedule(FrameEnd(link: link, packet: packet, frame: frame), at: end)
  }

  /// Hands the frame that has ended to the receiver and puts the next one on its link.
  mutating func finish(_ event: FrameEnd, in simulation: inout Simulation<FrameEnd>) {
    let packet = event.packet
    switch processes[event.link].carry(event.frame) {
    case .lost:
      trace.record(at: simulation.now, code: Code.loss, packet.unit, packet.bytes.lowerBound)
    case .received(let payload, let erasedElements):
      trace.record(at: simulation.now, code: Code.arrival, packet.unit, packet.bytes.lowerBound)
      if let slice = receiver.accept(packet, payload: payload, erasedElements: erasedElements) {
        trace.record(at: simulation.now, code: Code.completion, slice.unit, slice.erasedElements.count)
        units.append(Arrivals.Unit(time: simulation.now, slice: slice))
      }
    }
    start(on: event.link, in: &simulation)
  }
}
