// Whole packets lost, independently.

import Core
import Stochastics

/// A realisation that loses a frame or leaves it whole, by the time at which it starts.
protocol FrameLossProcess: BitChannelProcess {
  func isLost(startingAt start: SimTime) -> Bool
}

extension FrameLossProcess {
  var losesWholeFrames: Bool { true }

  func damage(
    _ octets: UnsafeMutableRawBufferPointer, firstByte: Int64, start: SimTime, end: SimTime
  ) -> Damage {
    isLost(startingAt: start) ? .lost : .none
  }

  func foresee(_ count: Int, firstByte: Int64, start: SimTime, end: SimTime) -> Damage? {
    isLost(startingAt: start) ? .lost : Damage.none
  }
}

/// A uniform number for each nanosecond: what is lost at one probability is lost at every higher one.
struct FrameLots: Sendable {
  private let stream: RandomStream

  init(_ stream: RandomStream) { self.stream = stream.substream("frames") }

  func isLost(startingAt start: SimTime, rate: Double) -> Bool {
    if rate == 0 || rate == 1 { return rate == 1 }
    let words = stream.block(UInt64(bitPattern: start.nanoseconds))
    return UnitInterval.halfOpen(words[0], words[1]) < rate
  }
}

/// `packet-loss`: each frame is lost with probability `rate`, independently; the others arrive whole.
package struct PacketLossChannel: ChannelModel {
  /// Probability that a frame is lost.
  @Probability package var rate: Double

  /// - Precondition: `rate` lies in 0 … 1.
  package init(rate: Double) { _rate = Probability(wrappedValue: rate) }

  package func makeProcess(_ stream: RandomStream) -> any ChannelProcess {
    PacketLossProcess(rate: rate, lots: FrameLots(stream))
  }
}

private final class PacketLossProcess: FrameLossProcess {
  private let rate: Double
  private let lots: FrameLots

  init(rate: Double, lots: FrameLots) { (self.rate, self.lots) = (rate, lots) }

  func isLost(startingAt start: SimTime) -> Bool { lots.isLost(startingAt: start, rate: rate) }
}
