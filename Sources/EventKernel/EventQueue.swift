// The queue of pending events: a 4-ary heap with a total order, so that equal times never leave anything to chance.
// Everything is inlinable and its storage visible: a generic type used hot from another module is six times slower else.

/// Pending events in order of (time, turn): at equal times what was put in first comes out first.
///
/// The root may be vacant: taking an event and putting in the next, what timers do all the time, then costs one walk
/// through the heap instead of two.
///
/// - Complexity: O(log n) for `push` and `pop`.
@usableFromInline
package struct EventQueue<Payload> {
  /// One pending event; `turn` decides among equal times.
  @usableFromInline
  struct Entry {
    @usableFromInline var time: Int64
    @usableFromInline var turn: UInt64
    @usableFromInline var payload: Payload

    @inlinable
    init(time: Int64, turn: UInt64, payload: Payload) {
      (self.time, self.turn, self.payload) = (time, turn, payload)
    }

    /// Both in one number: a comparison without a branch, which the processor would often mispredict.
    @inlinable var key: UInt128 { UInt128(UInt64(bitPattern: time)) << 64 | UInt128(turn) }

    @inlinable
    static func < (left: Self, right: Self) -> Bool {
      left.key < right.key
    }
  }

  @usableFromInline var heap: ContiguousArray<Entry> = []
  @usableFromInline var rootIsVacant = false
  @usableFromInline var nextTurn: UInt64 = 0

  /// An empty queue.
  @inlinable
  package init() {}

  /// Pending events.
  @inlinable package var count: Int { rootIsVacant ? heap.count - 1 : heap.count }

  @inlinable package var isEmpty: Bool { count == 0 }

  /// Puts in an event at `time` [ns].
  @inlinable
  package mutating func push(_ payload: Payload, at time: Int64) {
    let entry = Entry(time: time, turn: nextTurn, payload: payload)
    nextTurn += 1
    if rootIsVacant {
      rootIsVacant = false
      sink(entry, to: heap.count)
    } else {
      heap.append(entry)
      rise(entry)
    }
  }

  /// Takes out the first event, nil when there is none.
  @inlinable
  package mutating func pop() -> (time: Int64, payload: Payload)? {
    if rootIsVacant { fillRoot() }
    guard let first = heap.first else { return nil }
    rootIsVacant = true
    return (first.time, first.payload)
  }

  /// The time of the first event [ns], nil when there is none.
  @inlinable
  package mutating func nextTime() -> Int64? {
    if rootIsVacant { fillRoot() }
    return heap.first?.time
  }

  /// Moves the last entry to the vacant root.
  @inlinable
  mutating func fillRoot() {
    rootIsVacant = false
    let last = heap.removeLast()
    if !heap.isEmpty { sink(last, to: heap.count) }
  }

  /// Walks from the root to the place of `entry`, pulling up the least of each four children.
  @inlinable
  mutating func sink(_ entry: Entry, to count: Int) {
    heap.withUnsafeMutableBufferPointer { heap in
      var hole = 0
      while true {
        let child = 4 * hole + 1
        if child >= count { break }
        var least = child
        if child + 4 <= count {
          let left = heap[child + 1] < heap[child] ? child + 1 : child
          let right = heap[child + 3] < heap[child + 2] ? child + 3 : child + 2
          least = heap[right] < heap[left] ? right : left
        } else {
          var other = child + 1
          while other < count {
            if heap[other] < heap[least] { least = other }
            other += 1
          }
        }
        if !(heap[least] < entry) { break }
        heap[hole] = heap[least]
        hole = least
      }
      heap[hole] = entry
    }
  }

  /// Walks from the last place to the place of `entry`, pushing down what is greater.
  @inlinable
  mutating func rise(_ entry: Entry) {
    heap.withUnsafeMutableBufferPointer { heap in
      var hole = heap.count - 1
      while hole > 0 {
        let parent = (hole - 1) / 4
        if !(entry < heap[parent]) { break }
        heap[hole] = heap[parent]
        hole = parent
      }
      heap[hole] = entry
    }
  }
}
