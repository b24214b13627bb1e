// Features of a split network, unit by unit: what `original`, `sorted`, NAIR and CLIO's single tail have in common.

import Core
import Imaging
import Neural

/// Sends the features at a cut in units, in an order that both sides know; the server puts what has arrived into a
/// tensor of padding and runs the one tail (the receiver of NAIR, Algorithm 1, as a scatter). Each slice names its unit:
/// that is NAIR's index vector.
package struct FeatureScheme: Scheme {
  package let name: String
  /// Which unit of an image goes first.
  package let order: SendingOrder

  private let network: SplitNetwork
  private let tails: [SplitNetwork]
  private let cut: Cut
  private let units: FeatureUnits
  private let padding: [Float]?
  private let ranges: [ClosedRange<Float>]?
  private let normalization: Normalization

  /// A scheme that sends the features of `network` at `cut`, units of `unitChannels` channels.
  /// - Parameters:
  ///   - tails: networks whose tails take 1, 2, … received units, the first one also none; empty where that of
  ///     `network` takes any.
  ///   - padding: what stands where nothing has arrived, a number for each channel; nil for zero.
  ///   - ranges: what the server knows of each unit's elements and repairs them with (``FeatureUnits``); nil for nothing.
  /// - Precondition: `order` names every unit once, `padding` and `ranges` have as many entries as they should.
  package init(
    name: String, network: SplitNetwork, tails: [SplitNetwork] = [], cut: Cut, unitChannels: Int,
    order: SendingOrder = .natural, wire: WireFormat = .float32, padding: [Float]? = nil,
    ranges: [ClosedRange<Float>]? = nil,
    normalization: Normalization = .cifar10
  ) {
    let shape = network.architecture.featureShape(at: cut)
    units = FeatureUnits(shape: shape, unitChannels: unitChannels, wire: wire)
    precondition(order.isComplete(units.count), "an order names every unit once")
    precondition(tails.isEmpty || tails.count == units.count, "a tail for each number of units")
    precondition(padding?.count ?? shape.channels == shape.channels, "a padding for each channel")
    precondition(ranges?.count ?? units.count == units.count, "a range for each unit")
    (self.name, self.network, self.tails, self.cut, self.order) = (name, network, tails, cut, order)
    (self.padding, self.ranges, self.normalization) = (padding, ranges, normalization)
  }

  package var deviceOperations: Int { network.architecture.multiplyAccumulates(through: cut) }

  package func encode(_ images: ImageBatch, from first: Int) throws -> [Message] {
    let input = Tensor(
      count: images.count, shape: Architecture.input, values: normalization.channelsLast(images.pixels))
    let features = try network.features(of: input, at: cut)
    return (0..<images.count).map { image in
      let slices = order.units(units.count, ofImage: first + image).map { unit in
        Slice(unit: unit, payload: units.payload(ofUnit: unit, image: image, in: features))
      }
      return Message(slices: slices, elementBytes: units.wire.elementBytes)
    }
  }

  package func infer(_ deliveries: [Delivery]) throws -> Tensor {
    if tails.isEmpty { return try network.scores(of: received(deliveries), at: cut) }
    let classes = network.architecture.classes
    var scores = Tensor(zeros: deliveries.count, shape: FeatureShape(channels: classes, height: 1, width: 1))
    let byCount = Dictionary(grouping: deliveries.indices) { image in
      Set(deliveries[image].slices.map(\.unit).filter { (0..<units.count).contains($0) }).count
    }
    for (count, images) in byCount {
      let found = try tails[max(count, 1) - 1].scores(of: received(images.map { deliveries[$0] }), at: cut)
      for (row, image) in images.enumerated() {
        scores.values.replaceSubrange(
          image * classes..<(image + 1) * classes, with: found.values[row * classes..<(row + 1) * classes])
      }
    }
    return scores
  }

  /// The features that the server makes of `deliveries`.
  package func received(_ deliveries: [Delivery]) -> Tensor {
    var features = Tensor(zeros: deliveries.count, shape: units.shape)
    if let padding {
      for index in features.values.indices { features.values[index] = padding[index % padding.count] }
    }
    for (image, delivery) in deliveries.enumerated() {
      units.scatter(delivery, toImage: image, of: &features, ranges: ranges)
    }
    return features
  }
}
