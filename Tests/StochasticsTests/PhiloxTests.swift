// The generator against the known answers of its authors, and against itself by its three ways in.

import Stochastics
import Testing

@Suite struct PhiloxTests {
  /// Known-answer vectors of the Random123 distribution for philox4x32, 10 rounds: counter, key, result.
  static let vectors: [(counter: [UInt32], key: [UInt32], result: [UInt32])] = [
    (
      [0, 0, 0, 0], [0, 0],
      [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]
    ),
    (
      [.max, .max, .max, .max], [.max, .max],
      [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD]
    ),
    (
      [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344], [0xA409_3822, 0x299F_31D0],
      [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1]
    ),
  ]

  private func pair(_ words: [UInt32], _ first: Int) -> UInt64 { UInt64(words[first + 1]) << 32 | UInt64(words[first]) }

  @Test(arguments: 0..<3) func knownAnswers(_ number: Int) {
    let vector = Self.vectors[number]
    let stream = RandomStream(key: pair(vector.key, 0))
    let (index, lane) = (pair(vector.counter, 0), pair(vector.counter, 2))
    let block = stream.block(index, lane: lane)
    #expect((0..<4).map { block[$0] } == vector.result)
    let generator = stream.generator(from: index, lane: lane)
    #expect(generator.next() == UInt64(vector.result[0]) << 32 | UInt64(vector.result[1]))
    #expect(generator.next() == UInt64(vector.result[2]) << 32 | UInt64(vector.result[3]))
  }

  /// Vector and scalar code give the same words, also where the index carries from its low to its high word.
  @Test func fillEqualsBlocks() {
    let stream = RandomStream(key: 0x0123_4567_89AB_CDEF)
    for (start, lane) in [(0, 0), (UInt64(UInt32.max) - 5, 7), (.max - 11, 1 << 40 + 3)] as [(UInt64, UInt64)] {
      for blocks in 1...27 {
        var words = [UInt32](repeating: 0, count: 4 * blocks)
        words.withUnsafeMutableBufferPointer { stream.fill($0, from: start, lane: lane) }
        for number in 0..<blocks {
          let block = stream.block(start &+ UInt64(number), lane: lane)
          #expect((0..<4).allSatisfy { words[4 * number + $0] == block[$0] }, "block \(number) of \(blocks)")
        }
      }
    }
  }

  /// A generator started later goes on as the one that came there by drawing.
  @Test func generatorsSeek() {
    let stream = RandomStream(key: 5)
    let walker = stream.generator(lane: 2)
    for _ in 0..<2 * 1000 { _ = walker.next() }
    let jumper = stream.generator(from: 1000, lane: 2)
    for _ in 0..<10 { #expect(walker.next() == jumper.next()) }
  }
}
