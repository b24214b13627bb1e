// One message's way from the device to the server, simulated.

import Core
import EventKernel
import Radio
import Stochastics

/// The device's way to the server: packets, their order, their frames and the links that carry them.
package struct Uplink: Sendable {
  /// The links with their correlation; each takes the next packet whenever it is free.
  package var group: LinkGroup
  /// The links alone; those that are set know nothing of each other.
  package var links: [Link] {
    get { group.links }
    set { group = LinkGroup(independent: newValue) }
  }
  package var policy: any SchedulerPolicy
  package var packetizer: Packetizer
  package var frames: FrameFormat
  /// How devices get at the medium; nil when it is theirs alone and nothing is acknowledged.
  package var access: MediumAccess?
  package var protection = Protection()
  package var isInterleaved = false
  package var index = IndexVector.provisioned
  package var queueing = Queueing()
  package var reception = ReceptionRules()
  package var traffic = Traffic()

  /// - Precondition: there is a link.
  package init(
    links: [Link], policy: any SchedulerPolicy = ImportanceFirst(), packetizer: Packetizer = Packetizer(),
    frames: FrameFormat = .ideal
  ) {
    precondition(!links.isEmpty, "nothing travels without a link")
    group = LinkGroup(independent: links)
    (self.policy, self.packetizer, self.frames) = (policy, packetizer, frames)
  }

  /// Whether a transmission depends on the deadline; if not, one serves all deadlines.
  package var looksAtDeadline: Bool { policy.looksAtDeadline || queueing.dropsExpired }

  /// Whether transmissions keep statistics: those in which nothing but frames happens keep none.
  package var keepsStatistics: Bool { !isPlain }

  /// Simulates the transmission of `message`, sent at time zero, to its end.
  ///
  /// The realisation is a function of the experiment's seed, `replication` and `image` alone: channels draw from the
  /// stream "channel" of each link and policies from the stream "policy".
  /// - Throws: `internal` when a slice does not consist of whole elements, `data` when a packet does not fit a frame.
  package func transmit(
    _ message: Message, streams: RandomStreams, replication: Int = 0, image: Int, deadline: SimTime? = nil
  ) throws -> Arrivals {
    try transmit([message], streams: streams, replication: replication, firstImage: image, deadline: deadline)[0]
  }

  /// Simulates the requests that send `messages`, in the order of their beginnings as ``traffic`` has it, on one medium;
  /// the first is that of image `firstImage`. Times of arrival count from each request's own start, and so does
  /// `deadline`, which matters to policies that look at it.
  ///
  /// Streams are those of the first image, "policy" aside, which is each image's own; besides "channel" (links of the
  /// first device, then those of the second, …) there are "access", "background" and "requests".
  /// - Throws: as for one message; `data` when a session does not end within a century.
  package func transmit(
    _ messages: [Message], streams: RandomStreams, replication: Int = 0, firstImage: Int, deadline: SimTime? = nil
  ) throws -> [Arrivals] {
    for message in messages {
      guard message.elementBytes > 0,
        message.slices.allSatisfy({ $0.payload.count.isMultiple(of: message.elementBytes) })
      else { throw AirSliceError(.internal, "a slice must consist of whole elements of \(message.elementBytes) bytes") }
    }
    let source = StreamSource(streams: streams, replication: replication, firstImage: firstImage)
    if isPlain, messages.count == 1 { return [transmitPlainly(messages[0], source)] }
    var session = try Session(self, messages, source, deadline: deadline)
    return try session.run()
  }

  /// Whether nothing happens but frames one after the other.
  private var isPlain: Bool {
    access == nil && frames.addressing == nil && protection == Protection() && index == .provisioned
      && queueing == Queueing() && reception == ReceptionRules() && traffic == Traffic()
  }

  private func transmitPlainly(_ message: Message, _ source: StreamSource) -> Arrivals {
    var sender = Sender(
      message: message, packets: packetizer.packets(of: message, lots: source.stream("policy")), uplink: self,
      processes: group.makeProcesses { source.stream("channel", link: $0) })
    var simulation = Simulation<Sender.FrameEnd>()
    for link in links.indices { sender.start(on: link, in: &simulation) }
    simulation.run { simulation, event in sender.finish(event, in: &simulation) }
    return Arrivals(units: sender.units, trace: sender.trace)
  }
}

/// The random streams of one session.
struct StreamSource {
  let streams: RandomStreams
  let replication: Int
  let firstImage: Int

  /// What names a device's link, and a stranger's by the number of the stranger; whatever other links, devices and
  /// strangers there are, so that those which are added change nothing for it.
  static func key(device: Int, link: Int) -> Int { device << 16 | link }
  static func key(stranger: Int, link: Int) -> Int { 1 << 48 | stranger << 16 | link }

  /// The stream for `purpose` and `link`, of the session's image with number `image`.
  func stream(_ purpose: String, image: Int = 0, link: Int = 0) -> RandomStream {
    streams.stream(purpose, replication: replication, image: firstImage + image, link: link)
  }
}
