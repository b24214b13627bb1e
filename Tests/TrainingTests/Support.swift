// What the tests of this module share: small data sets, small trainings.

import Core
import Imaging
import Neural
import Training

/// The first images of the synthetic training set.
struct FewImages: Dataset {
  let count: Int
  private let whole = SyntheticDataset(split: .train)

  init(_ count: Int) { self.count = count }

  var name: String { whole.name }
  var classNames: [String] { whole.classNames }
  var normalization: Normalization { whole.normalization }
  func batch(_ range: Range<Int>) -> ImageBatch { whole.batch(range) }
}

/// A training of a very narrow network: 28 images, 3 epochs of 3 steps.
struct SmallTraining {
  var recipe = Recipe(.original)
  let network: TrainingNetwork
  let trainer: Trainer

  init(checkpoint: String?, seed: UInt64 = 3, rate: Double = 0.05, width: Double = 0.125, threads: Int = 1) throws {
    (recipe.epochs, recipe.batch, recipe.rate, recipe.warmUpEpochs) = (3, 8, rate, 1)
    let architecture = Architecture(widthMultiplier: width)
    network = try TrainingNetwork(architecture: architecture, batch: 8, precision: .float32, threads: threads)
    network.store.load(try architecture.initialWeights(seed: seed))
    let images = try TrainingImages(FewImages(28), batch: 8, augmentation: recipe.augmentation, seed: seed)
    trainer = Trainer(
      CrossEntropyObjective(network, labelSmoothing: 0.1), images: images, recipe: recipe,
      identity: ["seed": "\(seed)"], checkpointPath: checkpoint)
  }

  /// Every parameter and statistic.
  func entries() throws -> [String: NamedArray] { try network.store.weights().entries }
}
