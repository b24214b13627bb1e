// One message's way from the device to the server, simulated.

import Core
import EventKernel
import Radio
import Stochastics

/// The device's way to the server: packets, their order, their frames and the links that carry them.
package struct Uplink: Sendable {
  /// The links; each takes the next packet whenever it is free.
  package var links: [Link]
  package var policy: any SchedulerPolicy
  package var packetizer: Packetizer
  package var frames: FrameFormat

  /// - Precondition: there is a link.
  package init(
    links: [Link], policy: any SchedulerPolicy = ImportanceFirst(), packetizer: Packetizer = Packetizer(),
    frames: FrameFormat = .ideal
  ) {
    precondition(!links.isEmpty, "nothing travels without a link")
    (self.links, self.policy, self.packetizer, self.frames) = (links, policy, packetizer, frames)
  }

  /// Simulates the transmission of `message`, sent at time zero, to its end.
  ///
  /// The realisation is a function of the experiment's seed, `replication` and `image` alone: channels draw from the
  /// stream "channel" of each link and policies from the stream "policy".
  /// - Throws: `internal` when a slice does not consist of whole elements.
  package func transmit(
    _ message: Message, streams: RandomStreams, replication: Int = 0, image: Int
  ) throws -> Arrivals {
    guard message.elementBytes > 0,
      message.slices.allSatisfy({ $0.payload.count.isMultiple(of: message.elementBytes) })
    else { throw AirSliceError(.internal, "a slice must consist of whole elements of \(message.elementBytes) bytes") }
    var sender = Sender(
      message: message, uplink: self,
      processes: links.indices.map { number in
        links[number].channel.makeProcess(
          streams.stream("channel", replication: replication, image: image, link: number))
      })
    for packet in packetizer.packets(
      of: message, lots: streams.stream("policy", replication: replication, image: image))
    { sender.queue.enqueue(packet) }
    var simulation = Simulation<Sender.FrameEnd>()
    for link in links.indices { sender.start(on: link, in: &simulation) }
    simulation.run { simulation, event in sender.finish(event, in: &simulation) }
    return Arrivals(units: sender.units, trace: sender.trace)
  }
}
