// What CLIO's training minimises: the losses of many tails, each on its own prefix of one head's features.
// CLIO (MobiCom 2020) and its authors' code, which draws one width for every mini-batch.

import Core
import Neural
import Schemes
import Stochastics

/// Σ_i ρ_i · loss of tail i on the first i units, estimated by drawing one i for every mini-batch.
///
/// Every tail is a copy of the whole one, or of what ``TailSharing`` leaves it. A tail narrowed to its prefix and a
/// tail that sees zeros in the place of the rest are the same function with the same gradients, so all have the full
/// shape and the tails take turns in one network. What is a tail's own rests when it is not drawn: neither weights, nor
/// momentum, nor statistics move.
package final class CLIOObjective: Objective {
  /// What of the network is the tail's own.
  private struct Tail {
    var parameters: [Float]
    var velocity: [Float]
    var statistics: [Float]
  }

  package let name = "clio"
  private let network: SlicedTrainingNetwork
  private let units: FeatureUnits
  private let cumulative: [Double]
  private let streams: RandomStreams
  private let labelSmoothing: Float
  private let places: (parameters: Range<Int>, statistics: Range<Int>)
  /// The tails that rest; that of ``active`` is out of date.
  private var tails: [Tail]
  private var active: Int

  /// Tails for every prefix, all of them copies of the one that `network` holds now.
  /// - Parameters:
  ///   - network: made for one slice at a time.
  ///   - probabilities: ρ_1 … ρ_I.
  ///   - sharing: what the tails have in common.
  ///   - seed: of the draws.
  /// - Precondition: a probability for each unit at the cut.
  package init(
    _ network: SlicedTrainingNetwork, unitChannels: Int, probabilities: [Double], sharing: TailSharing = .none,
    seed: UInt64, labelSmoothing: Double = 0
  ) {
    units = FeatureUnits(
      shape: network.store.architecture.featureShape(at: network.cut), unitChannels: unitChannels)
    precondition(probabilities.count == units.count, "a probability for each unit")
    cumulative = probabilities.reduce(into: []) { $0.append(($0.last ?? 0) + $1) }
    (self.network, self.labelSmoothing) = (network, Float(labelSmoothing))
    streams = RandomStreams(seed: seed)
    places = (
      sharing.ownParameters(network.store, behind: network.cut), network.store.tail(behind: network.cut).statistics
    )
    active = units.count - 1
    tails = []
    tails = [Tail](
      repeating: present(velocity: [Float](repeating: 0, count: places.parameters.count)), count: units.count)
  }

  package var store: ParameterStore { network.store }
  /// The number of tails.
  package var tailCount: Int { tails.count }

  /// The tail of step `step`, counted from 0.
  package func drawn(_ step: Int) -> Int {
    let uniform = streams.stream("prefix of a step", replication: step).generator().uniform()
    return cumulative.firstIndex { uniform < $0 } ?? units.count - 1
  }

  package func prepare(step: Int, velocity: inout [Float]) {
    let next = drawn(step)
    if next == active { return }
    tails[active] = present(velocity: Array(velocity[places.parameters]))
    load(tails[next])
    velocity.replaceSubrange(places.parameters, with: tails[next].velocity)
    active = next
  }

  package func pass(_ batch: TrainingBatch, step: Int) throws -> (loss: Float, correct: Int) {
    let slice = SlicedTrainingNetwork.Slice(kept: [units.mask(of: 0...active)], weight: 1)
    let outcome = try network.step(
      images: batch.images, labels: batch.labels, slices: [slice], labelSmoothing: labelSmoothing)[0]
    return (outcome.loss, outcome.correct)
  }

  /// The network with the last tail, which saw every unit.
  package func weights() throws -> Weights { try weights(tail: units.count) }

  /// The whole network with the tail of the first `units` units.
  /// - Throws: `data` when training has left a number that is not finite.
  package func weights(tail units: Int) throws -> Weights {
    let kept = present(velocity: [])
    defer { load(kept) }
    if units - 1 != active { load(tails[units - 1]) }
    return try store.weights()
  }

  package func roundToFloat16() {
    store.roundToFloat16()
    for index in tails.indices {
      tails[index].parameters = tails[index].parameters.map { Float(Float16($0)) }
      tails[index].statistics = tails[index].statistics.map { Float(Float16($0)) }
    }
  }

  /// The tail that the store holds.
  private func present(velocity: [Float]) -> Tail {
    Tail(
      parameters: Array(store.parameters[places.parameters]), velocity: velocity,
      statistics: Array(store.runningStatistics[places.statistics]))
  }

  private func load(_ tail: Tail) {
    _ = UnsafeMutableBufferPointer(rebasing: store.parameters[places.parameters])
      .update(fromContentsOf: tail.parameters)
    _ = UnsafeMutableBufferPointer(rebasing: store.runningStatistics[places.statistics])
      .update(fromContentsOf: tail.statistics)
  }

  // MARK: Checkpoints

  package var state: [String: NamedArray] {
    var state = ["active tail": NamedArray(shape: [1], values: [Float(active)])]
    for (index, tail) in tails.enumerated() where index != active {
      for (name, values) in [
        ("parameters", tail.parameters), ("velocity", tail.velocity), ("statistics", tail.statistics),
      ] {
        state["tail \(index + 1) \(name)"] = NamedArray(shape: [values.count], values: values)
      }
    }
    return state
  }

  package func restore(_ state: [String: NamedArray], source: String) throws {
    func values(_ name: String, _ count: Int) throws -> [Float] {
      guard let values = state[name]?.values, values.count == count else {
        throw AirSliceError.data("no '\(name)' of \(count) numbers: the checkpoint is damaged", file: source)
      }
      return values
    }
    let number = try values("active tail", 1)[0]
    guard let found = Int(exactly: number), tails.indices.contains(found) else {
      throw AirSliceError.data("tail \(number) of \(tails.count): the checkpoint is damaged", file: source)
    }
    for index in tails.indices where index != found {
      tails[index] = Tail(
        parameters: try values("tail \(index + 1) parameters", places.parameters.count),
        velocity: try values("tail \(index + 1) velocity", places.parameters.count),
        statistics: try values("tail \(index + 1) statistics", places.statistics.count))
    }
    active = found
  }
}
