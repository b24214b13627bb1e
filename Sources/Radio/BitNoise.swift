// Wrong bits at a rate that changes with time.

import Core
import Foundation
import Stochastics

/// Hits on bits that are placed by the clock: bit number n of a link is on the air from n bit times on, whichever frame
/// it belongs to. So noise is a function of time, and the same for every scheme and every mean SNR.
final class BitNoise {
  let cursor: HitCursor

  init(_ field: HitField) { cursor = HitCursor(field) }

  /// The numbers of the bits of `burst` on the link's clock.
  static func positions(of burst: Burst) -> Range<Int64> {
    if burst.bits == 0 { return 0..<0 }
    let bit = Double(burst.end.nanoseconds - burst.start.nanoseconds) / Double(burst.bits)
    let first = Int64((Double(burst.start.nanoseconds) / bit).rounded())
    return first..<first + Int64(burst.bits)
  }

  /// Calls `body` with the bits of `burst` that meet the same SNR, by number, and with that SNR, until it answers false.
  @inline(__always)
  static func forEachPiece(
    of burst: Burst, _ level: any SignalLevel, _ body: (_ range: Range<Int64>, _ snr: Double) -> Bool
  ) {
    let range = positions(of: burst)
    if range.isEmpty { return }
    let bit = Double(burst.end.nanoseconds - burst.start.nanoseconds) / Double(burst.bits)
    var (place, time) = (range.lowerBound, burst.start.nanoseconds)
    while true {
      let (snr, until) = level.level(at: time)
      // A bit belongs to the piece in which it begins.
      let isLast = until >= burst.end.nanoseconds
      let share = isLast ? 0 : (Double(until - burst.start.nanoseconds) / bit).rounded(.up)
      let end = isLast ? range.upperBound : min(range.upperBound, range.lowerBound + Int64(share))
      if end > place && !body(place..<end, snr) || isLast { return }
      (place, time) = (max(place, end), until)
    }
  }
}

/// One realisation of a link whose bits go wrong at the rate that modulation and momentary SNR make.
final class NoisyProcess: ChannelProcess {
  private let level: any SignalLevel
  private let curve: ErrorRateCurve
  private let noise: BitNoise
  /// The chunk of positions met last, and the SNR above which none of them is hit.
  private var quiet: (chunk: Int64, snr: Double) = (-1, .infinity)

  /// - Parameter stream: of the noise alone.
  init(_ level: any SignalLevel, _ modulation: Modulation, stream: RandomStream) {
    self.level = level
    curve = ErrorRateCurve(modulation)
    noise = BitNoise(HitField(stream))
  }

  /// Whether the SNR stays so high that no bit can be hit: what most frames need to know, at the cost of one comparison.
  private func isQuiet(_ burst: Burst) -> Bool {
    let range = BitNoise.positions(of: burst)
    if range.isEmpty { return true }
    let chunks = range.lowerBound / HitField.chunk...(range.upperBound - 1) / HitField.chunk
    if chunks.lowerBound != chunks.upperBound { return false }
    if quiet.chunk != chunks.lowerBound {
      quiet = (chunks.lowerBound, curve.snr(atRate: noise.cursor.quietRate(inChunk: chunks.lowerBound)))
    }
    return level.minimum(from: burst.start.nanoseconds, to: burst.end.nanoseconds) > quiet.snr
  }

  func carry(_ frame: AirFrame) -> Reception {
    var payload = frame.payload
    if !payload.isEmpty && frame.end > frame.start {
      _ = damage(&payload, in: Burst(start: frame.start, end: frame.end, bits: 8 * payload.count))
    }
    return .received(payload: payload, erasedElements: [])
  }

  func fate(of burst: Burst) -> BurstFate {
    if isQuiet(burst) { return .intact }
    var isHit = false
    BitNoise.forEachPiece(of: burst, level) { range, snr in
      isHit = noise.cursor.hasHit(in: range, rate: curve.rate(snr))
      return !isHit
    }
    return isHit ? .damaged : .intact
  }

  func damage(_ bytes: inout [UInt8], in burst: Burst) -> BurstFate {
    precondition(burst.bits == 8 * bytes.count, "a burst carries all bits of its bytes")
    if isQuiet(burst) { return .intact }
    var isHit = false
    let first = BitNoise.positions(of: burst).lowerBound
    BitNoise.forEachPiece(of: burst, level) { range, snr in
      let rate = curve.rate(snr)
      if noise.cursor.hasHit(in: range, rate: rate) {
        noise.cursor.field.flip(&bytes, first: first, range: range, rate: rate)
        isHit = true
      }
      return true
    }
    return isHit ? .damaged : .intact
  }
}
