// The MAC beside ns-3's lr-wpan, where that is installed: the same frames over the same signal to noise ratios.

import Core
import Foundation
import Radio
import Stochastics
import Testing
import Transport

@Suite struct LrWpanPeerTests {
  /// Tests/Peers/ns3-lrwpan/run.sh, which builds its program once.
  private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Peers/ns3-lrwpan/run.sh").path

  private static let isInstalled = (try? run(["--check"])) != nil

  private static func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [script] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw AirSliceError(.missingInput, "no peer") }
    return text
  }

  /// A mean with the variance of the mean.
  private struct Mean {
    var value: Double
    var variance: Double

    init(sum: Double, squares: Double, count: Double) {
      value = sum / count
      variance = max(0, squares / count - value * value) / count
    }
  }

  /// Delivered fraction, success at the sender, attempts and time from request to confirmation, of 127-byte frames with
  /// acknowledgement, one at a time. Differences of the means stay within joint 99 % intervals (Bonferroni, normal).
  @Test(.enabled(if: isInstalled)) func agreesOverSignalToNoiseRatios() throws {
    let ratios = [-3.0, -2, -1.5, -1, -0.5, 0, 1, 3]
    let frames = 5000
    let lines = try Self.run([String(frames)] + ratios.map { String($0) }).split(separator: "\n").dropFirst()
    // One more with the speed.
    try #require(lines.count == ratios.count + 1)
    // Normal quantile at 1 − 0.01/64: 32 comparisons of two sides.
    let quantile = 3.605
    for (ratio, line) in zip(ratios, lines) {
      let fields = line.split(separator: ",").compactMap { Double($0) }
      try #require(fields.count == 8 && fields[0] == ratio && fields[1] == Double(frames))
      let count = fields[1]
      let theirs = [
        Mean(sum: fields[2], squares: fields[2], count: count), Mean(sum: fields[3], squares: fields[3], count: count),
        Mean(sum: fields[4], squares: fields[5], count: count), Mean(sum: fields[6], squares: fields[7], count: count),
      ]
      let ours = try transmit(frames, ratio: ratio)
      for (name, pair) in zip(["delivered", "confirmed", "attempts", "time"], zip(ours, theirs)) {
        let (our, their) = pair
        let difference = abs(our.value - their.value)
        // Where all or none succeed the variance seen is zero: 5/n is beyond any reasonable doubt.
        let bound = quantile * (our.variance + their.variance).squareRoot() + 5 / count * (name == "time" ? 0.03 : 1)
        #expect(difference < bound, "\(name) at \(ratio) dB: \(our.value), ns-3 \(their.value)")
      }
    }
  }

  private func transmit(_ frames: Int, ratio: Double) throws -> [Mean] {
    // ns-3 loses frames at −5 dB and below, and has errors in the synchronisation header lose the frame.
    let rate = Modulation.oqpsk.bitErrorRate(snr: pow(10, ratio / 10))
    let uplink = device(BitFlipChannel(rate: rate)) { uplink, _ in
      uplink.reception.exposesSynchronisation = true
    }
    let message = oneUnit(116)
    var sums = [(Double, Double)](repeating: (0, 0), count: 4)
    for image in 0..<frames {
      let statistics = try uplink.send(message, seed: 11, image: image).statistics
      let isConfirmed = statistics.unacknowledged == 0
      // Confirmation comes before the interframe space.
      let time = Double(statistics.duration - (isConfirmed ? 640_000 : 0)) / 1e9
      for (place, value) in [Double(statistics.delivered), isConfirmed ? 1 : 0, Double(statistics.frames), time]
        .enumerated()
      {
        sums[place].0 += value
        sums[place].1 += value * value
      }
    }
    return sums.map { Mean(sum: $0.0, squares: $0.1, count: Double(frames)) }
  }
}
