// From a frame's end to the end of its exchange: reception, acknowledgement, another attempt.

import Core
import EventKernel
import Radio

extension Session {
  /// Codes of events in the trace.
  enum Code {
    static let arrival: UInt8 = 1
    static let loss: UInt8 = 2
    static let duplicate: UInt8 = 4
    static let damage: UInt8 = 5
    static let lostAcknowledgement: UInt8 = 6
    static let accessFailure: UInt8 = 7
    static let givenUp: UInt8 = 8
  }

  /// The node's data frame has ended.
  mutating func frameEnd(_ node: Int, in simulation: inout Simulation<Event>) {
    let packet = Int(nodes[node].packet)
    let times = times[Int(nodes[node].link)]
    guard packet >= 0 else {
      finish(node, space: space(behind: packet, node, times), in: &simulation)
      return
    }
    let isIntact = receive(packet, node, at: simulation.now)
    guard let access = uplink.access, access.isAcknowledged else {
      finish(node, space: space(behind: packet, node, times), in: &simulation)
      return
    }
    let request = Int(transfers[packet].request)
    let now = simulation.now.nanoseconds
    if isIntact {
      let start = now + times.turnaround
      let end = start + acknowledgementTime(node, code: transfers[packet].code)
      requests[request].statistics.acknowledgements += 1
      requests[request].statistics.awaiting += end - now
      occupy(node, from: start, to: end)
      simulation.schedule(Event(kind: .acknowledged, node: Int32(node)), at: SimTime(nanoseconds: end))
    } else {
      let wait = acknowledgementWait(node, code: transfers[packet].code)
      requests[request].statistics.awaiting += wait
      simulation.schedule(Event(kind: .unacknowledged, node: Int32(node)), after: wait)
    }
  }

  /// The time on the air of an acknowledgement, in the code of the frame that it answers.
  private func acknowledgementTime(_ node: Int, code: Int32) -> Int64 {
    acknowledgementTimes[Int(nodes[node].link) * codeCount + Int(code)]
  }

  /// 54 symbols, and as much longer as coding makes the acknowledgement.
  private func acknowledgementWait(_ node: Int, code: Int32) -> Int64 {
    acknowledgementWaits[Int(nodes[node].link) * codeCount + Int(code)]
  }

  /// The interframe space behind the node's exchange of `packet`, −1 for a stranger's frame.
  private func space(behind packet: Int, _ node: Int, _ times: AccessTimes) -> Int64 {
    if uplink.access == nil { return 0 }
    let isShort =
      packet < 0
      ? background[node].frameBytes <= DataFrame.longestBeforeShortSpace
      : transfers[packet].frameBytes <= DataFrame.longestBeforeShortSpace
    return isShort ? times.shortSpace : times.longSpace
  }

  /// The acknowledgement for the node's frame has ended: it has arrived, or the node goes on waiting.
  mutating func acknowledged(_ node: Int, in simulation: inout Simulation<Event>) {
    let packet = Int(nodes[node].packet)
    let times = times[Int(nodes[node].link)]
    if !nodes[node].collided, air.carriesAcknowledgement(of: transfers[packet], nodes[node]) {
      finish(node, space: space(behind: packet, node, times), in: &simulation)
      return
    }
    let request = Int(transfers[packet].request)
    requests[request].statistics.lostAcknowledgements += 1
    requests[request].trace.record(at: simulation.now, code: Code.lostAcknowledgement, packet)
    let wait = acknowledgementWait(node, code: transfers[packet].code)
    // The wait began with the end of the data frame.
    let rest = wait - times.turnaround - acknowledgementTime(node, code: transfers[packet].code)
    requests[request].statistics.awaiting += rest
    simulation.schedule(Event(kind: .unacknowledged, node: Int32(node)), after: rest)
  }

  /// No acknowledgement has come: another attempt, or none.
  mutating func unacknowledged(_ node: Int, in simulation: inout Simulation<Event>) {
    let packet = Int(nodes[node].packet)
    let request = Int(transfers[packet].request)
    let now = simulation.now.nanoseconds
    if uplink.queueing.dropsExpired, hasExpired(packet, node, at: now) {
      requests[request].statistics.expired += 1
      finish(node, space: 0, in: &simulation)
    } else if nodes[node].attempt >= transfers[packet].retries {
      requests[request].statistics.unacknowledged += 1
      requests[request].trace.record(at: simulation.now, code: Code.givenUp, packet)
      finish(node, space: 0, in: &simulation)
    } else {
      nodes[node].attempt += 1
      attempt(node, in: &simulation)
    }
  }

  /// Ends the node's exchange; it may go on after `space` [ns].
  mutating func finish(_ node: Int, space: Int64, in simulation: inout Simulation<Event>) {
    let packet = Int(nodes[node].packet)
    if packet >= 0 {
      let end = simulation.now.nanoseconds + space
      requests[Int(transfers[packet].request)].statistics.occupied += end - nodes[node].since
      resolve(packet, at: end)
    } else {
      nodes[node].backlog -= 1
    }
    nodes[node].packet = -1
    if space == 0 {
      serve(node, in: &simulation)
    } else {
      simulation.schedule(Event(kind: .free, node: Int32(node)), after: space)
    }
  }

  /// Takes in the node's frame as the receiver sees it.
  /// - Returns: whether the check sequence was right, so that it is acknowledged.
  private mutating func receive(_ packet: Int, _ node: Int, at now: SimTime) -> Bool {
    let request = Int(transfers[packet].request)
    if nodes[node].collided {
      requests[request].statistics.collisions += 1
      requests[request].trace.record(at: now, code: Code.loss, packet)
      return false
    }
    switch air.carry(transfers[packet], nodes[node]) {
    case .lost:
      requests[request].trace.record(at: now, code: Code.loss, packet)
      return false
    case .damaged(let damage):
      requests[request].statistics.damagedFrames += 1
      requests[request].trace.record(at: now, code: Code.damage, packet)
      if uplink.reception.keepsDamagedFrames, let damage { deliver(packet, .damaged, damage, at: now) }
      return false
    case .intact(let damage):
      if accept(packet, node, at: now) { deliver(packet, .intact, damage, at: now) }
      return true
    case .harmed(let damage):
      if accept(packet, node, at: now) { merge(packet, damage, at: now) }
      return true
    }
  }

  /// Whether the node's frame, whose check sequence is right, is one that the receiver does not have yet.
  private mutating func accept(_ packet: Int, _ node: Int, at now: SimTime) -> Bool {
    let request = Int(transfers[packet].request)
    let number = Int16(nodes[node].sequenceNumber)
    if uplink.access != nil, nodes[node].lastAccepted == number {
      // The acknowledgement had been lost; it is given again.
      requests[request].statistics.duplicates += 1
      requests[request].trace.record(at: now, code: Code.duplicate, packet)
      return false
    }
    nodes[node].lastAccepted = number
    requests[request].trace.record(at: now, code: Code.arrival, packet)
    return true
  }

  /// Hands a packet's payload on, unless as good a copy is there.
  private mutating func deliver(
    _ packet: Int, _ standing: Transfer.Standing, _ damage: Fragments.Damage?, at now: SimTime
  ) {
    if transfers[Int(transfers[packet].original)].standing.rawValue >= standing.rawValue { return }
    keep(packet, standing, damage, at: now)
    if standing == .intact { countDelivery(of: packet) }
  }

  /// Hands on the elements that a packet brought: one is there when any copy carried it. Replaced ones the receiver
  /// takes for good, so that the first copy without a gap stays; only what is as it was sent counts as delivered.
  private mutating func merge(_ packet: Int, _ damage: Fragments.Damage, at now: SimTime) {
    let (transfer, known) = (transfers[packet], transfers[Int(transfers[packet].original)].standing)
    if known == .intact { return }
    let request = Int(transfer.request)
    let number = transfer.original - Int32(requests[request].transfers.lowerBound)
    // Gaps that a payload with a wrong check sequence fills are in doubt: further copies may still better them.
    let isDoubtful = known == .damaged && !damage.erasedElements.isEmpty
    var damage = damage
    // Copies are not far behind each other, so that the search is short.
    if known != .missing, let earlier = requests[request].pieces.last(where: { $0.packet == number }) {
      damage = damage.filled(
        from: requests[request].damages[Int(earlier.damage)], start: Int(transfer.start),
        width: requests[request].message.elementBytes)
    }
    let isComplete = damage.erasedElements.isEmpty && !isDoubtful
    let isWhole = isComplete && air.isAsSent(damage.payload, transfer)
    let standing: Transfer.Standing = isDoubtful ? .damaged : isComplete ? .intact : .incomplete
    keep(packet, standing, isWhole ? nil : damage, at: now)
    if isWhole { countDelivery(of: packet) }
  }

  private mutating func countDelivery(of packet: Int) {
    let request = Int(transfers[packet].request)
    requests[request].statistics.delivered += 1
    if transfers[packet].slice >= 0 { requests[request].statistics.deliveredBytes += Int(transfers[packet].count) }
  }

  /// Notes what the receiver has of a packet from now on.
  private mutating func keep(
    _ packet: Int, _ standing: Transfer.Standing, _ damage: Fragments.Damage?, at now: SimTime
  ) {
    let original = Int(transfers[packet].original)
    transfers[original].standing = standing
    let request = Int(transfers[packet].request)
    var number: Int32 = -1
    if let damage {
      number = Int32(requests[request].damages.count)
      requests[request].damages.append(damage)
    }
    requests[request].pieces.append(
      Fragments.Piece(
        time: now.nanoseconds - requests[request].start,
        packet: Int32(original - requests[request].transfers.lowerBound), damage: number))
  }
}
