// The loop: a training taken up again ends where an uninterrupted one does, bit for bit.

import Core
import Foundation
import Imaging
import Neural
import TemporaryFolder
import Testing
import Training

@Suite(.serialized) struct TrainerTests {
  /// Stopped within the first epoch, between two, within a later one; with two threads as well.
  @Test(arguments: [(1, 1), (3, 1), (5, 2)])
  func resumedTrainingEndsWithTheSameBits(stop: Int, threads: Int) throws {
    let folder = try TemporaryFolder()
    let whole = try SmallTraining(checkpoint: nil, threads: threads)
    try whole.trainer.run(shouldStop: { false })
    let expected = try whole.entries()

    let path = Checkpoint.path(in: folder.path)
    let first = try SmallTraining(checkpoint: path, threads: threads)
    #expect {
      try first.trainer.run(shouldStop: { first.trainer.step == stop })
    } throws: { error in
      let error = error as? AirSliceError
      return error?.kind == .interrupted && error!.message.contains("step \(stop) of 9")
    }
    let second = try SmallTraining(checkpoint: path, threads: threads)
    try second.trainer.resume()
    #expect(second.trainer.step == stop)
    #expect(try second.entries() == first.entries())
    try second.trainer.run(shouldStop: { false })
    #expect(try second.entries() == expected)
  }

  @Test func everyEpochLeavesACheckpoint() throws {
    let folder = try TemporaryFolder()
    let path = Checkpoint.path(in: folder.path)
    let training = try SmallTraining(checkpoint: path)
    var epochs: [Int] = []
    try training.trainer.run(
      shouldStop: { false },
      afterEpoch: { progress in
        epochs.append(progress.step)
        let again = try SmallTraining(checkpoint: path)
        try again.trainer.resume()
        #expect(again.trainer.step == progress.step)
        #expect(try again.entries() == training.entries())
      })
    #expect(epochs == [3, 6, 9])
    // A finished training goes on to nothing.
    let finished = try SmallTraining(checkpoint: path)
    try finished.trainer.resume()
    try finished.trainer.run(shouldStop: { true })
    #expect(try finished.entries() == training.entries())
  }

  @Test func checkpointsOfOtherTrainingsAreRefused() throws {
    let folder = try TemporaryFolder()
    let path = Checkpoint.path(in: folder.path)
    let training = try SmallTraining(checkpoint: path)
    #expect(throws: AirSliceError.self) {
      try training.trainer.run(shouldStop: { training.trainer.step == 2 })
    }
    func refusal(_ other: () throws -> SmallTraining) throws -> AirSliceError? {
      let other = try other()
      do {
        try other.trainer.resume()
        return nil
      } catch let error as AirSliceError {
        return error
      }
    }
    let rate = try #require(try refusal { try SmallTraining(checkpoint: path, rate: 0.1) })
    #expect(rate.kind == .data && rate.message.contains("rate is 0.05 there and 0.1 here"))
    let seed = try #require(try refusal { try SmallTraining(checkpoint: path, seed: 4) })
    #expect(seed.message.contains("seed is 3 there and 4 here"))
    let width = try #require(try refusal { try SmallTraining(checkpoint: path, width: 0.2) })
    #expect(width.message.contains("architecture is"))
    let missing = try #require(
      try refusal { try SmallTraining(checkpoint: "\(folder.path)/none.safetensors") })
    #expect(missing.kind == .missingInput)
  }

  /// What a training does not say must not stand in its checkpoint either.
  @Test func checkpointsOfTrainingsThatSaidMoreAreRefused() throws {
    let folder = try TemporaryFolder()
    let path = Checkpoint.path(in: folder.path)
    let weights = try SmallTraining(checkpoint: nil).network.store.weights()
    let momentum = weights.architecture.parameterShapes.filter { $0.role != .statistic }.map {
      ($0.name, [Float](repeating: 0, count: $0.count))
    }
    try Checkpoint(
      identity: ["seed": "3", "initial_weights": "SHA-256 00"], step: 1, weights: weights,
      momentum: Dictionary(uniqueKeysWithValues: momentum)
    ).write(to: path)
    let error = #expect(throws: AirSliceError.self) {
      try Checkpoint(contentsOf: path, identity: ["seed": "3"], architecture: weights.architecture)
    }
    #expect(error?.message.contains("initial_weights is SHA-256 00 there and not given here") == true)
  }

  @Test func damagedCheckpointsAreRefused() throws {
    let folder = try TemporaryFolder()
    let path = Checkpoint.path(in: folder.path)
    let training = try SmallTraining(checkpoint: path)
    #expect(throws: AirSliceError.self) {
      try training.trainer.run(shouldStop: { training.trainer.step == 1 })
    }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    try bytes.dropLast(1_000).write(to: URL(fileURLWithPath: path))
    #expect { try SmallTraining(checkpoint: path).trainer.resume() } throws: { error in
      (error as? AirSliceError)?.kind == .data
    }
    // Weights alone are no checkpoint.
    try training.network.store.weights().write(to: path)
    #expect { try SmallTraining(checkpoint: path).trainer.resume() } throws: { error in
      let error = error as? AirSliceError
      return error?.kind == .data && error!.message.contains("not a checkpoint")
    }
  }

  @Test func aTrainingThatFliesApartSaysSo() throws {
    let training = try SmallTraining(checkpoint: nil, rate: 1e30)
    #expect { try training.trainer.run(shouldStop: { false }) } throws: { error in
      let error = error as? AirSliceError
      return error?.kind == .usage && error!.message.contains("lower rate")
    }
  }

  /// Twenty images learnt by heart: the loss falls below a third of that of guessing, ln 10.
  @Test(arguments: Precision.allCases.filter(\.isSupported))
  func theLossFalls(precision: Precision) throws {
    let architecture = Architecture(widthMultiplier: 0.125)
    var recipe = Recipe(.original)
    (recipe.epochs, recipe.batch, recipe.rate, recipe.warmUpEpochs) = (40, 20, 0.1, 0)
    recipe.augmentation = .none
    let network = try TrainingNetwork(architecture: architecture, batch: 20, precision: precision, threads: 1)
    network.store.load(try architecture.initialWeights(seed: 1))
    let images = try TrainingImages(FewImages(20), batch: 20, augmentation: .none, seed: 1)
    let trainer = Trainer(
      CrossEntropyObjective(network, labelSmoothing: 0), images: images, recipe: recipe, identity: [:],
      checkpointPath: nil)
    var last: Trainer.Progress?
    try trainer.run(shouldStop: { false }, afterStep: { last = $0 })
    #expect(try #require(last).loss < 0.77)
    #expect(try #require(last).accuracy > 0.8)
  }
}
