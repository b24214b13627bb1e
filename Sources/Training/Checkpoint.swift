// A training's whole state in one file, so that it can go on as if it had never stopped.

import Core
import Foundation
import Neural

/// Where a training stands: the next step, weights, running statistics and momentum.
package struct Checkpoint {
  /// The training's choices by name; a checkpoint is of use to a training with the same ones only.
  package var identity: [String: String]
  /// Steps done.
  package var step: Int
  package var weights: Weights
  /// Momentum by parameter name.
  package var momentum: [String: [Float]]
  /// What the objective keeps beside, by its own names.
  package var objective: [String: NamedArray]

  private static let kind = "airslice training state 1"
  private static let momentumPrefix = "momentum."
  private static let objectivePrefix = "objective."

  package init(
    identity: [String: String], step: Int, weights: Weights, momentum: [String: [Float]],
    objective: [String: NamedArray] = [:]
  ) {
    (self.identity, self.step, self.weights, self.momentum) = (identity, step, weights, momentum)
    self.objective = objective
  }

  /// The checkpoint's file within `folder`.
  package static func path(in folder: String) -> String { "\(folder)/checkpoint.safetensors" }

  /// Writes it whole or not at all: float32, so that nothing is lost.
  /// - Throws: `cannotCreate`, `io`.
  package func write(to path: String) throws {
    var arrays = weights.entries
    for (name, values) in momentum {
      guard let shape = weights.entries[name]?.shape else { preconditionFailure("momentum of no parameter") }
      arrays[Self.momentumPrefix + name] = NamedArray(shape: shape, values: values)
    }
    for (name, array) in objective { arrays[Self.objectivePrefix + name] = array }
    var metadata = identity
    metadata["kind"] = Self.kind
    metadata["step"] = String(step)
    try SafetensorsFile.write(arrays, metadata: metadata, as: .float32, to: path)
  }

  /// Reads the checkpoint at `path` for a training with `identity` of `architecture`.
  /// - Throws: `missingInput` without a file; `data` when it is no checkpoint, is damaged, or belongs to another
  ///   training, with what differs.
  package init(contentsOf path: String, identity: [String: String], architecture: Architecture) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw AirSliceError(
        .missingInput, "no checkpoint to go on from: leave out --resume to start anew", at: .init(file: path))
    }
    let (arrays, metadata) = try SafetensorsFile.read(path)
    guard metadata["kind"] == Self.kind, let step = metadata["step"].flatMap(Int.init), step >= 0 else {
      throw AirSliceError.data("this is not a checkpoint of a training", file: path)
    }
    let others = metadata.filter { !["kind", "step"].contains($0.key) }
    for key in Set(identity.keys).union(others.keys).sorted() where others[key] != identity[key] {
      throw AirSliceError.data(
        "the checkpoint is of another training: \(key) is \(others[key] ?? "not given") there and "
          + "\(identity[key] ?? "not given") here", file: path)
    }
    var entries: [String: NamedArray] = [:]
    var momentum: [String: NamedArray] = [:]
    var objective: [String: NamedArray] = [:]
    for (name, array) in arrays {
      if name.hasPrefix(Self.momentumPrefix) {
        momentum[String(name.dropFirst(Self.momentumPrefix.count))] = array
      } else if name.hasPrefix(Self.objectivePrefix) {
        objective[String(name.dropFirst(Self.objectivePrefix.count))] = array
      } else {
        entries[name] = array
      }
    }
    let weights = try Weights(architecture: architecture, entries: entries, source: path)
    for parameter in architecture.parameterShapes where parameter.role != .statistic {
      guard momentum[parameter.name]?.shape == parameter.shape else {
        throw AirSliceError.data(
          "no momentum of '\(parameter.name)' with shape \(parameter.shape): the checkpoint is damaged", file: path)
      }
    }
    self.init(
      identity: identity, step: step, weights: weights, momentum: momentum.mapValues(\.values), objective: objective)
  }
}
