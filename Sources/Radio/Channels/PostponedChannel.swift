// A channel met later than at its beginning.

import Core
import Stochastics

/// Another channel, `delay` later: what happens there at `delay` happens here at zero. A run makes it of the scenario's
/// channel where senders know the channel as it was before they begin.
package struct PostponedChannel: ChannelModel {
  private let model: any ChannelModel
  /// Nanoseconds, not negative [ns].
  private let delay: Int64

  /// - Precondition: `delay` is not negative.
  package init(_ model: any ChannelModel, by delay: Duration) {
    precondition(delay >= .zero, "no channel is met before its beginning")
    (self.model, self.delay) = (model, delay.wholeNanoseconds)
  }

  /// - Throws: always: scenario files cannot name it.
  package init(from decoder: any Decoder) throws {
    throw AirSliceError(.internal, "a postponed channel is made by a run, not read from a file")
  }

  package var horizon: SimTime { SimTime(nanoseconds: max(0, model.horizon.nanoseconds - delay)) }

  package func makeProcess(_ stream: RandomStream) -> any ChannelProcess {
    let process = model.makeProcess(stream)
    if let bits = process as? any BitChannelProcess { return PostponedBits(process: bits, delay: delay) }
    return PostponedProcess(process: process, delay: delay)
  }
}

private struct PostponedProcess: ChannelProcess {
  let process: any ChannelProcess
  let delay: Int64

  func carry(_ frame: AirFrame) -> Reception { process.carry(frame.later(by: delay)) }
}

private struct PostponedBits: BitChannelProcess {
  let process: any BitChannelProcess
  let delay: Int64

  func damage(
    _ octets: UnsafeMutableRawBufferPointer, firstByte: Int64, start: SimTime, end: SimTime
  ) -> Damage {
    process.damage(octets, firstByte: firstByte, start: start.later(by: delay), end: end.later(by: delay))
  }

  func foresee(_ count: Int, firstByte: Int64, start: SimTime, end: SimTime) -> Damage? {
    process.foresee(count, firstByte: firstByte, start: start.later(by: delay), end: end.later(by: delay))
  }
}

extension AirFrame {
  fileprivate func later(by delay: Int64) -> AirFrame {
    var frame = self
    (frame.start, frame.end) = (start.later(by: delay), end.later(by: delay))
    return frame
  }
}

extension SimTime {
  fileprivate func later(by delay: Int64) -> SimTime { SimTime(nanoseconds: nanoseconds + delay) }
}
