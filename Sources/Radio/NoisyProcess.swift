// Wrong bits at a rate that changes with time.

import Core
import Foundation
import Stochastics

/// One realisation of a link whose bits go wrong at the rate that modulation and momentary SNR make.
final class NoisyProcess: PowerControlled, SNRSource {
  private let level: any SignalLevel
  let modulation: Modulation
  /// What the level's SNR is multiplied with.
  private let gain: Double
  private let stream: RandomStream
  private let curve: ErrorRateCurve
  private let cursor: HitCursor
  /// Of the frame at hand.
  private let stretches = HitStretches()
  /// Chunks of positions met, and the SNR above which none of them is hit. Frames, attempts and acknowledgements may lie
  /// far apart, and come in turns: eight places, by a hash of the chunk.
  private let quiet = Scratch(repeating: (chunk: Int64(-1), snr: Double.infinity), count: 8)

  /// - Parameter stream: of the noise alone.
  init(_ level: any SignalLevel, _ modulation: Modulation, stream: RandomStream, gain: Double = 1) {
    (self.level, self.gain, self.modulation, self.stream) = (level, gain, modulation, stream)
    curve = ErrorRateCurve(modulation)
    cursor = HitCursor(HitField(stream))
  }

  /// Several links as one, with the noise of the first.
  /// - Precondition: there are links, of equal modulation.
  convenience init(_ joining: Joining, _ members: [NoisyProcess]) {
    precondition(!members.isEmpty, "nothing travels without a link")
    let level: any SignalLevel =
      switch joining {
      case .combined(let combining): CombinedLevel(members.map(\.level), combining)
      case .switched(let switching): SwitchedLevel(members.map(\.level), switching)
      }
    self.init(level, members[0].modulation, stream: members[0].stream)
  }

  func raised(by gain: Double) -> (any BitChannelProcess)? {
    NoisyProcess(level, modulation, stream: stream, gain: self.gain * gain)
  }

  func damage(
    _ octets: UnsafeMutableRawBufferPointer, firstByte: Int64, start: SimTime, end: SimTime
  ) -> Damage {
    if isQuiet(octets.count, firstByte, start, end) { return .none }
    var isHit = false
    forEachRun(octets.count, firstByte, start, end) { first in
      isHit = cursor.flip(octets, firstByte: firstByte, from: first, stretches) || isHit
      return true
    }
    return isHit ? .flipped : .none
  }

  func foresee(_ count: Int, firstByte: Int64, start: SimTime, end: SimTime) -> Damage? {
    if isQuiet(count, firstByte, start, end) { return Damage.none }
    var isHit = false
    forEachRun(count, firstByte, start, end) { first in
      isHit = cursor.hasHit(from: first, stretches)
      return !isHit
    }
    return isHit ? .flipped : Damage.none
  }

  func snr(at time: SimTime) -> Double { gain * level.level(at: time.nanoseconds).snr }

  func bitErrorRate(snr: Double) -> Double { curve.rate(snr) }

  /// Whether the SNR stays so high that no bit can be hit: what most frames need to know, at the cost of one comparison.
  private func isQuiet(_ count: Int, _ firstByte: Int64, _ start: SimTime, _ end: SimTime) -> Bool {
    if count == 0 || end <= start { return true }
    let bytes = HitField.chunk / 8
    let chunk = firstByte / bytes
    if (firstByte + Int64(count) - 1) / bytes != chunk { return false }
    let place = Int((UInt64(bitPattern: chunk) &* 0x9E37_79B9_7F4A_7C15) >> 61)
    if quiet[place].chunk != chunk {
      quiet[place] = (chunk, curve.snr(atRate: cursor.quietRate(inChunk: chunk)))
    }
    return gain * level.minimum(from: start.nanoseconds, to: end.nanoseconds) > quiet[place].snr
  }

  /// Fills ``stretches`` with the bits' positions by the SNR that they meet, and calls `body` with the first position each
  /// time that there is no room for more, and at the end; until it answers false. A bit meets the SNR at which it begins.
  @inline(__always)
  private func forEachRun(
    _ count: Int, _ firstByte: Int64, _ start: SimTime, _ end: SimTime, _ body: (_ first: Int64) -> Bool
  ) {
    let range = 8 * firstByte..<8 * (firstByte + Int64(count))
    let bit = Double(end.nanoseconds - start.nanoseconds) / Double(8 * count)
    var (first, place, time) = (range.lowerBound, range.lowerBound, start.nanoseconds)
    stretches.removeAll()
    while true {
      let (snr, until) = level.level(at: time)
      let isLast = until >= end.nanoseconds
      let share = isLast ? 0 : (Double(until - start.nanoseconds) / bit).rounded(.up)
      let next = isLast ? range.upperBound : min(range.upperBound, range.lowerBound + Int64(share))
      if next > place { stretches.append(end: next, rate: curve.rate(gain * snr)) }
      (place, time) = (max(place, next), until)
      if !isLast && !stretches.isFull { continue }
      if stretches.count > 0 && !body(first) || isLast { return }
      stretches.removeAll()
      first = place
    }
  }
}
