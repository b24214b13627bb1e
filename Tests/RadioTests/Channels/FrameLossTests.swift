// Channels that lose whole frames: rates, bursts, recordings.

import Core
import Foundation
import Radio
import Stochastics
import Testing

@Suite struct FrameLossTests {
  let slot = 4.256

  /// Which of `count` frames of one slot each are lost.
  func losses(_ channel: any ChannelModel, _ count: Int, key: UInt64 = 1) -> [Bool] {
    let process = channel.makeProcess(RandomStream(key: key))
    return (0..<count).map { foreseen(process, 133, start: milliseconds(slot * Double($0))) == .lost }
  }

  @Test func independentLosses() throws {
    for rate in [0, 1e-3, 0.2, 0.9, 1] {
      let lost = losses(PacketLossChannel(rate: rate), 100_000)
      let (low, high) = try Intervals.clopperPearson(
        successes: lost.count { $0 }, trials: lost.count, confidence: 1 - 1e-5)
      #expect(low <= rate && rate <= high)
      let pairs = zip(lost, lost.dropFirst()).count { $0 && $1 }
      let spread = (1e5 * rate * rate * (1 - rate) * (1 + 3 * rate)).squareRoot()
      #expect(abs(Double(pairs) - 99_999 * rate * rate) <= 5 * spread)
    }
    let (less, more) = (losses(PacketLossChannel(rate: 0.1), 10_000), losses(PacketLossChannel(rate: 0.3), 10_000))
    #expect(zip(less, more).allSatisfy { !$0 || $1 })
  }

  /// Stationary loss, burst lengths (chi-squared, false alarm 1e-5) and the correlation of neighbouring slots, for a chain
  /// that is given and one derived from fading.
  @Test func burstLaw() throws {
    for chain in [
      try GilbertElliott(goodToBad: 0.05, badToGood: 0.25), try GilbertElliott(loss: 0.3, burst: 5),
      try FadingStates(margin: 10, doppler: 8).chain(.exact, slot: 4.256e-3),
    ] {
      let count = 200_000
      let lost = losses(GilbertElliottChannel(chain), count)
      // Neighbours correlate by r = 1 − p − q, which widens the mean's variance by (1 + r)/(1 − r).
      let correlation = chain.autocorrelation(1)
      let spread = (chain.loss * (1 - chain.loss) / Double(count) * (1 + correlation) / (1 - correlation)).squareRoot()
      #expect(abs(Double(lost.count { $0 }) / Double(count) - chain.loss) < 4.5 * spread)
      var bursts = [Int](repeating: 0, count: 12)
      var length = 0
      for isLost in lost {
        if isLost {
          length += 1
        } else if length > 0 {
          bursts[min(length, 12) - 1] += 1
          length = 0
        }
      }
      let all = Double(bursts.reduce(0, +))
      var expected = (1...11).map { all * chain.burstProbability($0) }
      expected.append(all - expected.reduce(0, +))
      #expect(try GoodnessOfFit.chiSquared(bursts, expected: expected) > 1e-5)
      for lag in [1, 3] {
        let both = zip(lost, lost.dropFirst(lag)).count { $0 && $1 }
        let found = (Double(both) / Double(count - lag) - chain.loss * chain.loss) / (chain.loss * (1 - chain.loss))
        #expect(abs(found - chain.autocorrelation(lag)) < 0.02)
      }
    }
  }

  @Test func lossesWithinStates() throws {
    let chain = try GilbertElliott(goodToBad: 0.1, badToGood: 0.3, lossInGood: 0.02, lossInBad: 0.6)
    let lost = losses(GilbertElliottChannel(chain), 200_000)
    #expect(abs(Double(lost.count { $0 }) / 200_000 - chain.loss) < 0.006)
    // More loss in bad slots takes no frame back.
    let worse = try GilbertElliott(goodToBad: 0.1, badToGood: 0.3, lossInGood: 0.02, lossInBad: 0.9)
    let more = losses(GilbertElliottChannel(worse), 200_000)
    #expect(zip(lost, more).allSatisfy { !$0 || $1 })
    let often = losses(GilbertElliottChannel(try GilbertElliott(goodToBad: 0.2, badToGood: 0.3)), 10_000)
    let seldom = losses(GilbertElliottChannel(try GilbertElliott(goodToBad: 0.1, badToGood: 0.3)), 10_000)
    #expect(zip(seldom, often).allSatisfy { !$0 || $1 })
  }

  /// A look back sees what was seen, and the state is that of the slot in which a frame starts.
  @Test func statesAreAFunctionOfTime() throws {
    let channel = GilbertElliottChannel(try GilbertElliott(loss: 0.4, burst: 3))
    let forward = losses(channel, 500)
    let process = channel.makeProcess(RandomStream(key: 1))
    for number in [499, 3, 250, 251, 0, 17] {
      for share in [0, 0.5, 0.999] {
        let start = milliseconds(slot * (Double(number) + share))
        #expect((foreseen(process, 1, start: start) == .lost) == forward[number])
      }
    }
  }

  @Test func recordedSNR() throws {
    let trace = try Trace("time_ms,snr_db\n# quiet\n0, 20\n10,-30\n\n20,20\n30,20\n", path: "t.csv")
    #expect(trace.times == [0, 10_000_000, 20_000_000, 30_000_000] && trace.quantity == .snr)
    #expect(abs(trace.values[1] - 1e-3) < 1e-12 && trace.end == milliseconds(30))
    let channel = TraceChannel(trace)
    #expect(channel.horizon == milliseconds(30))
    let process = channel.makeProcess(RandomStream(key: 1))
    // From 8 ms to 12 ms, 125 bytes: half of the bits from 10 ms on go wrong, none before.
    let bits = wrongBits(process, 125, start: milliseconds(8)).bits
    #expect(bits.allSatisfy { $0 >= 500 } && abs(bits.count - 250) < 80)
    #expect(wrongBits(process, 125, start: milliseconds(1)).damage == .none)
    #expect(wrongBits(process, 125, start: milliseconds(25)).damage == .none)
    #expect(wrongBits(process, 125, start: milliseconds(26)).damage == .none)
    #expect(wrongBits(process, 125, start: milliseconds(26.1)).damage == .lost)
  }

  @Test func recordedLoss() throws {
    let trace = try Trace("time_s,loss\n0,0\n1,1\n2,0.25\n1000,0\n", path: "t.csv")
    let process = TraceChannel(trace).makeProcess(RandomStream(key: 1))
    #expect(foreseen(process, 1, start: milliseconds(999)) == Damage.none)
    #expect(foreseen(process, 1, start: milliseconds(1000)) == .lost)
    let lost = (0..<20_000).count { foreseen(process, 1, start: milliseconds(2000 + 40 * Double($0))) == .lost }
    #expect(abs(lost - 5000) < 300)
    #expect(foreseen(process, 1, start: milliseconds(500)) == Damage.none)
  }

  /// As spreadsheets write it: lines that end in CR LF, all or some, and a byte order mark.
  @Test func tracesOfSpreadsheets() throws {
    let plain = "time_ms,snr_db\n# quiet\n0,20\n\n10,-30\n"
    let expected = try Trace(plain, path: "t.csv")
    let windows = plain.replacing("\n", with: "\r\n")
    for text in [windows, "\u{FEFF}" + plain, "\u{FEFF}" + windows, windows + "20,1\n"] {
      let found = try Trace(text, path: "t.csv")
      #expect(Array(found.times.prefix(2)) == expected.times && Array(found.values.prefix(2)) == expected.values)
    }
  }

  @Test(arguments: [
    ("", "t.csv:1: a trace begins with a line"), ("time,snr_db\n0,1\n", "t.csv:1: a trace begins with a line"),
    ("time_ms,snr_db\n0,1\n5,2\n4,3\n", "t.csv:4: time does not go on: time_ms is 4.0 after 5.0"),
    ("time_ms,snr_db\n0,1\n0,2\n", "t.csv:3: time does not go on"),
    ("time_ms,snr_db\n3,1\n4,2\n", "t.csv:2: the trace begins at time_ms = 3.0; it begins at 0"),
    ("time_ms,snr_db\r\n0,1\r\n5,2\r\n4,3\r\n", "t.csv:4: time does not go on"),
    ("time_ms,snr_db\n0,1\n", "t.csv:2: the trace ends too early"),
    ("# quiet\ntime_ms,snr_db\n\n0,1\n", "t.csv:4: the trace ends too early"),
    ("time_ms,snr_db\n0,nan\n1,1\n", "t.csv:2: '0,nan' is not a time and a number"),
    ("time_ms,snr_db\n0\n1,1\n", "t.csv:2: '0' is not a time and a number"),
    ("time_ms,loss\n0,1.5\n1,1\n", "t.csv:2: loss is 1.5"),
    ("time_ms,snr_db\n0,1\n1e300,1\n", "t.csv:3: '1e300,1' is not a time and a number"),
  ])
  func damagedTraces(_ text: String, _ start: String) {
    do {
      _ = try Trace(text, path: "t.csv")
      Issue.record("the trace was accepted")
    } catch { #expect("\(error)".hasPrefix(start) && !"\(error)".contains("\n"), "\(error)") }
    #expect { try Trace(contentsOf: "/nowhere/t.csv") } throws: { ($0 as? AirSliceError)?.kind == .missingInput }
  }
}
