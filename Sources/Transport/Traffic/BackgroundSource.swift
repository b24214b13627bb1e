// When strangers want to send.

import Core
import Foundation
import Stochastics

/// The frames of one stranger: Poisson, with its share of the offered load.
struct BackgroundSource {
  /// Bytes of each frame from the frame control field to the check sequence, and its bits, everything included.
  let frameBytes: Int
  let frameBits: Int64
  /// Erlang of this one.
  private let load: Double
  private let stream: RandomStream
  private var frames: UInt64 = 0

  init(_ traffic: Traffic, _ stream: RandomStream) {
    let background = traffic.background
    frameBytes = Addressing.short.headerBytes + background.payloadBytes + FrameCheckSequence.bytes
    frameBits = FrameFormat.ieee802154(.short).headerBits + Int64(8 * background.payloadBytes)
    load = background.nodes == 0 ? 0 : background.load / Double(background.nodes)
    self.stream = stream
  }

  /// The gap before the next frame [ns]: exponential, of mean time on the air over load; nil when there is none.
  mutating func nextGap(rate: BitRate) -> Int64? {
    if load <= 0 { return nil }
    let words = stream.block(frames)
    frames += 1
    let uniform = (Double((UInt64(words[0]) << 32 | UInt64(words[1])) >> 11) + 1) * 0x1p-53
    let mean = Double(rate.nanoseconds(forBits: frameBits)) / load
    // No gap is longer than a year, however small the load.
    return Int64(min(-log(uniform) * mean, 3.2e16))
  }
}
