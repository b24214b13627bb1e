// The channel that harms nothing.

import Core
import Stochastics

/// `ideal`: everything arrives as it was sent.
package struct IdealChannel: ChannelModel {
  package init() {}

  package func makeProcess(_ stream: RandomStream) -> any ChannelProcess { IdealProcess() }
}

private final class IdealProcess: BitChannelProcess {
  func carry(_ frame: AirFrame) -> Reception { .received(payload: frame.payload, erasedElements: []) }

  func damage(
    _ octets: UnsafeMutableRawBufferPointer, firstByte: Int64, start: SimTime, end: SimTime
  ) -> Damage { .none }

  func foresee(_ count: Int, firstByte: Int64, start: SimTime, end: SimTime) -> Damage? { Damage.none }
}
