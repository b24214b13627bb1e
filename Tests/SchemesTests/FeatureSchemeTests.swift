// `original`, `sorted` and `raw` from image to scores, against the network run in one piece.

import Core
import Imaging
import Neural
import Schemes
import Stochastics
import Testing

@Suite struct FeatureSchemeTests {
  let weights: Weights
  let network: SplitNetwork
  let images = SyntheticDataset(split: .test).batch(0..<5)

  init() throws {
    weights = try NarrowNetwork.weights()
    network = try SplitNetwork(weights)
  }

  var input: Tensor {
    Tensor(count: 5, shape: Architecture.input, values: Normalization.cifar10.channelsLast(images.pixels))
  }

  func received(_ slice: Slice) -> ReceivedSlice { ReceivedSlice(unit: slice.unit, payload: slice.payload) }

  /// The largest difference of two tensors, relative to the largest number.
  func difference(_ a: Tensor, _ b: Tensor) -> Float {
    let scale = b.values.reduce(1e-6) { max($0, abs($1)) }
    return zip(a.values, b.values).reduce(0) { max($0, abs($1.0 - $1.1)) } / scale
  }

  @Test(arguments: [Cut.input, .stem, .block(1), .block(3), .block(13), .last])
  func everythingReceivedIsTheWholeNetwork(cut: Cut) throws {
    let whole = try network.scores(of: input, at: .input)
    let order = ImportanceOrder.descending(ImportanceOrder.filterNorms(weights, at: cut, unitChannels: 2))
    for scheme in [
      FeatureScheme(name: "original", network: network, cut: cut, unitChannels: 2, normalization: .cifar10),
      FeatureScheme(name: "sorted", network: network, cut: cut, unitChannels: 2, order: .fixed(order)),
    ] {
      let messages = try scheme.encode(images)
      #expect(messages[0].slices.map(\.unit) == scheme.order.units(order.count, ofImage: 0))
      let bytes = weights.architecture.featureShape(at: cut).count * 4
      #expect(messages.allSatisfy { $0.payloadBytes == bytes })
      // Backwards: the order of arrival does not matter.
      let deliveries = messages.map { Delivery(slices: $0.slices.reversed().map(received)) }
      #expect(difference(try scheme.infer(deliveries), whole) < 1e-4)
    }
  }

  /// What is missing is zero in the tensor that the tail sees, built here element by element.
  @Test func missingUnitsAreZeroFeatures() throws {
    let cut = Cut.block(3)
    let scheme = FeatureScheme(name: "original", network: network, cut: cut, unitChannels: 2, normalization: .cifar10)
    var features = try network.features(of: input, at: cut)
    let kept = [2, 0]
    for index in features.values.indices where !kept.contains(index % features.shape.channels / 2) {
      features.values[index] = 0
    }
    let deliveries = try scheme.encode(images).map { message in
      Delivery(slices: kept.map { received(message.slices[$0]) })
    }
    #expect(try scheme.infer(deliveries).values == network.scores(of: features, at: cut).values)
  }

  /// Where a tail has statistics for every number of units, each image gets the ones for what has arrived of it.
  @Test func theTailFollowsTheNumberOfUnits() throws {
    let other = try (1...4).map { seed in try SplitNetwork(weights.architecture.initialWeights(seed: UInt64(seed))) }
    let scheme = FeatureScheme(name: "nair", network: network, tails: other, cut: .block(3), unitChannels: 2)
    let messages = try scheme.encode(images)
    let counts = [3, 0, 4, 1, 3]
    var deliveries = zip(messages, counts).map { message, count in
      Delivery(slices: message.slices.suffix(count).map(received))
    }
    // A unit that came twice is one unit, and one that does not exist is none.
    deliveries[3].slices += [deliveries[3].slices[0], ReceivedSlice(unit: 9, payload: [1, 2])]
    let found = try scheme.infer(deliveries)
    for (image, count) in counts.enumerated() {
      let single = FeatureScheme(name: "one", network: other[max(count, 1) - 1], cut: .block(3), unitChannels: 2)
      let expected = try single.infer([deliveries[image]])
      #expect(Array(found.values[image * 10..<(image + 1) * 10]) == expected.values)
    }
  }

  @Test func nothingReceivedIsThePadding() throws {
    let scheme = FeatureScheme(
      name: "original", network: network, cut: .block(3), unitChannels: 2, normalization: .cifar10)
    let zeros = Tensor(zeros: 3, shape: weights.architecture.featureShape(at: .block(3)))
    #expect(
      try scheme.infer([Delivery(), Delivery(), Delivery()]).values == network.scores(of: zeros, at: .block(3)).values)
  }

  @Test func rawIsTheImageAndTheWholeNetwork() throws {
    let scheme = RawScheme(network: network, normalization: .cifar10)
    let messages = try scheme.encode(images)
    #expect(messages.allSatisfy { $0.payloadBytes == 3072 && $0.elementBytes == 1 && $0.slices.count == 1 })
    let scores = try scheme.infer(messages.map { Delivery(slices: $0.slices.map(received)) })
    #expect(scores.values == (try network.scores(of: input, at: .input).values))
    let zeros = Tensor(zeros: 1, shape: Architecture.input)
    #expect(try scheme.infer([Delivery()]).values == network.scores(of: zeros, at: .input).values)
  }

  /// Damaged bits may be NaN and infinities: there is a class all the same, and other images keep theirs.
  @Test func damagedFloatsHarmOnlyTheirImage() throws {
    let scheme = FeatureScheme(
      name: "original", network: network, cut: .block(3), unitChannels: 2, normalization: .cifar10)
    var deliveries = try scheme.encode(images).map { Delivery(slices: $0.slices.map(received)) }
    let clean = try scheme.infer(deliveries).predictedClasses()
    for byte in deliveries[2].slices[0].payload.indices { deliveries[2].slices[0].payload[byte] = 0xFF }
    let damaged = try scheme.infer(deliveries).predictedClasses()
    #expect((0..<10).contains(damaged[2]))
    #expect([0, 1, 3, 4].allSatisfy { damaged[$0] == clean[$0] })
  }

  /// One byte an element and a mean in the place of what is missing, built here element by element.
  @Test func meansStandWhereNothingHasArrived() throws {
    let cut = Cut.block(13)
    let statistics = try FeatureStatistics(
      of: network, at: cut, on: SyntheticDataset(split: .train), images: 20, normalization: .cifar10)
    let scheme = FeatureScheme(
      name: "s", network: network, cut: cut, unitChannels: 2, wire: .float16, padding: statistics.mean)
    let messages = try scheme.encode(images)
    let features = try network.features(of: input, at: cut)
    let tensor = scheme.received(messages.map { Delivery(slices: [received($0.slices[1])]) })
    for index in tensor.values.indices {
      let channel = index % features.shape.channels
      let expected = channel / 2 == 1 ? Float(Float16(features.values[index])) : statistics.mean[channel]
      #expect(tensor.values[index] == expected)
    }
  }

  /// What is sent of an image depends on its number alone, not on the batch that it is in.
  @Test func ordersFollowTheImagesNumbers() throws {
    let order = SendingOrder.random(5, ofUnits: 4, streams: RandomStreams(seed: 1))
    let scheme = FeatureScheme(name: "s", network: network, cut: .block(3), unitChannels: 2, order: order)
    let together = try scheme.encode(images, from: 40).map { $0.slices.map(\.unit) }
    let dataset = SyntheticDataset(split: .test)
    for image in 0..<5 {
      let alone = try scheme.encode(dataset.batch(image..<image + 1), from: 40 + image)
      #expect(alone[0].slices.map(\.unit) == together[image])
    }
    #expect(Set(together).count > 1)
  }
}
