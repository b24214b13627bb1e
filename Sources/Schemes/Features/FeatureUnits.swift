// How features are divided into units, the pieces that are of use on their own, and put together again.
// NAIR (IEEE IoT-J 11(12), 2024) sends two channels as one unit; the receiver scatters what arrives.

import Core
import Neural

/// The division of one image's features into units of adjacent channels. Where the channels do not divide evenly, the
/// last unit is smaller. On the wire a unit is its channels' planes one after the other, each row by row (PyTorch's
/// NCHW order), in one of the ``WireFormat``s.
package struct FeatureUnits: Sendable, Hashable {
  /// The size of one image's features.
  package let shape: FeatureShape
  /// Channels of one unit, the last one perhaps excepted; no more than there are.
  package let unitChannels: Int
  /// The form of a unit's elements on the air.
  package let wire: WireFormat

  /// - Precondition: `unitChannels` is positive.
  package init(shape: FeatureShape, unitChannels: Int, wire: WireFormat = .float32) {
    precondition(unitChannels > 0, "a unit has channels")
    (self.shape, self.unitChannels, self.wire) = (shape, min(unitChannels, shape.channels), wire)
  }

  /// The number of units.
  package var count: Int { (shape.channels + unitChannels - 1) / unitChannels }

  /// The channels of `unit`.
  package func channels(ofUnit unit: Int) -> Range<Int> {
    unit * unitChannels..<min((unit + 1) * unitChannels, shape.channels)
  }

  /// `values`, one for each channel, added up by unit.
  package func sums(_ values: [Double]) -> [Double] {
    (0..<count).map { values[channels(ofUnit: $0)].reduce(0, +) }
  }

  /// The bytes of `unit` of image `index` of `features`.
  /// - Precondition: `features` has this shape, and `unit` and `index` exist.
  package func payload(ofUnit unit: Int, image index: Int, in features: Tensor) -> [UInt8] {
    precondition(features.shape == shape && index < features.count && unit < count)
    let area = shape.height * shape.width
    let channels = channels(ofUnit: unit)
    return features.values.withUnsafeBufferPointer { values in
      wire.encode(count: channels.count * area) { plane in
        for (place, channel) in channels.enumerated() {
          var source = index * shape.count + channel
          for position in place * area..<(place + 1) * area {
            plane[position] = values[source]
            source += shape.channels
          }
        }
      }
    }
  }

  /// Puts what has arrived of one image where it belongs; everything else stays as it is, so that a tensor of zeros is
  /// padded with zeros. Any order, missing and damaged units are fine: a unit number that does not exist is passed
  /// over, erased and missing elements leave what was there, and of a unit that came twice the later counts.
  ///
  /// `ranges`, one for each unit, are what the receiver knows of the elements and repairs them with; nil to take what
  /// comes. A unit in int8 whose own range is erased is lost without them.
  /// - Precondition: `features` has this shape, and `index` exists.
  package func scatter(
    _ delivery: Delivery, toImage index: Int, of features: inout Tensor, ranges: [ClosedRange<Float>]? = nil
  ) {
    precondition(features.shape == shape && index < features.count && ranges?.count ?? count == count)
    let area = shape.height * shape.width
    features.values.withUnsafeMutableBufferPointer { values in
      for slice in delivery.slices where (0..<count).contains(slice.unit) {
        let channels = channels(ofUnit: slice.unit)
        let base = index * shape.count + channels.lowerBound
        // Only formats of one byte an element have a header: its bytes are the first elements of the payload.
        let header = wire.headerBytes
        let headerErasures = slice.erasedElements.prefix { $0 < header }.count
        wire.decode(
          slice.payload, count: channels.count * area, headerIsLost: headerErasures > 0, range: ranges?[slice.unit]
        ) { plane in
          var erased = slice.erasedElements.dropFirst(headerErasures).makeIterator()
          var nextErased = erased.next().map { Int($0) - header } ?? .max
          for place in 0..<channels.count {
            var target = base + place
            // Counters, because a division for each element would take longer than all the rest.
            for position in place * area..<(place + 1) * area {
              if position >= plane.count { return }
              if position == nextErased {
                nextErased = erased.next().map { Int($0) - header } ?? .max
              } else {
                values[target] = plane[position]
              }
              target += shape.channels
            }
          }
        }
      }
    }
  }
}
