// CLIO with a tail for every number of units: what has arrived without a gap decides which one answers.
// J. Huang et al., "CLIO: Enabling automatic compilation of deep learning pipelines across IoT and Cloud", MobiCom 2020.

import Core
import Imaging
import Neural

/// Sends the features in the order of channels. The server hands the first units that are all whole to the tail of as many;
/// what came behind a gap is of no use to it, because no tail ever saw that. With nothing the first tail gets padding.
package struct ManyTailScheme: Scheme {
  private let features: FeatureScheme
  private let units: FeatureUnits

  package var name: String { features.name }
  package var deviceOperations: Int { features.deviceOperations }

  /// A scheme of `head`'s features at `cut`, units of `unitChannels` channels.
  /// - Parameters:
  ///   - head: a network whose part before the cut is that of all tails.
  ///   - tails: networks whose tails take the first 1, 2, … units.
  ///   - padding, ranges: as for ``FeatureScheme``.
  /// - Precondition: a tail for each number of units.
  package init(
    name: String, head: SplitNetwork, tails: [SplitNetwork], cut: Cut, unitChannels: Int, wire: WireFormat = .float32,
    padding: [Float]? = nil, ranges: [ClosedRange<Float>]? = nil, normalization: Normalization = .cifar10
  ) {
    precondition(!tails.isEmpty, "a tail for each number of units")
    features = FeatureScheme(
      name: name, network: head, tails: tails, cut: cut, unitChannels: unitChannels, wire: wire, padding: padding,
      ranges: ranges, normalization: normalization)
    units = FeatureUnits(shape: head.architecture.featureShape(at: cut), unitChannels: unitChannels, wire: wire)
  }

  package func encode(_ images: ImageBatch, from first: Int) throws -> [Message] {
    try features.encode(images, from: first)
  }

  package func infer(_ deliveries: [Delivery]) throws -> Tensor { try features.infer(deliveries.map(prefix)) }

  /// The units of `delivery` before the first that is not whole.
  private func prefix(_ delivery: Delivery) -> Delivery {
    var whole: [Int: ReceivedSlice] = [:]
    for slice in delivery.slices where units.isWhole(slice) { whole[slice.unit] = slice }
    let gap = (0..<units.count).first { whole[$0] == nil } ?? units.count
    return Delivery(slices: (0..<gap).compactMap { whole[$0] })
  }
}

extension FeatureUnits {
  /// Whether every byte of the unit has arrived, damaged ones included.
  package func isWhole(_ slice: ReceivedSlice) -> Bool {
    guard (0..<count).contains(slice.unit) else { return false }
    let elements = channels(ofUnit: slice.unit).count * shape.height * shape.width
    return slice.payload.count >= wire.headerBytes + elements * wire.elementBytes && slice.erasedElements.isEmpty
  }
}
