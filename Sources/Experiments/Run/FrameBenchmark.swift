// The workload of `airslice bench frames`.

import Core
import Stochastics
import Transport

/// Whole tensors of NAIR's cut, 98,304 bytes in 848 frames of 116, sent with channel access and acknowledgements.
package enum FrameBenchmark {
  /// Data frames a second on `channel`, a scenario's channel section, for about `seconds` seconds.
  /// - Throws: `data` when the channel's settings are wrong.
  package static func run(channel: String, seconds: Double) throws -> Double {
    let text = """
      schemes: [original]
      channel: \(channel)
      transport: {accounting: full, frame: {index: provisioned}}
      """
    let uplink = try Plan(ScenarioFile(text, path: "bench")).common.uplink
    let message = Message(
      slices: [Slice(unit: 0, payload: (0..<98_304).map { UInt8(truncatingIfNeeded: $0 &* 31) })], elementBytes: 4)
    let streams = RandomStreams(seed: 1)
    _ = try uplink.transmit(message, streams: streams, image: 0)
    let start = ContinuousClock.now
    var (frames, image, elapsed) = (0, 0, 0.0)
    while elapsed < seconds {
      frames += try uplink.transmit(message, streams: streams, image: image).statistics.frames
      image += 1
      elapsed = (ContinuousClock.now - start) / .seconds(1)
    }
    return Double(frames) / elapsed
  }
}
