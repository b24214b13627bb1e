// What NAIR's training minimises: the sum of weighted losses on leading units, plus a penalty.
// NAIR (IEEE IoT-J 11(12), 2024), Algorithm 2, eq. 13.

import Neural
import Schemes
import Stochastics

/// Σ_j w_j · loss on the first j units + penalty. Order and weights are fixed beforehand; the penalty is of the filters
/// as they are in each step.
package struct NAIRObjective: Objective {
  package let name = "nair"
  let network: SlicedTrainingNetwork
  var statistics = SliceStatistics.shared
  private let units: FeatureUnits
  /// Unit numbers by falling importance.
  package let order: [Int]
  /// Each unit's share of the importance, in channel order.
  package let shares: [Double]
  private let sliceWeights: [Double]
  private let penalty: NormPenalty
  private let sampling: SliceSampling
  private let streams: RandomStreams
  private let labelSmoothing: Float
  /// The place of the emitting convolution's weights in the store, and that of the first unit's within them.
  private let filters: Range<Int>
  private let firstUnit: Range<Int>

  /// - Parameters:
  ///   - network: made for as many joint slices as `sampling` chooses, or for one at a time.
  ///   - importance: of each unit in channel order; what is below zero counts as nothing.
  ///   - weights: what the slice losses' weights are made of, with `exponent`.
  ///   - seed: of the draws of `sampling`.
  /// - Precondition: an importance for each unit.
  package init(
    _ network: SlicedTrainingNetwork, unitChannels: Int, importance: [Double], weights: SliceWeights = .cumulative,
    exponent: Double = 2, penalty: NormPenalty, sampling: SliceSampling, seed: UInt64, labelSmoothing: Double = 0
  ) {
    let architecture = network.store.architecture
    units = FeatureUnits(shape: architecture.featureShape(at: network.cut), unitChannels: unitChannels)
    precondition(importance.count == units.count, "an importance for each unit")
    let order = ImportanceOrder.descending(importance)
    let shares = ImportanceOrder.shares(importance)
    guard let name = ImportanceOrder.emittingConvolution(of: network.cut),
      let entry = network.store.trained.first(where: { $0.shape.name == name })
    else { preconditionFailure("no filters emit the input") }
    filters = entry.range
    let filterSize = entry.shape.count / units.shape.channels
    let channels = units.channels(ofUnit: order[0])
    firstUnit = channels.lowerBound * filterSize..<channels.upperBound * filterSize
    (self.network, self.order, self.shares, self.penalty) = (network, order, shares, penalty)
    sliceWeights = weights.values(importance: order.map { shares[$0] }, exponent: exponent)
    (self.sampling, streams, self.labelSmoothing) = (sampling, RandomStreams(seed: seed), Float(labelSmoothing))
  }

  package var store: ParameterStore { network.store }

  /// The loss is the whole objective; the images counted as correct are those of the full slice.
  package func pass(_ batch: TrainingBatch, step: Int) throws -> (loss: Float, correct: Int) {
    let slices = sampling.choose(weights: sliceWeights, step: step, streams: streams).map { chosen in
      slice(units: chosen.units, weight: sliceWeights[chosen.units - 1] * chosen.factor)
    }
    let outcomes = try network.step(
      images: batch.images, labels: batch.labels, slices: slices, labelSmoothing: labelSmoothing)
    let penalty = penalty.apply(
      filters: UnsafeMutableBufferPointer(rebasing: store.parameters[filters]),
      gradients: UnsafeMutableBufferPointer(rebasing: store.gradients[filters]), first: firstUnit)
    let loss = zip(slices, outcomes).reduce(Float(penalty)) { $0 + $1.0.weight * $1.1.loss }
    return (loss, outcomes.last?.correct ?? 0)
  }

  /// The slice of the first `count` units, with its own running statistics where slices have them.
  func slice(units count: Int, weight: Double) -> SlicedTrainingNetwork.Slice {
    var set: Int?
    if case .perSlice = statistics { set = count - 1 }
    return SlicedTrainingNetwork.Slice(
      kept: [units.mask(of: order.prefix(count))], weight: Float(weight), statistics: set)
  }
}
