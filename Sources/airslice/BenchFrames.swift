// `airslice bench frames`: 802.15.4 frames with CSMA-CA and acknowledgement, from message to arrivals.

import ArgumentParser
import Core
import Experiments

/// NAIR's 848 frames an image, one device, acknowledged.
struct BenchFramesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frames", abstract: "802.15.4 frames with channel access and acknowledgement.")

  @Option(help: "The channel, as in a scenario.")
  var channel = "{kind: ideal}"
  @Option(help: "Seconds to measure for.")
  var seconds = 2.0

  func validate() throws {
    try OptionCheck.seconds(seconds)
  }

  func run() throws {
    let rate = try FrameBenchmark.run(channel: channel, seconds: seconds)
    try StandardOutput.write("frames: \(Int(rate.rounded())) frames/s\n")
  }
}
