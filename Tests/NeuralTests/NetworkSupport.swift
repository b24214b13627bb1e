// Weights and images for comparing whole networks.

import Foundation
import Neural
import ReferenceNetwork
import Testing

extension Weights {
  /// Weights as before training, with batch normalisation away from its defaults, so that no mix-up goes unseen;
  /// a function of `seed`. Activations keep about their scale from layer to layer, even with running statistics.
  static func untrained(_ architecture: Architecture, seed: UInt64) throws -> Weights {
    var generator = SplitMix64(seed: seed)
    var entries: [String: NamedArray] = [:]
    for parameter in architecture.parameterShapes {
      let limits: ClosedRange<Float>
      if parameter.role == .weight {
        // Variance 1 / (inputs of one sum), twice that where they come out of a ReLU, as a uniform distribution.
        let name = parameter.name
        let rectified = name.hasPrefix("layers") && !name.hasSuffix("conv1.weight") && !name.contains("shortcut")
        let limit = ((rectified ? 6 : 3) / Float(parameter.shape.dropFirst().reduce(1, *))).squareRoot()
        limits = -limit...limit
      } else if parameter.name.hasSuffix("bn3.weight") {
        limits = 0.2...0.6  // what is added to a shortcut
      } else {
        limits = parameter.name.hasSuffix("bias") || parameter.name.hasSuffix("mean") ? -0.3...0.3 : 0.6...1.4
      }
      let values = (0..<parameter.count).map { _ in Float.random(in: limits, using: &generator) }
      entries[parameter.name] = NamedArray(shape: parameter.shape, values: values)
    }
    return try Weights(architecture: architecture, entries: entries, source: "untrained")
  }
}

extension Tensor {
  /// Normalised images, or features of another shape, as random numbers between −2 and 2.
  static func random(_ count: Int, _ shape: FeatureShape = Architecture.input, seed: UInt64) -> Tensor {
    var generator = SplitMix64(seed: seed)
    let values = (0..<count * shape.count).map { _ in Float.random(in: -2...2, using: &generator) }
    return Tensor(count: count, shape: shape, values: values)
  }
}

/// The cosine of the angle between two vectors.
func cosine(_ left: [Double], _ right: [Double]) -> Double {
  func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
  return product(left, right) / (product(left, left) * product(right, right)).squareRoot()
}

/// The Euclidean norm.
func norm(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }
