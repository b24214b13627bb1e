// What one simulated transmission tells about every deadline.

import Core
import EventKernel

/// What arrived of one message, and when: from this any number of deadlines can be answered.
package struct Arrivals: Sendable {
  /// A slice that has arrived whole, and when its last bit had.
  package struct Unit: Sendable, Hashable {
    package var time: SimTime
    package var slice: ReceivedSlice
  }

  /// The digest of all events of the transmission.
  package let trace: EventTrace
  /// What the transmission cost.
  package let statistics: TransportStatistics
  /// When the request began, counted from its session's beginning [ns].
  package let start: Int64
  /// How long before a deadline the server must have what it is to infer from: its own computing time, and its other
  /// answers that stand in between [ns].
  package let serverLead: Int64
  /// Whole slices in the order of arrival, where packets are not kept apart.
  private let whole: [Unit]
  private let fragments: Fragments?

  /// Whole slices that arrived at once.
  init(units: [Unit], trace: EventTrace) {
    (whole, self.trace, fragments) = (units, trace, nil)
    (statistics, start, serverLead) = (TransportStatistics(), 0, 0)
  }

  /// Slices by packets.
  init(_ fragments: Fragments, start: Int64, serverLead: Int64, trace: EventTrace, statistics: TransportStatistics) {
    (self.fragments, self.start, self.serverLead) = (fragments, start, serverLead)
    (self.trace, self.statistics) = (trace, statistics)
    whole = []
  }

  /// Slices in the order of arrival, each with its time: whole ones, or at the end of all time whatever came of each.
  package var units: [Unit] {
    guard let fragments else { return whole }
    return fragments.slices(by: .max).map { Unit(time: SimTime(nanoseconds: $0.time), slice: $0.slice) }
  }

  /// When the last of all that arrived did; nil when nothing did.
  package var lastArrival: SimTime? {
    fragments.map { $0.lastChange.map(SimTime.init(nanoseconds:)) } ?? whole.last?.time
  }

  /// Whether ``statistics`` tell anything, as ``Uplink/keepsStatistics`` says.
  package var hasStatistics: Bool { fragments != nil }

  /// Whether the most important unit is whole when the answer at `deadline` is begun.
  /// - Precondition: the transmission keeps statistics.
  package func hasFirstUnit(by deadline: SimTime) -> Bool {
    precondition(hasStatistics, "kept with the statistics")
    return fragments?.firstUnitTime.map { $0 <= cutOff(deadline) } ?? false
  }

  /// How often what the server holds has changed by `deadline`, which is inclusive: equal numbers mean equal
  /// deliveries. Where whole slices alone count, and none is damaged, the number of them.
  package func count(by deadline: SimTime) -> Int {
    let time = cutOff(deadline)
    if let fragments { return fragments.count(by: time) }
    // Few units: a search by halves would gain nothing.
    return whole.firstIndex { $0.time.nanoseconds > time } ?? whole.count
  }

  /// What the server holds for its answer at `deadline`: what had arrived by then, or just then.
  package func delivery(by deadline: SimTime) -> Delivery {
    if let fragments { return Delivery(slices: fragments.slices(by: cutOff(deadline)).map(\.slice)) }
    return Delivery(slices: whole.prefix(count(by: deadline)).map(\.slice))
  }

  /// Payload bytes of the slices there by `deadline`.
  package func payloadBytes(by deadline: SimTime) -> Int {
    delivery(by: deadline).slices.reduce(0) { $0 + $1.payload.count }
  }

  private func cutOff(_ deadline: SimTime) -> Int64 {
    deadline == .distantFuture ? .max : deadline.nanoseconds - serverLead
  }
}
