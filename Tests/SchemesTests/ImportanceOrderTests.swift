// Importance from the filters' norms, against norms computed by hand from the definition (eq. 8 to 10).

import Neural
import Schemes
import Testing

@Suite struct ImportanceOrderTests {
  /// A narrow network whose filter j of the named convolution is filled with ±`levels[j]`, everything else with 1.
  func weights(_ name: String, levels: (Int) -> Float) throws -> Weights {
    let architecture = Architecture(widthMultiplier: 0.25)
    var entries: [String: NamedArray] = [:]
    for parameter in architecture.parameterShapes {
      var values = [Float](repeating: 1, count: parameter.count)
      if parameter.name == name {
        let size = parameter.count / parameter.shape[0]
        for index in values.indices { values[index] = levels(index / size) * (index % 2 == 0 ? 1 : -1) }
      }
      entries[parameter.name] = NamedArray(shape: parameter.shape, values: values)
    }
    return try Weights(architecture: architecture, entries: entries, source: "test")
  }

  /// Cut, the convolution that emits its features, and the size of one of its filters at width 0.25.
  static let emitters: [(Cut, String, Int)] = [
    (.stem, "conv1.weight", 27), (.block(1), "layers.0.conv3.weight", 8), (.block(3), "layers.2.conv3.weight", 48),
    (.last, "conv2.weight", 80),
  ]

  @Test(arguments: emitters)
  func normsOfTheEmittingConvolution(cut: Cut, name: String, size: Int) throws {
    let norms = ImportanceOrder.filterNorms(
      try weights(name) { Float($0 % 4) }, at: cut, unitChannels: 2)
    for (unit, norm) in norms.enumerated() {
      #expect(norm == Double(size * ((2 * unit) % 4 + (2 * unit + 1) % 4)))
    }
    // Shares of the unit with channels 2 and 3 (0-based), where the sum is 5 against 1.
    #expect(ImportanceOrder.descending(norms).first == 1)
  }

  @Test func ordersAreStable() {
    #expect(ImportanceOrder.descending([3, 2, 1]) == [0, 1, 2])
    #expect(ImportanceOrder.descending([1, 3, 3, 2, 3]) == [1, 2, 4, 3, 0])
    #expect(ImportanceOrder.descending([0, 0, 0]) == [0, 1, 2])
  }

  @Test func inputHasNoImportance() throws {
    let norms = ImportanceOrder.filterNorms(try weights("") { _ in 0 }, at: .input, unitChannels: 2)
    #expect(norms == [0, 0])
  }

  /// |γ/√(σ² + ε)| of the batch normalisation behind, filter by filter.
  @Test(arguments: emitters)
  func foldedNormsAreScaledFilterByFilter(cut: Cut, name: String, size: Int) throws {
    var weights = try weights(name) { Float($0 % 4) }
    let behind = name.replacing("conv", with: "bn").replacing(".weight", with: "")
    let channels = try #require(weights.entries["\(behind).weight"]).values.count
    weights.entries["\(behind).weight"]?.values = (0..<channels).map { $0 % 3 == 0 ? -2 : 3 }
    weights.entries["\(behind).running_var"]?.values = (0..<channels).map { $0 % 2 == 0 ? 4 : 0.25 }
    let norms = ImportanceOrder.foldedNorms(weights, at: cut, unitChannels: 2)
    for (unit, norm) in norms.enumerated() {
      let expected = (2 * unit...2 * unit + 1).reduce(0.0) { sum, channel in
        let scale = (channel % 3 == 0 ? 2.0 : 3) / (channel % 2 == 0 ? 4.00001 : 0.25001).squareRoot()
        return sum + scale * Double(size * (channel % 4))
      }
      #expect(abs(norm - expected) < 1e-6 * max(1, expected))
    }
  }

  @Test func sharesMakeOne() {
    #expect(ImportanceOrder.shares([3, 2, 1, 2]) == [0.375, 0.25, 0.125, 0.25])
    #expect(ImportanceOrder.shares([1, -1, 3]) == [0.25, 0, 0.75])
    #expect(ImportanceOrder.shares([0, 0, -1, 0]) == [0.25, 0.25, 0.25, 0.25])
  }
}
