// Initial weights: PyTorch's default law, a function of the seed.

import Neural
import Testing

@Suite struct InitialWeightsTests {
  @Test func theyAreAFunctionOfTheSeed() throws {
    let architecture = Architecture(widthMultiplier: 0.25)
    let weights = try architecture.initialWeights(seed: 1)
    #expect(try architecture.initialWeights(seed: 1).entries == weights.entries)
    let other = try architecture.initialWeights(seed: 2)
    for parameter in architecture.parameterShapes where parameter.role == .weight {
      #expect(other.entries[parameter.name] != weights.entries[parameter.name])
    }
  }

  /// Uniform within ±1/√fan-in: variance 1/(3 fan-in), within 3 % for these 409,600 and 320 × 1280 values (the
  /// standard error is 0.14 %), and all within the bound.
  @Test func convolutionsAreUniformWithinTheBound() throws {
    let weights = try Architecture().initialWeights(seed: 1)
    for (name, fanIn) in [("conv2.weight", 320.0), ("layers.16.conv3.weight", 960)] {
      let values = try #require(weights.entries[name]).values
      let variance = values.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(values.count)
      #expect(abs(variance * 3 * fanIn - 1) < 0.03)
      #expect(values.allSatisfy { abs(Double($0)) <= 1 / fanIn.squareRoot() })
      #expect(Double(values.max()!) > 0.999 / fanIn.squareRoot())
    }
    // Depthwise: nine inputs.
    let depthwise = try #require(weights.entries["layers.5.conv2.weight"]).values
    #expect(depthwise.allSatisfy { abs($0) <= 1 / 3 } && depthwise.max()! > 0.32)
    #expect(weights.entries["bn1.weight"]?.values.allSatisfy { $0 == 1 } == true)
    #expect(weights.entries["bn1.bias"]?.values.allSatisfy { $0 == 0 } == true)
    #expect(weights.entries["bn1.running_var"]?.values.allSatisfy { $0 == 1 } == true)
    #expect(weights.entries["linear.bias"]?.values.contains { $0 != 0 } == true)
  }
}
