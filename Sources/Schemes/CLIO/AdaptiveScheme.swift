// A sender that does not try to send everything: CLIO's adaptation to the link.
// J. Huang et al., "CLIO: Enabling automatic compilation of deep learning pipelines across IoT and Cloud", MobiCom 2020.

import Core
import Imaging
import Neural

/// Sends the first units of another scheme's messages, for each image as many as the sender thinks fit.
package struct AdaptiveScheme: Scheme {
  package let name: String
  private let base: any Scheme
  private let width: @Sendable (Int) -> Int

  /// The scheme `base` with messages cut to `width(number)` units for the image of that number, one at least.
  package init(name: String, _ base: any Scheme, width: @escaping @Sendable (Int) -> Int) {
    (self.name, self.base, self.width) = (name, base, width)
  }

  package var deviceOperations: Int { base.deviceOperations }

  package func encode(_ images: ImageBatch, from first: Int) throws -> [Message] {
    try base.encode(images, from: first).enumerated().map { image, message in
      var message = message
      message.slices = Array(message.slices.prefix(max(1, width(first + image))))
      return message
    }
  }

  package func infer(_ deliveries: [Delivery]) throws -> Tensor { try base.infer(deliveries) }
}
