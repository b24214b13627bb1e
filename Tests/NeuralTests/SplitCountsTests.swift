// Counts by cut against numbers that were found with PyTorch's modules, and against each other.

import Neural
import Testing

@Suite struct SplitCountsTests {
  /// Head, tail and twelve narrowed tails of the standard network at the two cuts that may be the paper's "layer three".
  @Test(arguments: [
    (Cut.block(2), 9_024, 2_287_898, 27_435_768, 8_486_912),
    (Cut.block(3), 17_856, 2_279_066, 27_329_784, 16_891_904),
  ])
  func standardNetwork(cut: Cut, head: Int, tail: Int, tails: Int, operations: Int) {
    let counts = SplitCounts(Architecture(), at: cut)
    #expect(counts.headParameters == head && counts.tailParameters == tail)
    #expect(counts.narrowedTailParameters(unitChannels: 2) == tails)
    #expect(counts.headMultiplyAccumulates == operations)
    #expect(counts.tailMultiplyAccumulates == 91_154_944 - operations)
    #expect(counts.featureBytes(elementBytes: 4) == 98_304)
  }

  /// One tail is 8.34 % of twelve.
  @Test func savings() {
    let counts = SplitCounts(Architecture(), at: .block(3))
    let share = Double(counts.tailParameters) / Double(counts.narrowedTailParameters(unitChannels: 2))
    #expect(abs(share - 0.0834) < 0.00005)
  }

  @Test func everyCutDividesTheNetwork() {
    for network in [Architecture(), Architecture(widthMultiplier: 0.5, classes: 7)] {
      let all = network.cuts.map { SplitCounts(network, at: $0) }
      #expect(all[0].headParameters == 0 && all[0].headMultiplyAccumulates == 0)
      #expect(all.allSatisfy { $0.headParameters + $0.tailParameters == network.parameterCount })
      #expect(zip(all, all.dropFirst()).allSatisfy { $0.headParameters < $1.headParameters })
      // What is left behind the last cut is the classifier.
      #expect(all[all.count - 1].tailParameters == (network.lastChannels + 1) * network.classes)
      // A single unit of all channels is the tail itself.
      for counts in all { #expect(counts.narrowedTailParameters(unitChannels: 4096) == counts.tailParameters) }
    }
  }

  /// Block 7 and the stem lead into convolutional shortcuts, which read the features as well.
  @Test func shortcutsAreNarrowedToo() {
    let network = Architecture()
    let stem = SplitCounts(network, at: .stem)
    // Expansion 32 × 32 and shortcut 32 × 16: 48 weights a channel; 16 units leave out 2 (0 + 1 + … + 15) channels.
    #expect(stem.narrowedTailParameters(unitChannels: 2) == 16 * stem.tailParameters - 48 * 240)
    let last = SplitCounts(network, at: .last)
    #expect(last.narrowedTailParameters(unitChannels: 640) == 2 * last.tailParameters - 10 * 640)
  }
}
