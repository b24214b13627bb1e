// The way to the medium: backoff, assessment, transmission, collisions.

import Core
import EventKernel
import Radio
import Stochastics

extension Session {
  /// Begins an attempt at the packet at work.
  mutating func attempt(_ node: Int, in simulation: inout Simulation<Event>) {
    guard let access = uplink.access else {
      transmit(node, at: simulation.now.nanoseconds, in: &simulation)
      return
    }
    nodes[node].busyAssessments = 0
    nodes[node].exponent = Int32(access.minimumExponent)
    if access.backoff == .random {
      nodes[node].draws = draw(node)
    }
    backOff(node, access, in: &simulation)
  }

  /// 64 random bits, of which all backoffs of an attempt are made: six of eight bits at the most. They are the first two
  /// words of the block of the packet, in the lane of the attempt.
  private mutating func draw(_ node: Int) -> UInt64 {
    let (packet, stream) = (nodes[node].taken, accessStreams[node])
    if nodes[node].attempt > 0 {
      let words = stream.block(packet, lane: UInt64(nodes[node].attempt))
      return UInt64(words[0]) | UInt64(words[1]) << 32
    }
    // Many blocks at once are several times as fast.
    let batch = UInt64(Self.drawBatch)
    let place = Int(packet % batch)
    if place == 0 || packet == 1 {
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4 * Self.drawBatch) { words in
        stream.fill(words, from: packet - UInt64(place))
        for number in 0..<Self.drawBatch {
          draws[node * Self.drawBatch + number] = UInt64(words[4 * number]) | UInt64(words[4 * number + 1]) << 32
        }
      }
    }
    return draws[node * Self.drawBatch + place]
  }

  private mutating func backOff(_ node: Int, _ access: MediumAccess, in simulation: inout Simulation<Event>) {
    let times = times[Int(nodes[node].link)]
    let most = Int64(1) << Int64(nodes[node].exponent) - 1
    let backoff: Int64
    switch access.backoff {
    case .random:
      backoff = Int64(nodes[node].draws & UInt64(most)) * times.backoffUnit
      nodes[node].draws >>= UInt64(nodes[node].exponent)
    case .mean: backoff = most * times.backoffUnit / 2
    case .none: backoff = 0
    }
    if nodes[node].packet >= 0 {
      let request = Int(transfers[Int(nodes[node].packet)].request)
      requests[request].statistics.backingOff += backoff
      requests[request].statistics.listening += access.listens ? times.assessment : 0
    }
    simulation.schedule(
      Event(kind: .assessed, node: Int32(node)), after: backoff + (access.listens ? times.assessment : 0))
  }

  /// The assessment has ended: the medium was free all the time, or not.
  mutating func assessed(_ node: Int, in simulation: inout Simulation<Event>) {
    guard let access = uplink.access else { return }
    let times = times[Int(nodes[node].link)]
    let now = simulation.now.nanoseconds
    if !access.listens || !isHeard(node, from: now - times.assessment, to: now) {
      transmit(node, at: now + (access.listens ? times.turnaround : 0), in: &simulation)
      return
    }
    nodes[node].busyAssessments += 1
    nodes[node].exponent = min(nodes[node].exponent + 1, Int32(access.maximumExponent))
    if nodes[node].busyAssessments <= access.maximumBackoffs {
      backOff(node, access, in: &simulation)
      return
    }
    let packet = Int(nodes[node].packet)
    if packet >= 0 {
      let request = Int(transfers[packet].request)
      requests[request].statistics.accessFailures += 1
      requests[request].trace.record(at: simulation.now, code: Code.accessFailure, packet)
    }
    finish(node, space: 0, in: &simulation)
  }

  /// Puts the frame at work on the air from `start` on.
  mutating func transmit(_ node: Int, at start: Int64, in simulation: inout Simulation<Event>) {
    let packet = Int(nodes[node].packet)
    let bits = packet < 0 ? background[node].frameBits : air.bits(ofFrame: transfers[packet].codedBytes)
    if bits != nodes[node].knownBits {
      nodes[node].knownBits = bits
      nodes[node].knownTime = rates[Int(nodes[node].link)].nanoseconds(forBits: bits)
    }
    let end = start + nodes[node].knownTime
    occupy(node, from: start, to: end)
    if packet >= 0 {
      let request = Int(transfers[packet].request)
      requests[request].statistics.frames += 1
      requests[request].statistics.retransmissions += nodes[node].attempt > 0 ? 1 : 0
      requests[request].statistics.sendingByPower[Int(transfers[packet].power)] += nodes[node].knownTime
    }
    simulation.schedule(Event(kind: .frameEnd, node: Int32(node)), at: SimTime(nanoseconds: end))
  }

  /// Nodes on the same link; all hear each other.
  private func neighbours(of node: Int) -> Range<Int> {
    let first = Int(nodes[node].link) * nodesPerLink
    return first..<first + nodesPerLink
  }

  /// Whether anything is on the air between `start` and `end`, which is now, both left out.
  private func isHeard(_ node: Int, from start: Int64, to end: Int64) -> Bool {
    if nodesPerLink == 1 { return false }
    for other in neighbours(of: node) where other != node {
      // What was on the air before a node's last frame has begun before now, so that its end alone counts.
      let isLast = nodes[other].start < end && nodes[other].end > start
      if isLast || nodes[other].previousEnd > start { return true }
    }
    return false
  }

  /// Puts the node's frame, or the acknowledgement for it, on the air; whatever meets it is lost with it.
  mutating func occupy(_ node: Int, from start: Int64, to end: Int64) {
    nodes[node].previousEnd = nodes[node].end
    nodes[node].start = start
    nodes[node].end = end
    nodes[node].collided = false
    if nodesPerLink == 1 { return }
    for other in neighbours(of: node)
    where other != node && nodes[other].start < end && nodes[other].end > start {
      nodes[other].collided = true
      nodes[node].collided = true
    }
  }

  // Strangers.

  /// Waits for the stranger's next frame.
  mutating func awaitStranger(_ node: Int, in simulation: inout Simulation<Event>) {
    if let gap = background[node].nextGap(rate: rates[Int(nodes[node].link)]) {
      simulation.schedule(Event(kind: .stranger, node: Int32(node)), after: gap)
    }
  }

  mutating func strangerArrives(_ node: Int, in simulation: inout Simulation<Event>) {
    // A stranger that never gets to send waits with ever more; from two thousand million on it is all the same.
    if nodes[node].backlog < Int32.max { nodes[node].backlog += 1 }
    if !nodes[node].isBusy { serve(node, in: &simulation) }
    awaitStranger(node, in: &simulation)
  }
}
