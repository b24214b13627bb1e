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

  /// Whole slices in the order of arrival.
  package let units: [Unit]
  /// The digest of all events of the transmission.
  package let trace: EventTrace

  /// Whole slices there by `deadline`, which is inclusive. Deadlines with equal numbers have equal deliveries.
  package func count(by deadline: SimTime) -> Int {
    // Few units: a search by halves would gain nothing.
    units.firstIndex { $0.time > deadline } ?? units.count
  }

  /// What the server holds at `deadline`: the whole slices whose last bit had arrived by then, or just then.
  package func delivery(by deadline: SimTime) -> Delivery {
    Delivery(slices: units.prefix(count(by: deadline)).map(\.slice))
  }

  /// Payload bytes of the whole slices there by `deadline`.
  package func payloadBytes(by deadline: SimTime) -> Int {
    units.prefix(count(by: deadline)).reduce(0) { $0 + $1.slice.payload.count }
  }
}
