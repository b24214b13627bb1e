// Which channels a slice of the features keeps, for trainings that show the tail less than everything.

import Neural
import Schemes

extension FeatureUnits {
  /// One element for every channel: true for the channels of `units`.
  package func mask(of units: some Sequence<Int>) -> [Bool] {
    var mask = [Bool](repeating: false, count: shape.channels)
    for unit in units {
      for channel in channels(ofUnit: unit) { mask[channel] = true }
    }
    return mask
  }
}

extension Tensor {
  /// The same features with zeros in the channels for which `mask` is false.
  func keeping(_ mask: [Bool]) -> Tensor {
    var kept = self
    let lost = mask.indices.filter { !mask[$0] }
    if lost.isEmpty { return kept }
    kept.values.withUnsafeMutableBufferPointer { values in
      for place in stride(from: 0, to: values.count, by: shape.channels) {
        for channel in lost { values[place + channel] = 0 }
      }
    }
    return kept
  }
}
