// The radio half's benchmarks: fading samples and flipped bits. Tests/Peers has the same work for NumPy and ns-3.

import ArgumentParser
import Core
import Foundation
import Radio
import Stochastics

/// Fading samples: gains of one Rayleigh link at equal steps of time.
struct BenchFadingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "fading", abstract: "Samples of a fading process.")

  @Option(help: "Samples.")
  var samples = 20_000_000
  @Flag(help: "One sine and cosine of the C library after the other, for comparison.")
  var plain = false

  func validate() throws {
    guard (4096...1_000_000_000_000).contains(samples) else { throw ValidationError("--samples must be 4096 or more") }
  }

  func run() throws {
    let start = ContinuousClock.now
    let mean = plain ? plainMean() : bankMean()
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    try StandardOutput.write(
      "fading: mean power \(String(format: "%.3f", mean)), \(Int((Double(samples) / elapsed).rounded())) samples/s\n")
  }

  /// Steps of a thousandth of 1/f_D.
  private static let step = 0.001

  private func bankMean() -> Double {
    let bank = FadingBank(.rayleigh, streams: [RandomStream(key: 1)])
    var (sum, done) = (0.0, 0)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 4096) { buffer in
      while done < samples {
        bank.fillPowers(of: 0, from: Double(done) * Self.step, step: Self.step, into: buffer)
        sum += buffer.reduce(0, +)
        done += buffer.count
      }
    }
    return sum / Double(done)
  }

  /// Sixteen oscillators of fixed amplitude (Xiao, Zheng and Beaulieu, 2006), as one writes them down.
  private func plainMean() -> Double {
    let generator = RandomStream(key: 1).generator()
    let count = 16
    let frequencies = (0..<count).map {
      cos((2 * .pi * Double($0) + generator.uniform(in: -.pi..<(.pi))) / Double(count))
    }
    let phases = (0..<count).map { _ in generator.uniform(in: -.pi..<(.pi)) }
    var sum = 0.0
    for sample in 0..<samples {
      let time = 2 * .pi * Double(sample) * Self.step
      var (real, imaginary) = (0.0, 0.0)
      for index in 0..<count {
        let angle = frequencies[index] * time + phases[index]
        real += cos(angle)
        imaginary += sin(angle)
      }
      sum += (real * real + imaginary * imaginary) / Double(count)
    }
    return sum / Double(samples)
  }
}

/// Wrong bits in frames of one unit of the NAIR paper, 8,192 bytes.
struct BenchFlipsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "flips", abstract: "Flipped bits of payloads.")

  @Option(help: "Bit error rate.")
  var rate = 0.001
  @Option(help: "Seconds to measure for.")
  var seconds = 2.0

  func validate() throws {
    guard (0...1).contains(rate) else { throw ValidationError("--rate must lie within 0 to 1") }
    try OptionCheck.seconds(seconds)
  }

  func run() throws {
    let process = BitFlipChannel(rate: rate).makeProcess(RandomStream(key: 1))
    var octets = [UInt8](repeating: 0, count: 8192)
    var first: Int64 = 0
    let frames = 50
    let pace = roundsPerSecond(for: seconds) {
      for _ in 0..<frames {
        octets.withUnsafeMutableBytes {
          _ = (process as? any BitChannelProcess)?.damage($0, firstByte: first, start: .zero, end: .zero)
        }
        first += Int64(octets.count)
      }
    }
    let bits = Double(8 * frames * octets.count) * pace
    let flipped = octets.reduce(0) { $0 + $1.nonzeroBitCount }
    try StandardOutput.write("flips: \(flipped) bits set, \(Int(bits.rounded())) bits/s\n")
  }
}
