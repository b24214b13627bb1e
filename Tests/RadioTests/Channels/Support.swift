// Frames for tests of channels that see bits and time.

import Core
import Radio

/// Milliseconds as an instant.
func milliseconds(_ value: Double) -> SimTime { SimTime(nanoseconds: Int64((value * 1e6).rounded())) }

/// What `process` makes of `count` zero bytes at 250 kbit/s from `start` on, behind `firstByte` bytes: which bits are wrong.
func wrongBits(
  _ process: any ChannelProcess, _ count: Int, firstByte: Int64 = 0, start: SimTime = .zero
) -> (damage: Damage, bits: [Int64]) {
  var octets = [UInt8](repeating: 0, count: count)
  let end = SimTime(nanoseconds: start.nanoseconds + Int64(count) * 32_000)
  let damage = octets.withUnsafeMutableBytes {
    (process as? any BitChannelProcess)?.damage($0, firstByte: firstByte, start: start, end: end)
  }
  var bits: [Int64] = []
  for (index, octet) in octets.enumerated() where octet != 0 {
    for bit in 0..<8 where octet >> UInt8(bit) & 1 == 1 { bits.append(8 * (firstByte + Int64(index)) + Int64(bit)) }
  }
  return (damage ?? .lost, bits)
}

/// What `process` says beforehand of the same bytes.
func foreseen(
  _ process: any ChannelProcess, _ count: Int, firstByte: Int64 = 0, start: SimTime = .zero
) -> Damage? {
  let end = SimTime(nanoseconds: start.nanoseconds + Int64(count) * 32_000)
  return (process as? any BitChannelProcess)?.foresee(count, firstByte: firstByte, start: start, end: end)
}
