// Which unit of an image goes first.

import Stochastics

/// The order in which an image's units are sent.
package enum SendingOrder: Sendable, Hashable {
  /// The network's own order of channels.
  case natural
  /// The same units first for every image, the most important before all others.
  case fixed([Int])
  /// One of several orders for each image, drawn from the stream by the image's number: the mean over the orders in one
  /// pass over the images, whatever the size of the batches.
  case drawn(from: [[Int]], by: RandomStreams)

  /// `orders` random orders of `count` units, each a function of the streams' seed and its number alone.
  package static func random(_ orders: Int, ofUnits count: Int, streams: RandomStreams) -> SendingOrder {
    .drawn(
      from: (0..<orders).map { streams.stream("random order", replication: $0).generator().permutation(count) },
      by: streams)
  }

  /// The numbers of the `count` units of the image of that number, in the order of sending.
  package func units(_ count: Int, ofImage number: Int) -> [Int] {
    switch self {
    case .natural: Array(0..<count)
    case .fixed(let order): order
    case .drawn(let orders, let streams):
      // A draw of 32 bits from so few favours none by more than 10⁻⁸.
      orders[Int(streams.stream("choice of order", image: number).block(0)[0]) % orders.count]
    }
  }

  /// Whether every order names each of `count` units once.
  package func isComplete(_ count: Int) -> Bool {
    switch self {
    case .natural: true
    case .fixed(let order): Self.isPermutation(order, of: count)
    case .drawn(let orders, _): !orders.isEmpty && orders.allSatisfy { Self.isPermutation($0, of: count) }
    }
  }

  /// Whether `order` holds each of 0 ..< `count` once.
  package static func isPermutation(_ order: [Int], of count: Int) -> Bool { order.sorted() == Array(0..<count) }
}
