// The deadlines of a scenario: single times and evenly spaced ranges of them.

import Core

/// Deadlines in ascending order, none twice. Written as a list of times and of ranges:
/// `[100, {from: 262.144, to: 3145.728, step: 262.144}]`.
package struct Deadlines: Decodable, Hashable, Sendable {
  /// Deadlines that one scenario may have.
  private static let limit = 100_000

  package let times: [SimTime]

  package init(from decoder: any Decoder) throws {
    let parts = try ConfigurationDecoder.decode([Part].self, from: ConfigurationNode(from: decoder))
    var nanoseconds: [Int64] = []
    for part in parts {
      nanoseconds += part.nanoseconds
      guard nanoseconds.count <= Self.limit else { throw AirSliceError(.data, "more than \(Self.limit) deadlines") }
    }
    guard !nanoseconds.isEmpty else {
      throw AirSliceError(.data, "no deadline; leave the key out to wait for all that arrives")
    }
    times = Set(nanoseconds).sorted().map(SimTime.init(nanoseconds:))
  }

  /// One entry of the list.
  private struct Part: Decodable {
    let nanoseconds: [Int64]

    init(from decoder: any Decoder) throws {
      let node = try ConfigurationNode(from: decoder)
      guard node.entries != nil else {
        nanoseconds = [try ConfigurationDecoder.decode(Milliseconds.self, from: node).nanoseconds]
        return
      }
      let range = try Range(from: decoder)
      let (from, to, step) = (range.from.nanoseconds, range.to.nanoseconds, range.step.nanoseconds)
      guard step > 0 else { throw AirSliceError(.data, "the step must be positive") }
      guard from <= to else { throw AirSliceError(.data, "the range ends before it begins") }
      guard (to - from) / step < Deadlines.limit else {
        throw AirSliceError(.data, "more than \(Deadlines.limit) deadlines; take a larger step")
      }
      nanoseconds = (0...(to - from) / step).map { from + $0 * step }
    }
  }

  /// Evenly spaced times, both ends included.
  private struct Range: Decodable {
    let from: Milliseconds
    let to: Milliseconds
    let step: Milliseconds
  }
}
