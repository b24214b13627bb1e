// What a channel is to the rest: a configuration that makes realisations, and a realisation that carries frames.

import Core
import Stochastics

/// A channel's configuration, immutable and shared; one file, one test and one line in the catalogue add another.
public protocol ChannelModel: Decodable, Sendable {
  /// One realisation, a function of `stream`, time and position on the air only: parameters scale it, so that
  /// neighbouring points of a sweep and all schemes meet the same one.
  func makeProcess(_ stream: RandomStream) -> any ChannelProcess

  /// Up to when realisations are defined: a recorded trace ends. Without end by default.
  var horizon: SimTime { get }
}

extension ChannelModel {
  public var horizon: SimTime { .distantFuture }
}

/// One realisation of a channel; belongs to one task.
public protocol ChannelProcess {
  /// What the receiver gets of `frame`, a stretch of payload without headers or checks. The same frame at the same place
  /// and time always fares the same.
  func carry(_ frame: AirFrame) -> Reception

  /// What becomes of the bits of `burst`, without having them: what ``damage(_:in:)`` answers, at less cost.
  func fate(of burst: Burst) -> BurstFate

  /// Damages `bytes`, which are all that `burst` carries, header, check sequence and code included, the least
  /// significant bit of each first. The same burst at the same time always fares the same.
  /// - Precondition: `burst.bits` is eight times the number of bytes.
  func damage(_ bytes: inout [UInt8], in burst: Burst) -> BurstFate
}

/// Channels that know elements alone, not bits (`erasure`, `replace`), leave the bits of a burst as they are.
extension ChannelProcess {
  public func fate(of burst: Burst) -> BurstFate { .intact }
  public func damage(_ bytes: inout [UInt8], in burst: Burst) -> BurstFate { fate(of: burst) }
}

/// Bits sent back to back: what a channel that sees bits and time alone needs to know of a frame.
public struct Burst: Hashable, Sendable {
  /// The times of its first and behind its last bit.
  public var start: SimTime
  public var end: SimTime
  /// How many bits it has.
  public var bits: Int

  /// `bits` bits from `start` to `end`.
  /// - Precondition: the burst does not end before it starts, and bits take time.
  public init(start: SimTime, end: SimTime, bits: Int) {
    precondition(start <= end && bits >= 0 && (bits == 0 || start < end), "bits take time")
    (self.start, self.end, self.bits) = (start, end, bits)
  }
}

/// What becomes of a burst.
public enum BurstFate: Hashable, Sendable {
  /// All bits arrive as they were sent.
  case intact
  /// Some bits arrive wrong.
  case damaged
  /// Nothing arrives.
  case lost
}

/// A stretch of a slice on the air.
public struct AirFrame: Sendable {
  /// The slice of which this is a part.
  public var slice: Slice
  /// Which of its bytes the frame holds.
  public var bytes: Range<Int>
  /// Bytes of one element, as in ``Message/elementBytes``.
  public var elementBytes: Int
  /// Position on the air: payload bytes that the link has carried before, since the start of the request.
  public var firstByte: Int64
  /// The times of its first and behind its last bit.
  public var start: SimTime
  public var end: SimTime

  /// The bytes `bytes` of `slice`, on the air from `start` to `end`, behind `firstByte` bytes of the request.
  /// - Precondition: `bytes` lies within the slice's payload.
  public init(
    slice: Slice, bytes: Range<Int>, elementBytes: Int, firstByte: Int64, start: SimTime, end: SimTime
  ) {
    precondition(bytes.upperBound <= slice.payload.count && bytes.lowerBound >= 0, "a frame is a part of its slice")
    (self.slice, self.bytes, self.elementBytes) = (slice, bytes, elementBytes)
    (self.firstByte, self.start, self.end) = (firstByte, start, end)
  }

  /// The frame's bytes; not copied when it holds the whole slice.
  public var payload: [UInt8] {
    bytes.count == slice.payload.count ? slice.payload : Array(slice.payload[bytes])
  }
}

/// What a receiver gets of one frame; a lost frame is a value like any other.
public enum Reception: Sendable, Hashable {
  /// Nothing.
  case lost
  /// Bytes, damaged ones included. `erasedElements` are known to be missing and zero in `payload`: ascending, by index
  /// within the slice.
  case received(payload: [UInt8], erasedElements: [Int32])
}
