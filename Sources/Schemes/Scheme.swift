// The one interface between what is sent and how it is carried.

import Core
import Imaging
import Neural

/// A way to carry one image's information over the link: its device side, its wire format, its server side.
public protocol Scheme: Sendable {
  /// The name in files and on the command line.
  var name: String { get }
  /// One message per image; slices in order of decreasing importance. The images are those from number `first` of their
  /// data set on, for schemes that do not treat all alike; what is sent of an image must not depend on its batch.
  func encode(_ images: ImageBatch, from first: Int) throws -> [Message]
  /// Multiply–accumulates that the device spends on one image; 0 where they are not worth counting.
  var deviceOperations: Int { get }
  /// Class scores [N, 1, 1, classes] from what had arrived; accepts any subset of slices, damaged ones included.
  func infer(_ deliveries: [Delivery]) throws -> Tensor
}

extension Scheme {
  public var deviceOperations: Int { 0 }

  /// The messages of the first images of a data set.
  public func encode(_ images: ImageBatch) throws -> [Message] { try encode(images, from: 0) }
}
