// The plain alternative: send the picture itself and let the server run the whole network.

import Core
import Imaging
import Neural

/// Sends the image as it is, one byte a pixel component (3,072 bytes, 98.304 ms at 250 kbps), as one unit.
/// Pixels that are missing become normalised zero, the mean colour.
package struct RawScheme: Scheme {
  package let name = "raw"
  private let network: SplitNetwork
  private let normalization: Normalization

  /// Sends images for `network`.
  package init(network: SplitNetwork, normalization: Normalization = .cifar10) {
    (self.network, self.normalization) = (network, normalization)
  }

  package func encode(_ images: ImageBatch, from first: Int) throws -> [Message] {
    (0..<images.count).map { image in
      let first = image * ImageBatch.imageBytes
      let bytes = Array(images.pixels[first..<first + ImageBatch.imageBytes])
      return Message(slices: [Slice(unit: 0, payload: bytes)], elementBytes: 1)
    }
  }

  package func infer(_ deliveries: [Delivery]) throws -> Tensor {
    try network.scores(of: Self.networkInput(deliveries, normalization), at: .input)
  }

  /// The normalised images that the server makes of `deliveries`, channels last.
  package static func networkInput(_ deliveries: [Delivery], _ normalization: Normalization) -> Tensor {
    let imageBytes = ImageBatch.imageBytes
    var pixels = [UInt8](repeating: 0, count: deliveries.count * imageBytes)
    var arrived = [Bool](repeating: false, count: pixels.count)
    for (image, delivery) in deliveries.enumerated() {
      for slice in delivery.slices where slice.unit == 0 {
        var present = [Bool](repeating: true, count: min(slice.payload.count, imageBytes))
        for element in slice.erasedElements where present.indices.contains(Int(element)) {
          present[Int(element)] = false
        }
        for element in present.indices where present[element] {
          pixels[image * imageBytes + element] = slice.payload[element]
          arrived[image * imageBytes + element] = true
        }
      }
    }
    var values = normalization.channelsLast(pixels)
    let area = imageBytes / 3
    for place in arrived.indices where !arrived[place] {
      let (image, component) = place.quotientAndRemainder(dividingBy: imageBytes)
      let (channel, position) = component.quotientAndRemainder(dividingBy: area)
      values[(image * area + position) * 3 + channel] = 0
    }
    return Tensor(count: deliveries.count, shape: Architecture.input, values: values)
  }
}
