// Training under random loss at the cut: what is known as making a network robust by dropout.
// S. Itahara et al., "Packet-Loss-Tolerant Split Inference for Delay-Sensitive Deep Learning in Lossy Wireless Networks",
// IEEE GLOBECOM 2021 (the NAIR paper's [44]).

import Neural
import Schemes
import Stochastics

/// Cross-entropy when each unit of each image is lost with one probability, independently.
package struct UnitLossObjective: Objective {
  package let name = "dropout"
  private let network: SlicedTrainingNetwork
  private let units: FeatureUnits
  private let probability: Double
  private let streams: RandomStreams
  private let labelSmoothing: Float

  /// - Parameters:
  ///   - network: made for one slice at a time.
  ///   - probability: of a unit's loss.
  ///   - seed: of the losses.
  package init(
    _ network: SlicedTrainingNetwork, unitChannels: Int, probability: Double, seed: UInt64, labelSmoothing: Double = 0
  ) {
    units = FeatureUnits(
      shape: network.store.architecture.featureShape(at: network.cut), unitChannels: unitChannels)
    (self.network, self.probability, self.labelSmoothing) = (network, probability, Float(labelSmoothing))
    streams = RandomStreams(seed: seed)
  }

  package var store: ParameterStore { network.store }

  /// Which channels of each of `images` images arrive in step `step`.
  package func masks(step: Int, images: Int) -> [[Bool]] {
    let generator = streams.stream("lost units", replication: step).generator()
    return (0..<images).map { _ in
      units.mask(of: (0..<units.count).filter { _ in generator.uniform() >= probability })
    }
  }

  package func pass(_ batch: TrainingBatch, step: Int) throws -> (loss: Float, correct: Int) {
    let masks = masks(step: step, images: batch.labels.count)
    let outcome = try network.step(
      images: batch.images, labels: batch.labels, slices: [.init(kept: masks, weight: 1)],
      labelSmoothing: labelSmoothing)[0]
    return (outcome.loss, outcome.correct)
  }
}
