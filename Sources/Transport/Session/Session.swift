// Requests of one or several devices that share a medium, simulated together: who has what to send and when it is done.

import Core
import EventKernel
import Radio
import Stochastics

/// The state of a session. Nothing is allocated for a frame once all is set up, unless it arrives damaged and is kept.
///
/// At equal times events are handled in the order in which they were scheduled. What begins at the very instant at which
/// an assessment ends is not heard; frames of which one ends when the other begins do not meet; an acknowledgement that
/// ends when the wait for it ends has arrived.
struct Session {
  struct Event {
    enum Kind: UInt8 {
      /// A request's data is ready; `node` is its number.
      case request
      /// A node's clear channel assessment ends.
      case assessed
      /// A node's data frame ends.
      case frameEnd
      /// The acknowledgement for a node's frame ends.
      case acknowledged
      /// A node has waited long enough for an acknowledgement.
      case unacknowledged
      /// The interframe space behind a node's exchange ends.
      case free
      /// A stranger wants to send a frame.
      case stranger
    }

    var kind: Kind
    var node: Int32
  }

  /// A request's messages and findings.
  struct Request {
    let message: Message
    let device: Int
    let start: Int64
    /// Its packets, by number.
    let transfers: Range<Int>
    var pieces: [Fragments.Piece] = []
    var damages: [Fragments.Damage] = []
    var trace = EventTrace()
    var statistics = TransportStatistics()
  }

  let uplink: Uplink
  var requests: [Request]
  var transfers: ContiguousArray<Transfer>
  /// Of each link the devices' nodes, then the strangers'.
  var nodes: ContiguousArray<Node>
  let nodesPerLink: Int
  /// Of each device, for whichever link is free.
  private var queues: [PacketQueue]
  /// Of each node, for packets that are bound to its link; empty where there are none.
  private var boundQueues: [PacketQueue]
  /// The request of each device that has begun last: with jitter not always the one with the greatest number.
  var newest: [Int32]
  let times: [AccessTimes]
  let rates: [BitRate]
  /// By link, then by code: the time on the air of an acknowledgement, and how long one is waited for [ns].
  let acknowledgementTimes: [Int64]
  let acknowledgementWaits: [Int64]
  let codeCount: Int
  let air: Air
  let accessStreams: [RandomStream]
  /// What the backoffs of first attempts are made of, of each node some packets ahead.
  var draws: ContiguousArray<UInt64>
  static let drawBatch = 16
  var background: [BackgroundSource]
  /// Packets that are neither done nor given up, those of requests to come included.
  var unresolved: Int
  private let serverLeads: [Int64]
  /// When the device has computed what each request sends [ns].
  private let readyTimes: [Int64]

  init(_ uplink: Uplink, _ messages: [Message], _ source: StreamSource, deadline: SimTime?) throws {
    self.uplink = uplink
    let traffic = uplink.traffic
    let starts = traffic.starts(messages.count, stream: source.stream("requests"))
    let powers = uplink.powers.count
    var planner = try TransferPlanner(uplink)
    requests = []
    for (number, start) in starts.enumerated() {
      // What the server needs for its answer, the device allows for.
      let latest = deadline.map { start.time + $0.nanoseconds - traffic.serverTime } ?? .max
      let range = try planner.plan(
        messages[number], start: start, deadline: latest, lots: source.stream("policy", image: number))
      requests.append(
        Request(message: messages[number], device: start.device, start: start.time, transfers: range))
      requests[number].pieces.reserveCapacity(range.count)
      requests[number].statistics.sendingByPower = Array(repeating: 0, count: powers)
    }
    transfers = planner.transfers
    unresolved = transfers.count
    serverLeads = traffic.serverLeads(starts)
    readyTimes = traffic.readyTimes(starts)
    let (links, devices) = (uplink.links, traffic.devices)
    nodesPerLink = devices + traffic.background.nodes
    nodes = []
    nodes.reserveCapacity(links.count * nodesPerLink)
    for link in links.indices {
      for node in 0..<nodesPerLink {
        nodes.append(Node(device: node < devices ? Int32(node) : -1, link: Int32(link)))
      }
    }
    queues = Array(repeating: PacketQueue(capacity: uplink.queueing.capacity), count: devices)
    let isBound = transfers.contains { $0.link >= 0 }
    boundQueues = isBound ? nodes.map { _ in PacketQueue(capacity: uplink.queueing.capacity) } : []
    newest = Array(repeating: -1, count: devices)
    rates = links.map(\.rate)
    let times = links.map { link in AccessTimes { link.rate.nanoseconds(forBits: $0) } }
    self.times = times
    let air = try Air(
      uplink, messages, longest: planner.longestFrame, longestCoded: planner.longestCoded, devices: devices, source)
    self.air = air
    codeCount = air.acknowledgementBits.count
    acknowledgementTimes = links.flatMap { link in air.acknowledgementBits.map { link.rate.nanoseconds(forBits: $0) } }
    let plain = Int64(8 * (DataFrame.synchronisationBytes + AcknowledgementFrame.bytes))
    acknowledgementWaits = links.indices.flatMap { link in
      air.acknowledgementBits.map {
        times[link].acknowledgementWait + links[link].rate.nanoseconds(forBits: $0 - plain)
      }
    }
    draws = ContiguousArray(repeating: 0, count: nodes.count * Self.drawBatch)
    let strangers = traffic.background.nodes
    let keys = links.indices.flatMap { link in
      (0..<devices).map { StreamSource.key(device: $0, link: link) }
        + (0..<strangers).map { StreamSource.key(stranger: $0, link: link) }
    }
    accessStreams = keys.map { source.stream("access", link: $0) }
    background = keys.map { BackgroundSource(traffic, source.stream("background", link: $0)) }
  }

  /// Where simulated time ends, after 146 years [ns]: what is added to times before it does not overflow.
  static let horizon = Int64(1) << 62

  /// Runs to the end of all requests.
  /// - Throws: `data` when that lies beyond ``horizon``.
  mutating func run() throws -> [Arrivals] {
    var simulation = Simulation<Event>()
    for request in requests.indices {
      simulation.schedule(
        Event(kind: .request, node: Int32(request)), at: SimTime(nanoseconds: readyTimes[request]))
    }
    for node in nodes.indices where nodes[node].device < 0 { awaitStranger(node, in: &simulation) }
    while unresolved > 0, let event = simulation.next() {
      guard simulation.now.nanoseconds < Self.horizon else {
        throw AirSliceError(
          .data, "a session of \(requests.count) requests takes more than a century: take fewer, or a faster link")
      }
      handle(event, in: &simulation)
    }
    return requests.indices.map(arrivals)
  }

  private mutating func handle(_ event: Event, in simulation: inout Simulation<Event>) {
    let node = Int(event.node)
    switch event.kind {
    case .request: begin(node, in: &simulation)
    case .assessed: assessed(node, in: &simulation)
    case .frameEnd: frameEnd(node, in: &simulation)
    case .acknowledged: acknowledged(node, in: &simulation)
    case .unacknowledged: unacknowledged(node, in: &simulation)
    case .free: serve(node, in: &simulation)
    case .stranger: strangerArrives(node, in: &simulation)
    }
  }

  /// Puts a request's packets into its device's queue and wakes the radios that have nothing to do.
  private mutating func begin(_ request: Int, in simulation: inout Simulation<Event>) {
    let (device, now) = (requests[request].device, simulation.now.nanoseconds)
    newest[device] = Int32(request)
    var first = requests[request].transfers.lowerBound
    let end = requests[request].transfers.upperBound
    while first < end {
      // Packets of equal key that are bound to the same link, or to none, wait together.
      let (key, link) = (transfers[first].key, Int(transfers[first].link))
      var next = first
      while next < end, transfers[next].key == key, Int(transfers[next].link) == link {
        transfers[next].queued = now
        next += 1
      }
      var dropped: [Int32] = []
      let run = Int32(first)..<Int32(next)
      if link < 0 {
        queues[device].enqueue(run, key: key) { dropped.append($0) }
      } else {
        boundQueues[link * nodesPerLink + device].enqueue(run, key: key) { dropped.append($0) }
      }
      for victim in dropped {
        requests[Int(transfers[Int(victim)].request)].statistics.overflowed += 1
        resolve(Int(victim), at: now)
      }
      first = next
    }
    for link in uplink.links.indices {
      let node = link * nodesPerLink + device
      if !nodes[node].isBusy { serve(node, in: &simulation) }
    }
  }

  /// Takes the node's next packet: of those bound to its link and those for any link the one with the lesser key, and
  /// of equal keys the one that was put in first, as within a queue.
  private mutating func next(for node: Int, _ device: Int) -> Int32? {
    if boundQueues.isEmpty { return queues[device].next() }
    guard let bound = boundQueues[node].first() else { return queues[device].next() }
    guard let free = queues[device].first() else { return boundQueues[node].next() }
    // What is put in at the same time goes in by number, the packet with the order of a request ahead of its others.
    let (boundTime, freeTime) = (transfers[Int(bound.packet)].queued, transfers[Int(free.packet)].queued)
    let isFree = (free.key, freeTime, free.packet) < (bound.key, boundTime, bound.packet)
    return isFree ? queues[device].next() : boundQueues[node].next()
  }

  /// Gives the node, which is free, its next packet.
  mutating func serve(_ node: Int, in simulation: inout Simulation<Event>) {
    nodes[node].isBusy = false
    let (device, now) = (Int(nodes[node].device), simulation.now.nanoseconds)
    if device < 0 {
      if nodes[node].backlog > 0 { take(-1, node, in: &simulation) }
      return
    }
    while let packet = next(for: node, device) {
      let number = Int(packet)
      let request = Int(transfers[number].request)
      if uplink.queueing.dropsSuperseded, request != newest[device] {
        requests[request].statistics.superseded += 1
        resolve(number, at: now)
      } else if uplink.queueing.dropsExpired, hasExpired(number, node, at: now) {
        requests[request].statistics.expired += 1
        resolve(number, at: now)
      } else {
        requests[request].statistics.taken += 1
        requests[request].statistics.queueing += .nanoseconds(now - transfers[number].queued)
        take(packet, node, in: &simulation)
        return
      }
    }
  }

  /// Whether the packet would be late even if its frame went out at once.
  func hasExpired(_ number: Int, _ node: Int, at now: Int64) -> Bool {
    let bits = air.bits(ofFrame: transfers[number].codedBytes)
    return now + rates[Int(nodes[node].link)].nanoseconds(forBits: bits) > transfers[number].deadline
  }

  /// Starts on `packet`, −1 for a stranger's frame.
  private mutating func take(_ packet: Int32, _ node: Int, in simulation: inout Simulation<Event>) {
    nodes[node].isBusy = true
    nodes[node].packet = packet
    nodes[node].since = simulation.now.nanoseconds
    nodes[node].attempt = 0
    nodes[node].taken += 1
    nodes[node].sequenceNumber &+= 1
    if packet >= 0 {
      nodes[node].position = nodes[node].carried
      nodes[node].carried += air.positions(of: transfers[Int(packet)], nodes[node])
    }
    attempt(node, in: &simulation)
  }

  /// The packet is done with, for better or worse.
  mutating func resolve(_ number: Int, at end: Int64) {
    unresolved -= 1
    let request = Int(transfers[number].request)
    let duration = end - requests[request].start
    if duration > requests[request].statistics.duration { requests[request].statistics.duration = duration }
  }

  private func arrivals(_ number: Int) -> Arrivals {
    let request = requests[number]
    var statistics = request.statistics
    statistics.packets = request.transfers.count { transfers[$0].original == $0 }
    return Arrivals(
      Fragments(
        message: request.message, transfers: transfers, range: request.transfers, pieces: request.pieces,
        damages: request.damages, keepsParts: uplink.reception.keepsParts),
      start: request.start, serverLead: serverLeads[number], trace: request.trace, statistics: statistics)
  }
}
