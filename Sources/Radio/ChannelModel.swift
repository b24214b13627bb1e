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

  /// Paths of the files that it was made from, for the record of results. None by default.
  var files: [String] { get }
}

extension ChannelModel {
  public var horizon: SimTime { .distantFuture }
  public var files: [String] { [] }
}

/// One realisation of a channel; belongs to one task.
public protocol ChannelProcess {
  /// What the receiver gets of `frame`, a stretch of payload without headers or checks. The same frame at the same place
  /// and time always fares the same.
  func carry(_ frame: AirFrame) -> Reception
}

/// A realisation that damages bits, whatever they mean: frames with headers, checksums, codewords, acknowledgements.
/// Channels that know of elements only (`erasure`, `replace`) harm payloads alone.
///
/// A class, because it is asked for every frame: what may be a structure would be copied each time.
public protocol BitChannelProcess: ChannelProcess, AnyObject {
  /// Flips bits of `octets` in place; bits go on the air the least significant of each byte first.
  ///
  /// Bits are at positions 8 × `firstByte` and on, and on the air from `start` to `end`. The same stretch at the same
  /// position and time always fares the same; what has another position (another frame, another attempt, an
  /// acknowledgement) has other noise, but the same fade.
  func damage(
    _ octets: UnsafeMutableRawBufferPointer, firstByte: Int64, start: SimTime, end: SimTime
  ) -> Damage

  /// What ``damage(_:firstByte:start:end:)`` will answer for `count` bytes, without having them, where that costs less;
  /// nil where it does not. A frame that arrives whole or not at all need not be put together.
  func foresee(_ count: Int, firstByte: Int64, start: SimTime, end: SimTime) -> Damage?

  /// Whether it always foresees, by the time at which the frame starts, its preamble included.
  var losesWholeFrames: Bool { get }
}

/// What became of bits on the air; flipped bits themselves are in the bytes.
public enum Damage: Sendable, Hashable {
  /// Nothing was flipped.
  case none
  /// Bits were flipped.
  case flipped
  /// The receiver did not notice that anything was sent; the bytes mean nothing.
  case lost
}

extension BitChannelProcess {
  public func foresee(_ count: Int, firstByte: Int64, start: SimTime, end: SimTime) -> Damage? { nil }
  public var losesWholeFrames: Bool { false }

  public func carry(_ frame: AirFrame) -> Reception {
    var payload = frame.payload
    switch foresee(payload.count, firstByte: frame.firstByte, start: frame.start, end: frame.end) {
    case .none?: return .received(payload: payload, erasedElements: [])
    case .lost?: return .lost
    case .flipped?, nil: break
    }
    let damage = payload.withUnsafeMutableBytes {
      self.damage($0, firstByte: frame.firstByte, start: frame.start, end: frame.end)
    }
    return damage == .lost ? .lost : .received(payload: payload, erasedElements: [])
  }
}

/// A stretch of a slice on the air.
public struct AirFrame: Sendable {
  /// The slice of which this is a part.
  public var slice: Slice
  /// Which of its bytes the frame holds.
  public var bytes: Range<Int>
  /// Bytes of one element, as in ``Message/elementBytes``.
  public var elementBytes: Int
  /// Position on the air: bytes that the link has carried before in first attempts, over all requests of a session;
  /// further attempts lie far behind. Payload bytes; in sessions over channels that damage bits, those of coded frames,
  /// each with the place of its acknowledgement.
  public var firstByte: Int64
  /// The times of its first and behind its last bit.
  public var start: SimTime
  public var end: SimTime

  /// The bytes `bytes` of `slice`, on the air from `start` to `end`, at the position `firstByte`.
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
