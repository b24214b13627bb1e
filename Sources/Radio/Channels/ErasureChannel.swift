// Lost elements: the reading of the "bit error rate" in NAIR's Fig. 5 under which that figure is possible; with half of all
// bits flipped nothing would be left, and the paper's text speaks of lost features too.

import Core
import Stochastics

/// `erasure`: each element (of a tensor, a pixel's component, a codec's byte) is lost with probability `rate`,
/// independently; the receiver knows which, and holds zeros there.
package struct ErasureChannel: ChannelModel {
  /// Probability that an element is lost.
  @Probability package var rate: Double

  /// - Precondition: `rate` lies in 0 … 1.
  package init(rate: Double) { _rate = Probability(wrappedValue: rate) }

  package func makeProcess(_ stream: RandomStream) -> any ChannelProcess {
    ErasureProcess(rate: rate, field: HitField(stream))
  }
}

private struct ErasureProcess: ChannelProcess {
  let rate: Double
  let field: HitField

  func carry(_ frame: AirFrame) -> Reception {
    var payload = frame.payload
    let erased = field.elements(of: frame, rate: rate)
    if erased.isEmpty { return .received(payload: payload, erasedElements: []) }
    let (width, offset, count) = (frame.elementBytes, frame.bytes.lowerBound, payload.count)
    payload.withUnsafeMutableBytes { bytes in
      for element in erased {
        let start = Int(element) * width - offset
        if width == 4 && start >= 0 && start + 4 <= count {
          bytes.storeBytes(of: 0, toByteOffset: start, as: UInt32.self)
        } else {
          for place in max(0, start)..<min(start + width, count) { bytes[place] = 0 }
        }
      }
    }
    return .received(payload: payload, erasedElements: erased)
  }
}
