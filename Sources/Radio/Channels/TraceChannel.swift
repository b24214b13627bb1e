// A link as it was recorded.

import Core
import Stochastics

/// `trace`: the SNR or the loss of a recording (`file`), from the transmission's start on. With an SNR bits go wrong by
/// `modulation`; with a loss each frame is lost with the probability that holds when it starts. All realisations follow
/// the same recording. Nothing arrives after its end, so it must reach the last deadline.
package struct TraceChannel: ChannelModel {
  package let trace: Trace
  package var modulation: Modulation
  package let files: [String]

  package init(_ trace: Trace, modulation: Modulation = .oqpsk) {
    (self.trace, self.modulation, files) = (trace, modulation, [])
  }

  private enum CodingKeys: String, CodingKey { case file, modulation }

  /// - Throws: what ``Trace/init(contentsOf:)`` throws.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let file = try values.decode(String.self, forKey: .file)
    (trace, files) = (try Trace(contentsOf: file), [file])
    modulation = try values.decodeIfPresent(Modulation.self, forKey: .modulation) ?? .oqpsk
  }

  package var horizon: SimTime { trace.end }

  package func makeProcess(_ stream: RandomStream) -> any ChannelProcess {
    switch trace.quantity {
    case .snr:
      let noisy = NoisyProcess(RecordedLevel(trace), modulation, stream: stream.substream("noise"))
      return EndingProcess(process: noisy, end: trace.end)
    case .loss: return EndingProcess(process: RecordedLoss(trace, FrameLots(stream)), end: trace.end)
    }
  }
}

/// Loses what ends after the recording.
private final class EndingProcess: PowerControlled {
  private let process: any BitChannelProcess
  private let end: SimTime

  init(process: any BitChannelProcess, end: SimTime) { (self.process, self.end) = (process, end) }

  var losesWholeFrames: Bool { process.losesWholeFrames }

  func raised(by gain: Double) -> (any BitChannelProcess)? {
    (process as? any PowerControlled)?.raised(by: gain).map { EndingProcess(process: $0, end: end) }
  }

  func damage(
    _ octets: UnsafeMutableRawBufferPointer, firstByte: Int64, start: SimTime, end: SimTime
  ) -> Damage {
    end > self.end ? .lost : process.damage(octets, firstByte: firstByte, start: start, end: end)
  }

  func foresee(_ count: Int, firstByte: Int64, start: SimTime, end: SimTime) -> Damage? {
    end > self.end ? .lost : process.foresee(count, firstByte: firstByte, start: start, end: end)
  }
}

private final class RecordedLoss: FrameLossProcess {
  private let trace: Trace
  private let lots: FrameLots
  private var place = 0

  init(_ trace: Trace, _ lots: FrameLots) { (self.trace, self.lots) = (trace, lots) }

  func isLost(startingAt start: SimTime) -> Bool {
    place = trace.index(at: start.nanoseconds, near: place)
    return lots.isLost(startingAt: start, rate: trace.values[place])
  }
}
