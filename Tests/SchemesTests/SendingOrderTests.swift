// Orders of sending: permutations, the same for any batch, and as random as they say.

import Schemes
import Stochastics
import Testing

@Suite struct SendingOrderTests {
  let random = SendingOrder.random(50, ofUnits: 12, streams: RandomStreams(seed: 3))

  @Test func fixedAndNatural() {
    #expect(SendingOrder.natural.units(3, ofImage: 7) == [0, 1, 2])
    #expect(SendingOrder.fixed([2, 0, 1]).units(3, ofImage: 7) == [2, 0, 1])
    #expect(SendingOrder.natural.isComplete(3) && SendingOrder.fixed([2, 0, 1]).isComplete(3))
    for wrong in [[0, 1], [0, 1, 1], [1, 2, 3], [0, 1, 2, 3], []] {
      #expect(!SendingOrder.fixed(wrong).isComplete(3))
      #expect(!SendingOrder.drawn(from: [[0, 1, 2], wrong], by: RandomStreams(seed: 1)).isComplete(3))
    }
    #expect(!SendingOrder.drawn(from: [], by: RandomStreams(seed: 1)).isComplete(3))
  }

  @Test func drawnOrdersAreFunctionsOfSeedAndImage() {
    #expect(random.isComplete(12))
    #expect(random == SendingOrder.random(50, ofUnits: 12, streams: RandomStreams(seed: 3)))
    #expect(random != SendingOrder.random(50, ofUnits: 12, streams: RandomStreams(seed: 4)))
    // More orders leave the first ones as they are.
    if case .drawn(let few, _) = random,
      case .drawn(let more, _) = SendingOrder.random(60, ofUnits: 12, streams: RandomStreams(seed: 3))
    {
      #expect(Array(more[..<50]) == few)
    }
  }

  /// Chi-squared over the 50 orders and over the unit that goes first, each at a false-alarm rate of 0.1 %.
  @Test func ordersAreDrawnEvenly() {
    var counts: [[Int]: Int] = [:]
    for image in 0..<10_000 { counts[random.units(12, ofImage: image), default: 0] += 1 }
    #expect(counts.count == 50)
    let statistic = counts.values.reduce(0.0) { $0 + (Double($1) - 200) * (Double($1) - 200) / 200 }
    #expect(statistic < 85.4, "49 degrees of freedom")

    var firsts = [Int](repeating: 0, count: 12)
    let many = SendingOrder.random(6000, ofUnits: 12, streams: RandomStreams(seed: 3))
    if case .drawn(let orders, _) = many { for order in orders { firsts[order[0]] += 1 } }
    #expect(firsts.reduce(0.0) { $0 + (Double($1) - 500) * (Double($1) - 500) / 500 } < 31.3, "11 degrees of freedom")
  }
}
