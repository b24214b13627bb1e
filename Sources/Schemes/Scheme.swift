// The one interface between what is sent and how it is carried.

import Core
import Imaging
import Neural

/// A way to carry one image's information over the link: its device side, its wire format, its server side.
public protocol Scheme: Sendable {
  /// The name in files and on the command line.
  var name: String { get }
  /// One message per image; slices in order of decreasing importance.
  func encode(_ images: ImageBatch) throws -> [Message]
  /// Class scores [N, 1, 1, classes] from what had arrived; accepts any subset of slices, damaged ones included.
  func infer(_ deliveries: [Delivery]) throws -> Tensor
}
