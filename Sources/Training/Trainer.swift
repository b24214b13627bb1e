// The loop of a training: batches in, steps, checkpoints, reports.

import Core
import Imaging
import Neural

/// A training of one objective on one set of images.
package final class Trainer {
  /// Where a training is, told after every step.
  package struct Progress: Sendable {
    /// Steps done.
    package var step: Int
    /// Mean loss since the epoch began, or since the training was resumed within it.
    package var loss: Double
    /// Share of images classified correctly, over the same time.
    package var accuracy: Double
    /// The learning rate of the step.
    package var rate: Double
  }

  private let objective: any Objective
  private let images: TrainingImages
  private let schedule: CosineSchedule
  private let recipe: Recipe
  private let identity: [String: String]
  private let checkpointPath: String?
  private var optimizer: SGD

  /// Steps done.
  package private(set) var step = 0
  package var stepsPerEpoch: Int { images.stepsPerEpoch }
  package var totalSteps: Int { recipe.epochs * images.stepsPerEpoch }

  /// A training from the weights that the objective's store holds.
  /// - Parameters:
  ///   - identity: what else tells this training from others (data set, seed, …), for checkpoints.
  ///   - checkpointPath: the file for checkpoints; nil for none.
  package init(
    _ objective: any Objective, images: TrainingImages, recipe: Recipe, identity: [String: String],
    checkpointPath: String?
  ) {
    (self.objective, self.images, self.recipe) = (objective, images, recipe)
    self.checkpointPath = checkpointPath
    schedule = recipe.schedule(stepsPerEpoch: images.stepsPerEpoch)
    let store = objective.store
    self.identity = identity.merging(recipe.metadata) { first, _ in first }.merging([
      "architecture": store.architecture.name, "objective": objective.name,
    ]) { first, _ in first }
    optimizer = SGD(
      count: store.parameters.count,
      options: .init(
        momentum: Float(recipe.momentum), nesterov: recipe.nesterov, weightDecay: Float(recipe.weightDecay)),
      decayed: recipe.decaysAll ? nil : store.trained.filter { $0.shape.role == .weight }.map(\.range))
  }

  /// Takes up the training where the checkpoint left it.
  package func resume() throws {
    guard let checkpointPath else { preconditionFailure("a training without checkpoints") }
    let store = objective.store
    let checkpoint = try Checkpoint(
      contentsOf: checkpointPath, identity: identity, architecture: store.architecture)
    guard checkpoint.step <= totalSteps else {
      throw AirSliceError.data("step \(checkpoint.step) of \(totalSteps)", file: checkpointPath)
    }
    store.load(checkpoint.weights)
    for entry in store.trained {
      guard let values = checkpoint.momentum[entry.shape.name] else { preconditionFailure("checked when read") }
      optimizer.velocity.replaceSubrange(entry.range, with: values)
    }
    try objective.restore(checkpoint.objective, source: checkpointPath)
    step = checkpoint.step
  }

  /// Trains to the end.
  /// - Parameters:
  ///   - shouldStop: asked before every step; when it says yes the state is kept and `interrupted` thrown.
  ///   - afterStep: called after every step.
  ///   - afterEpoch: called after every epoch, when its checkpoint is written.
  /// - Throws: `interrupted`; `usage` when the loss is no longer a number; what the objective and files throw.
  package func run(
    shouldStop: () -> Bool = { Interrupt.isRequested }, afterStep: (Progress) throws -> Void = { _ in },
    afterEpoch: (Progress) throws -> Void = { _ in }
  ) throws {
    let pipeline = BatchPipeline(images)
    if step < totalSteps { pipeline.request(step) }
    var (loss, correct, seen) = (0.0, 0, 0)
    while step < totalSteps {
      if shouldStop() { throw try interrupted() }
      let batch = try pipeline.take()
      if step + 1 < totalSteps { pipeline.request(step + 1) }
      objective.prepare(step: step, velocity: &optimizer.velocity)
      let result = try objective.pass(batch, step: step)
      guard result.loss.isFinite else {
        throw AirSliceError(
          .usage, "the loss is \(result.loss) at step \(step) of \(totalSteps): choose a lower rate (--rate)")
      }
      let rate = schedule.rate(at: step)
      optimizer.step(objective.store.parameters, gradients: objective.store.gradients, rate: rate)
      step += 1
      loss += Double(result.loss) * Double(batch.labels.count)
      correct += result.correct
      seen += batch.labels.count
      let progress = Progress(
        step: step, loss: loss / Double(seen), accuracy: Double(correct) / Double(seen), rate: rate)
      try afterStep(progress)
      if step % stepsPerEpoch == 0 {
        if let checkpointPath { try checkpoint().write(to: checkpointPath) }
        try afterEpoch(progress)
        (loss, correct, seen) = (0, 0, 0)
      }
    }
  }

  private func checkpoint() throws -> Checkpoint {
    let store = objective.store
    let momentum = store.trained.map { ($0.shape.name, Array(optimizer.velocity[$0.range])) }
    return Checkpoint(
      identity: identity, step: step, weights: try store.weights(),
      momentum: Dictionary(uniqueKeysWithValues: momentum), objective: objective.state)
  }

  /// Keeps the state, when there is a place for it, and says so.
  private func interrupted() throws -> AirSliceError {
    guard let checkpointPath else {
      return AirSliceError(.interrupted, "interrupted at step \(step) of \(totalSteps); nothing is kept")
    }
    try checkpoint().write(to: checkpointPath)
    return AirSliceError(
      .interrupted,
      "interrupted at step \(step) of \(totalSteps), kept in \(checkpointPath): go on with --resume")
  }
}
