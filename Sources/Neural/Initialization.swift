// Weights to begin a training with.

import Core
import Stochastics

extension Architecture {
  /// Random weights as PyTorch makes them by default, each entry a function of `seed` and its name: convolutions and
  /// the linear layer, its bias included, uniform within ±1/√(fan-in), which is Kaiming's uniform law with a = √5;
  /// batch normalisation the identity (scale 1, shift 0, running mean 0 and variance 1).
  /// K. He et al., "Delving Deep into Rectifiers", ICCV 2015.
  package func initialWeights(seed: UInt64) throws -> Weights {
    let streams = RandomStreams(seed: seed)
    var entries: [String: NamedArray] = [:]
    for parameter in parameterShapes {
      let values: [Float]
      if parameter.role == .weight || parameter.name == "linear.bias" {
        let fanIn = parameter.role == .weight ? parameter.shape.dropFirst().reduce(1, *) : lastChannels
        let bound = 1 / Double(fanIn).squareRoot()
        let generator = streams.stream("initial weights: \(parameter.name)").generator()
        values = (0..<parameter.count).map { _ in Float(generator.uniform(in: -bound..<bound)) }
      } else {
        let isOne = parameter.name.hasSuffix(".weight") || parameter.name.hasSuffix(".running_var")
        values = [Float](repeating: isOne ? 1 : 0, count: parameter.count)
      }
      entries[parameter.name] = NamedArray(shape: parameter.shape, values: values)
    }
    return try Weights(architecture: self, entries: entries, source: "initial weights")
  }
}
