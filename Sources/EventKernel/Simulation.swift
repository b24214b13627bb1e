// The run loop: a clock, the pending events, and nothing else. What happens at an event is the caller's closure.

import Core

/// A discrete-event simulation over events of one type, an enumeration as a rule.
///
/// Order: by time; at equal times in the order of scheduling, first in, first out. One run belongs to one task.
@usableFromInline
package struct Simulation<Event> {
  @usableFromInline package var queue = EventQueue<Event>()
  @usableFromInline package var clock: Int64 = 0

  /// A simulation at time zero with nothing pending.
  @inlinable
  package init() {}

  /// The time of the event at work, or of the last one.
  @inlinable package var now: SimTime { SimTime(nanoseconds: clock) }

  /// Events still to come.
  @inlinable package var pending: Int { queue.count }

  /// Schedules `event` at `time`.
  /// - Precondition: `time` is not before ``now``.
  @inlinable
  package mutating func schedule(_ event: Event, at time: SimTime) {
    precondition(time.nanoseconds >= clock, "an event cannot be scheduled in the past")
    queue.push(event, at: time.nanoseconds)
  }

  /// Schedules `event` `nanoseconds` from now [ns].
  /// - Precondition: `nanoseconds` is not negative, and the sum fits 63 bits.
  @inlinable
  package mutating func schedule(_ event: Event, after nanoseconds: Int64) {
    precondition(nanoseconds >= 0, "an event cannot be scheduled in the past")
    queue.push(event, at: clock + nanoseconds)
  }

  /// Advances the clock to the next event and returns it; nil when there is none.
  @inlinable
  package mutating func next() -> Event? {
    guard let (time, event) = queue.pop() else { return nil }
    clock = time
    return event
  }

  /// Handles the events until there are none, or until the next one lies after `end`; those at `end` are handled.
  @inlinable
  package mutating func run(
    through end: SimTime = .distantFuture, _ handle: (inout Simulation, Event) throws -> Void
  ) rethrows {
    while let time = queue.nextTime(), time <= end.nanoseconds, let event = next() { try handle(&self, event) }
  }
}
