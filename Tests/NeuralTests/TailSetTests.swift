// Several tails in one file: what is written is read, and tails that belong elsewhere are refused in one line.

import Core
import Neural
import TemporaryFolder
import Testing

@Suite struct TailSetTests {
  static let architecture = Architecture(widthMultiplier: 0.125)
  static let cut = Cut.block(3)

  /// Numbers that float16 holds; one head, and as many tails as there are seeds.
  static func networks(_ seeds: [Float] = [1, 2, 3]) throws -> [Weights] {
    let tail = Set(architecture.tailEntries(behind: cut))
    return try seeds.map { seed in
      let entries = architecture.parameterShapes.enumerated().map { place, parameter in
        let value = Float(place) / 64 + (tail.contains(parameter.name) ? seed : 0)
        return (
          parameter.name, NamedArray(shape: parameter.shape, values: .init(repeating: value, count: parameter.count))
        )
      }
      return try Weights(
        architecture: architecture, entries: Dictionary(uniqueKeysWithValues: entries),
        metadata: ["scheme": "clio-n", "cut": "block3"], source: "test")
    }
  }

  private func refusal(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "taken"
    } catch { return (error as? AirSliceError)?.kind == .data ? "\(error)" : "another error: \(error)" }
  }

  /// Everything but the last layer is before the last cut, and nothing before the input.
  @Test func entriesBehindACut() {
    let all = Self.architecture.parameterShapes.map(\.name)
    #expect(Self.architecture.tailEntries(behind: .input) == all)
    #expect(Self.architecture.tailEntries(behind: .last) == ["linear.weight", "linear.bias"])
    #expect(Self.architecture.tailEntries(behind: .stem).first == "layers.0.conv1.weight")
    #expect(Self.architecture.tailEntries(behind: Self.cut).first == "layers.3.conv1.weight")
    #expect(Self.architecture.tailEntries(behind: .block(17)).first == "conv2.weight")
  }

  @Test func readsWhatItWrites() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/tails.safetensors"
    let networks = try Self.networks()
    try TailSet(networks, cut: Self.cut).write(to: path)
    let found = try TailSet(contentsOf: path)
    #expect(found.cut == Self.cut && found.networks.map(\.entries) == networks.map(\.entries))
    #expect(found.networks[0].metadata == networks[0].metadata)
    try found.check(head: networks[2], cut: Self.cut, count: 3, file: path)
    // The head is there once.
    let (arrays, _) = try SafetensorsFile.read(path)
    #expect(
      arrays.count == Self.architecture.parameterShapes.count + 2
        * Self.architecture.tailEntries(behind: Self.cut).count)
  }

  @Test func tailsOfAnotherNetworkAreRefused() throws {
    let set = TailSet(try Self.networks(), cut: Self.cut)
    var weights = set.networks[0]
    func check(_ weights: Weights, _ cut: Cut = Self.cut, _ count: Int = 3) -> String {
      refusal { try set.check(head: weights, cut: cut, count: count, file: "t.safetensors") }
    }
    #expect(check(weights) == "taken")
    #expect(
      check(weights, .block(2)) == "t.safetensors: its tails begin behind block3, where the scenario cuts at block2")
    #expect(check(weights, Self.cut, 4) == "t.safetensors: holds 3 tails, where the features have 4 units")
    weights.entries["linear.bias"]?.values[0] += 1
    #expect(check(weights) == "taken")
    weights.entries["layers.2.bn3.running_var"]?.values[0] += 1
    #expect(check(weights).contains("t.safetensors: its tails are of another training: their head differs"))
    let wide = try Architecture(widthMultiplier: 0.25).initialWeights(seed: 1)
    #expect(
      check(wide).contains("tails are of mobilenetv2-cifar w0.125 c10, where the head is of mobilenetv2-cifar w0.25"))
  }

  @Test func damagedFilesAreRefused() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/t.safetensors"
    try TailSet(try Self.networks(), cut: Self.cut).write(to: path)
    let (arrays, metadata) = try SafetensorsFile.read(path)
    func refusal(_ change: (inout [String: NamedArray], inout [String: String]) -> Void) throws -> String {
      var (arrays, metadata) = (arrays, metadata)
      change(&arrays, &metadata)
      try SafetensorsFile.write(arrays, metadata: metadata, as: .float16, to: path)
      return self.refusal { _ = try TailSet(contentsOf: path) }
    }
    for tails in [nil, "0", "-1", "x"] {
      #expect(try refusal { $1["tails"] = tails }.contains("holds no tails (metadata 'tails')"))
    }
    for (key, value) in [("cut", "block18"), ("cut", "x"), ("architecture", "resnet")] {
      #expect(try refusal { $1[key] = value }.contains("does not say of which architecture its tails are"), "\(value)")
    }
    #expect(try refusal { $1["tails"] = "1000000" }.contains("tail 4: no tensor 'layers.3.conv1.weight'"))
    #expect(try refusal { $1["tails"] = "2" }.contains("unknown tensor 'tail3/"))
    #expect(try refusal { arrays, _ in arrays["tail2/bn2.bias"] = nil }.contains("tail 2: no tensor 'bn2.bias'"))
    #expect(try refusal { arrays, _ in arrays["tail1/bn2.bias"]?.values[0] = .nan }.contains("not finite"))
    #expect(try refusal { $1["cut"] = "block2" }.contains("tail 1: no tensor 'layers.2."))
  }
}
