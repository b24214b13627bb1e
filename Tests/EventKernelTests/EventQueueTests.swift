// The queue against a sorted array and against swift-collections' heap.

import EventKernel
import HeapModule
import Testing

@Suite struct EventQueueTests {
  private struct Shadow: Comparable {
    var time: Int64
    var turn: Int
    static func < (left: Self, right: Self) -> Bool { (left.time, left.turn) < (right.time, right.turn) }
  }

  /// Random pushes and pops, many at equal times, with every run its own seed.
  @Test func equalsSortedArrayAndHeap() {
    for seed in 0..<400 as Range<UInt64> {
      var random = seed &* 0x9E37_79B9_7F4A_7C15 | 1
      func draw(_ bound: UInt64) -> Int64 {
        random ^= random << 13
        random ^= random >> 7
        random ^= random << 17
        return Int64(random % bound)
      }
      var queue = EventQueue<Int>()
      var heap = Heap<Shadow>()
      var sorted: [Shadow] = []
      let spread = UInt64(1 + draw(200))
      for turn in 0..<300 {
        let time = draw(spread)
        queue.push(turn, at: time)
        heap.insert(Shadow(time: time, turn: turn))
        sorted.insert(
          Shadow(time: time, turn: turn), at: sorted.firstIndex { $0.time > time } ?? sorted.endIndex)
        for _ in 0..<(draw(3) == 0 ? draw(4) : 0) {
          let expected = sorted.isEmpty ? nil : sorted.removeFirst()
          #expect(heap.popMin() == expected)
          #expect(queue.nextTime() == expected?.time)
          let found = queue.pop()
          #expect(found?.time == expected?.time && found?.payload == expected?.turn, "seed \(seed)")
        }
        #expect(queue.count == sorted.count)
      }
      for expected in sorted { #expect(queue.pop()?.payload == expected.turn, "seed \(seed)") }
      #expect(queue.isEmpty && queue.pop() == nil && queue.nextTime() == nil)
    }
  }

  @Test func tiesAreFirstInFirstOut() {
    var queue = EventQueue<Int>()
    for number in 0..<1000 { queue.push(number, at: 5) }
    for number in 0..<500 { #expect(queue.pop()?.payload == number) }
    for number in 1000..<1100 { queue.push(number, at: 5) }
    for number in 500..<1100 { #expect(queue.pop()?.payload == number) }
  }

  @Test func timesUpToTheLast() {
    var queue = EventQueue<Int>()
    for time in [Int64.max, 0, Int64.max - 1] { queue.push(0, at: time) }
    #expect((0..<3).compactMap { _ in queue.pop()?.time } == [0, .max - 1, .max])
  }
}
