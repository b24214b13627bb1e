// One stream with random access: the place of a draw is an address, so that a channel is a function of time or position
// and a later look, or one that skips what came before, sees the same.

internal import CGSL

/// A stream of random numbers in which every block can be had directly.
///
/// A stream holds 2⁶⁴ lanes of 2⁶⁴ blocks of four 32-bit words: Philox4x32-10 with the counter (index, lane).
public struct RandomStream: Hashable, Sendable {
  /// The generator's key; equal keys are equal streams.
  public let key: UInt64

  /// The stream of `key`; see ``RandomStreams/stream(_:replication:image:link:)`` for streams with names.
  public init(key: UInt64) { self.key = key }

  /// The stream for one part of this stream's purpose, independent of it and of its other parts.
  public func substream(_ purpose: String) -> RandomStream {
    RandomStream(key: KeyHash.mix(key ^ KeyHash.digest(purpose)))
  }

  /// The four words of block `index` of `lane`.
  public func block(_ index: UInt64, lane: UInt64 = 0) -> SIMD4<UInt32> {
    var words = SIMD4<UInt32>()
    withUnsafeMutableBytes(of: &words) {
      airslice_philox_block(key, lane, index, $0.baseAddress!.assumingMemoryBound(to: UInt32.self))
    }
    return words
  }

  /// Fills `words` with the consecutive blocks from `index` of `lane` on; several times as fast as ``block(_:lane:)``.
  /// - Precondition: `words` holds whole blocks, that is a multiple of four words.
  public func fill(_ words: UnsafeMutableBufferPointer<UInt32>, from index: UInt64, lane: UInt64 = 0) {
    precondition(words.count % 4 == 0, "a block has four words")
    guard let base = words.baseAddress else { return }
    airslice_philox_fill(key, lane, index, words.count / 4, base)
  }

  /// A generator that draws in sequence from block `index` of `lane` on.
  public func generator(from index: UInt64 = 0, lane: UInt64 = 0) -> RandomGenerator {
    RandomGenerator(key: key, lane: lane, index: index)
  }
}
