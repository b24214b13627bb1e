// CLIO's many tails: which tail answers for what has arrived.

import Core
import Imaging
import Neural
import Schemes
import Testing

@Suite struct ManyTailTests {
  let head: SplitNetwork
  let tails: [SplitNetwork]
  let images = SyntheticDataset(split: .test).batch(0..<5)
  static let cut = Cut.block(3)

  init() throws {
    let weights = try NarrowNetwork.weights()
    head = try SplitNetwork(weights)
    let names = weights.architecture.tailEntries(behind: Self.cut)
    tails = try (1...4).map { seed in
      let other = try weights.architecture.initialWeights(seed: UInt64(seed))
      var weights = weights
      for name in names { weights.entries[name] = other.entries[name] }
      return try SplitNetwork(weights)
    }
  }

  func scheme(_ wire: WireFormat = .float32) -> ManyTailScheme {
    ManyTailScheme(name: "clio-n-mt", head: head, tails: tails, cut: Self.cut, unitChannels: 2, wire: wire)
  }

  /// The scores of tail `count` on the first `count` units, the rest zero; of the first tail on zeros for none.
  func expected(_ count: Int, image: Int) throws -> [Float] {
    let input = Tensor(count: 5, shape: Architecture.input, values: Normalization.cifar10.channelsLast(images.pixels))
    var features = try head.features(of: input, at: Self.cut)
    for index in features.values.indices where index % features.shape.channels / 2 >= count {
      features.values[index] = 0
    }
    let scores = try tails[max(count, 1) - 1].scores(of: features, at: Self.cut)
    return Array(scores.values[image * 10..<(image + 1) * 10])
  }

  @Test func theWholePrefixGoesToItsTail() throws {
    let arrived = [[], [0], [1, 0, 2], [0, 1, 3], [3, 2, 1, 0]]
    let counts = [0, 1, 3, 2, 4]
    let messages = try scheme().encode(images)
    #expect(messages.allSatisfy { $0.slices.map(\.unit) == [0, 1, 2, 3] })
    let deliveries = zip(messages, arrived).map { message, units in
      Delivery(slices: units.map { ReceivedSlice(unit: $0, payload: message.slices[$0].payload) })
    }
    let found = try scheme().infer(deliveries)
    for (image, count) in counts.enumerated() {
      #expect(
        Array(found.values[image * 10..<(image + 1) * 10]) == (try expected(count, image: image)), "\(arrived[image])")
    }
  }

  /// Part of a unit is none, and neither is a unit that does not exist; a unit that came again whole counts.
  @Test func partsOfUnitsEndThePrefix() throws {
    let message = try scheme().encode(images)[0]
    let whole = message.slices.map { ReceivedSlice(unit: $0.unit, payload: $0.payload) }
    var short = whole[1]
    short.payload.removeLast(4)
    var erased = whole[1]
    erased.erasedElements = [7]
    for (slices, count) in [
      ([whole[0], short, whole[2]], 1), ([whole[0], erased, whole[2]], 1), ([whole[0], erased, whole[1]], 2),
      ([whole[1], whole[2]], 0), ([ReceivedSlice(unit: 9, payload: []), ReceivedSlice(unit: -1, payload: [])], 0),
    ] { #expect(try scheme().infer([Delivery(slices: slices)]).values == expected(count, image: 0)) }
  }

  /// The range of an int8 unit belongs to it.
  @Test func wholeUnitsByWireFormat() {
    let shape = FeatureShape(channels: 5, height: 2, width: 2)
    for (wire, bytes) in [(WireFormat.float32, 32), (.float16, 16), (.int8, 12)] {
      let units = FeatureUnits(shape: shape, unitChannels: 2, wire: wire)
      func isWhole(_ unit: Int, _ bytes: Int) -> Bool {
        units.isWhole(ReceivedSlice(unit: unit, payload: [UInt8](repeating: 1, count: bytes)))
      }
      #expect(isWhole(1, bytes) && !isWhole(1, bytes - 1) && isWhole(2, bytes - 4 * wire.elementBytes))
    }
  }
}
