// Running statistics of NAIR's tail for each number of units, where one set does not serve all.
// As slimmable networks have it: J. Yu et al., "Slimmable Neural Networks", ICLR 2019.

import Core
import Neural

/// Where a NAIR network has its running statistics for each number of units from.
package enum SliceStatistics: Sendable {
  /// One set serves all.
  case shared
  /// Every slice moves its own set in training.
  case perSlice
  /// Measured on these images whenever the network is asked for; training moves the shared set.
  case recalibrated(TrainingImages)

  /// Batches that are measured.
  static let batches = 16
}

extension NAIRObjective {
  /// Starts with sets for every number of units, all of them the store's statistics.
  mutating func setStatistics(_ statistics: SliceStatistics) {
    self.statistics = statistics
    if case .shared = statistics { return network.statisticSets = [] }
    let place = store.tail(behind: network.cut).statistics
    network.statisticSets = [[Float]](repeating: Array(store.runningStatistics[place]), count: order.count)
  }

  package func weights() throws -> Weights {
    var weights = try store.weights()
    if case .shared = statistics { return weights }
    if case .recalibrated(let images) = statistics {
      let slices = (1...order.count).map { slice(units: $0, weight: 1) }
      for count in 1...SliceStatistics.batches {
        try network.measureStatistics(
          images: try images.batch(at: count - 1).images, slices: slices, count: count)
      }
    }
    guard network.statisticSets.allSatisfy({ $0.allSatisfy { Float16($0).isFinite } }) else {
      throw AirSliceError(.data, "training has left running statistics that float16 cannot hold: choose a lower --rate")
    }
    weights.statisticsByUnits = network.statisticSets.map {
      store.tailStatistics(behind: network.cut, $0.map { Float(Float16($0)) })
    }
    // Whoever knows of one set only takes the one for everything.
    return weights.withWholeStatistics()
  }

  package var state: [String: NamedArray] {
    guard case .perSlice = statistics else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: network.statisticSets.enumerated().map { index, values in
        ("statistics \(index + 1)", NamedArray(shape: [values.count], values: values))
      })
  }

  package func restore(_ state: [String: NamedArray], source: String) throws {
    guard case .perSlice = statistics else { return }
    network.statisticSets = try network.statisticSets.enumerated().map { index, values in
      guard let kept = state["statistics \(index + 1)"]?.values, kept.count == values.count else {
        throw AirSliceError.data("no 'statistics \(index + 1)': the checkpoint is damaged", file: source)
      }
      return kept
    }
  }
}

extension Weights {
  /// The same with the statistics for all units among the entries.
  fileprivate func withWholeStatistics() -> Weights {
    var weights = self
    if let whole = statisticsByUnits.last { weights.entries.merge(whole) { $1 } }
    return weights
  }
}
