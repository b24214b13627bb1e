// The other plain alternative: the device runs the whole network and sends what it found.

import Core
import Imaging
import Neural

/// Sends the class as one byte: next to no time on the air, all of the network's compute on the device.
package struct OnDeviceScheme: Scheme {
  package let name = "on-device"
  private let network: SplitNetwork
  private let normalization: Normalization

  /// - Precondition: the classes of `network` fit a byte.
  package init(network: SplitNetwork, normalization: Normalization = .cifar10) {
    precondition(network.architecture.classes <= 256, "a class fits a byte")
    (self.network, self.normalization) = (network, normalization)
  }

  /// Multiply–accumulates of the device for one image: the whole network's.
  package var deviceOperations: Int { network.architecture.multiplyAccumulates(through: nil) }

  package func encode(_ images: ImageBatch, from first: Int) throws -> [Message] {
    let input = Tensor(
      count: images.count, shape: Architecture.input, values: normalization.channelsLast(images.pixels))
    return try network.scores(of: input, at: .input).predictedClasses().map { found in
      Message(slices: [Slice(unit: 0, payload: [UInt8(found)])], elementBytes: 1)
    }
  }

  /// One for the class that arrived, zero for all others; all zero, which is class 0, where none has or damage made it
  /// none.
  package func infer(_ deliveries: [Delivery]) throws -> Tensor {
    let classes = network.architecture.classes
    var scores = Tensor(zeros: deliveries.count, shape: FeatureShape(channels: classes, height: 1, width: 1))
    for (image, delivery) in deliveries.enumerated() {
      let answer = delivery.slices.last { $0.unit == 0 && $0.erasedElements.isEmpty && !$0.payload.isEmpty }
      if let found = answer?.payload.first, found < classes { scores.values[image * classes + Int(found)] = 1 }
    }
    return scores
  }
}
