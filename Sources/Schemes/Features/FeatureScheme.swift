// Features of a split network, unit by unit: `original` in channel order, `sorted` in order of importance.

import Core
import Imaging
import Neural

/// Sends the features at a cut in units, in a fixed order that both sides know; the server puts what has arrived
/// into a tensor of zeros and runs the tail (the receiver of NAIR, Algorithm 1, as a scatter).
package struct FeatureScheme: Scheme {
  package let name: String
  /// The units' numbers in the order of sending.
  package let order: [Int]

  private let network: SplitNetwork
  private let cut: Cut
  private let units: FeatureUnits
  private let normalization: Normalization

  /// A scheme that sends the features of `network` at `cut`, units of `unitChannels` channels, in `order`; nil for
  /// channel order.
  /// - Precondition: `order` is a permutation of the units.
  package init(
    name: String, network: SplitNetwork, cut: Cut, unitChannels: Int, order: [Int]? = nil,
    normalization: Normalization = .cifar10
  ) {
    units = FeatureUnits(shape: network.architecture.featureShape(at: cut), unitChannels: unitChannels)
    self.order = order ?? Array(0..<units.count)
    precondition(self.order.sorted() == Array(0..<units.count), "an order names every unit once")
    (self.name, self.network, self.cut, self.normalization) = (name, network, cut, normalization)
  }

  package func encode(_ images: ImageBatch) throws -> [Message] {
    let input = Tensor(
      count: images.count, shape: Architecture.input, values: normalization.channelsLast(images.pixels))
    let features = try network.features(of: input, at: cut)
    return (0..<images.count).map { image in
      let slices = order.map { unit in
        Slice(unit: unit, payload: units.payload(ofUnit: unit, image: image, in: features))
      }
      return Message(slices: slices, elementBytes: FeatureUnits.elementBytes)
    }
  }

  package func infer(_ deliveries: [Delivery]) throws -> Tensor {
    var features = Tensor(zeros: deliveries.count, shape: units.shape)
    for (image, delivery) in deliveries.enumerated() {
      units.scatter(delivery, toImage: image, of: &features)
    }
    return try network.scores(of: features, at: cut)
  }
}
