// CLIO's tails: a step against PyTorch's truly narrowed tail, turns, and resuming.

import Core
import Foundation
import Imaging
import Neural
import Stochastics
import TemporaryFolder
import Testing
import Training

@Suite struct CLIOObjectiveTests {
  /// The tail of two units sees zeros in the place of the rest; PyTorch's has a first convolution of two inputs.
  @Test func stepOfPyTorch() throws {
    let golden = try StepGolden("clio-step-float64")
    let labels = try golden.labels()
    let network = try SlicedTrainingNetwork(
      architecture: StepGolden.architecture, cut: StepGolden.cut, batch: labels.count, joint: 1, precision: .float32,
      threads: 1)
    network.store.load(try golden.weights())
    let objective = CLIOObjective(network, unitChannels: 1, probabilities: [0, 1, 0, 0], seed: 1)
    var velocity = [Float](repeating: 0, count: network.store.parameters.count)
    objective.prepare(step: 0, velocity: &velocity)
    let found = try objective.pass(TrainingBatch(images: golden.images(), labels: labels), step: 0)
    #expect(abs(Double(found.loss) - (try golden.values("loss")[0])) < 1e-4)
    try golden.compare(network.store) { name, gradient in
      guard name == "layers.3.conv1.weight" else { return gradient }
      // [hidden, 2] there, [hidden, 4] here: what reads the missing channels has no gradient.
      let rows: [[Double]] = (0..<gradient.count / 2).map { row in [gradient[2 * row], gradient[2 * row + 1], 0, 0] }
      return rows.flatMap { $0 }
    }
  }

  /// Tails are drawn as often as the law says, 4,000 times; chi-squared, false alarm 1e-5.
  @Test func prefixesAreDrawnByTheirProbabilities() throws {
    let network = try SlicedTrainingNetwork(
      architecture: StepGolden.architecture, cut: StepGolden.cut, batch: 2, joint: 1, precision: .float32, threads: 1)
    let probabilities = [0.1, 0.4, 0, 0.5]
    let objective = CLIOObjective(network, unitChannels: 1, probabilities: probabilities, seed: 6)
    var counts = [0, 0, 0, 0]
    for step in 0..<4_000 { counts[objective.drawn(step)] += 1 }
    #expect(counts[2] == 0)
    let there = [0, 1, 3]
    #expect(
      try GoodnessOfFit.chiSquared(there.map { counts[$0] }, expected: there.map { 4_000 * probabilities[$0] }) > 1e-5,
      "\(counts)")
  }

  private struct Small {
    let objective: CLIOObjective
    let trainer: Trainer

    init(
      checkpoint: String?, _ distribution: PrefixDistribution = .uniform, sharing: TailSharing = .none
    ) throws {
      var recipe = Recipe(.paper)
      (recipe.epochs, recipe.batch) = (4, 8)
      let architecture = Architecture(widthMultiplier: 0.25)  // 8 channels at block3
      let network = try SlicedTrainingNetwork(
        architecture: architecture, cut: .block(3), batch: 8, joint: 1, precision: .float32, threads: 1)
      network.store.load(try architecture.initialWeights(seed: 2))
      objective = CLIOObjective(
        network, unitChannels: 2, probabilities: try distribution.probabilities(units: 4), sharing: sharing, seed: 3)
      let images = try TrainingImages(FewImages(28), batch: 8, augmentation: recipe.augmentation, seed: 3)
      trainer = Trainer(objective, images: images, recipe: recipe, identity: [:], checkpointPath: checkpoint)
    }

    func tails() throws -> [[String: NamedArray]] { try (1...4).map { try objective.weights(tail: $0).entries } }
  }

  @Test(arguments: [2, 5, 7], TailSharing.allCases)
  func resumedTrainingEndsWithTheSameBits(_ stop: Int, _ sharing: TailSharing) throws {
    let folder = try TemporaryFolder()
    let whole = try Small(checkpoint: nil, sharing: sharing)
    try whole.trainer.run(shouldStop: { false })
    let path = Checkpoint.path(in: folder.path)
    let first = try Small(checkpoint: path, sharing: sharing)
    #expect(throws: AirSliceError.self) { try first.trainer.run(shouldStop: { first.trainer.step == stop }) }
    let second = try Small(checkpoint: path, sharing: sharing)
    try second.trainer.resume()
    #expect(try second.tails() == first.tails())
    try second.trainer.run(shouldStop: { false })
    #expect(try second.tails() == whole.tails())
  }

  /// What is a tail's own rests where it is not drawn; what all have in common moves with every draw: the head, and with
  /// θ_{k+2:S} shared the weights of all but the first block behind the cut. Statistics are each tail's own either way.
  @Test(arguments: [
    (
      TailSharing.none, ["layers.3.conv1.weight", "linear.weight", "bn2.running_mean"],
      ["conv1.weight", "layers.2.bn3.running_var"]
    ),
    (
      .behindFirstLayer, ["layers.3.conv1.weight", "layers.3.bn3.bias", "layers.16.bn1.running_mean"],
      ["conv1.weight", "layers.4.conv1.weight", "layers.16.bn3.weight", "linear.weight", "linear.bias"]
    ),
  ])
  func tailsThatAreNotDrawnRest(_ sharing: TailSharing, own: [String], common: [String]) throws {
    let small = try Small(checkpoint: nil, .list([1, 0, 0, 1]), sharing: sharing)
    let before = try small.tails()
    try small.trainer.run(shouldStop: { false })
    let after = try small.tails()
    for name in own {
      #expect(after[1][name] == before[1][name] && after[2][name] == before[2][name], "\(name)")
      #expect(after[0][name] != before[0][name] && after[3][name] != before[3][name], "\(name)")
      #expect(after[0][name] != after[3][name], "\(name)")
    }
    for name in common {
      #expect(after[0][name] != before[0][name], "\(name)")
      #expect(after.allSatisfy { $0[name] == after[0][name] }, "\(name)")
    }
    #expect(try small.objective.weights().entries == after[3])
  }

  /// Where one prefix alone is drawn there is nothing to share: the same bits as without.
  @Test func sharingChangesNothingForOnePrefix() throws {
    let networks = try TailSharing.allCases.map { sharing in
      let small = try Small(checkpoint: nil, .list([0, 1, 0, 0]), sharing: sharing)
      try small.trainer.run(shouldStop: { false })
      return try small.objective.weights(tail: 2).entries
    }
    #expect(networks[0] == networks[1])
  }

  /// The file of all tails is what was trained, rounded to float16.
  @Test func tailsAreWrittenTogether() throws {
    let folder = try TemporaryFolder()
    let small = try Small(checkpoint: nil)
    try small.trainer.run(shouldStop: { false })
    small.objective.roundToFloat16()
    let networks = try (1...4).map { try small.objective.weights(tail: $0) }
    try TailSet(networks, cut: .block(3)).write(to: "\(folder.path)/tails.safetensors")
    let found = try TailSet(contentsOf: "\(folder.path)/tails.safetensors")
    #expect(try found.networks.map(\.entries) == small.tails())
    try found.check(head: small.objective.weights(), cut: .block(3), count: 4, file: "tails.safetensors")
  }

  @Test func damagedStateIsRefused() throws {
    let small = try Small(checkpoint: nil)
    var state = small.objective.state
    #expect(state.count == 1 + 3 * 3)
    state["tail 1 velocity"]?.shape = [1]
    state["tail 1 velocity"]?.values = [0]
    for wrong in [state, [:], ["active tail": NamedArray(shape: [1], values: [4])]] {
      #expect { try small.objective.restore(wrong, source: "there") } throws: { error in
        (error as? AirSliceError)?.kind == .data
      }
    }
  }
}

@Suite struct PrefixDistributionTests {
  @Test func presets() throws {
    let linear = try PrefixDistribution.linear.probabilities(units: 12)
    #expect(abs(linear[0] - 0.153846) < 1e-6 && abs(linear[11] - 0.012821) < 1e-6)
    let geometric = try PrefixDistribution.geometric(ratio: 0.5).probabilities(units: 12)
    #expect(abs(geometric[0] / geometric[11] - 2048) < 1e-9 && abs(geometric[11] - 2.4420e-4) < 1e-8)
    #expect(try PrefixDistribution.uniform.probabilities(units: 4) == [0.25, 0.25, 0.25, 0.25])
    let random = try PrefixDistribution.random(seed: 1).probabilities(units: 12)
    #expect(random == (try PrefixDistribution.random(seed: 1).probabilities(units: 12)))
    #expect(random != (try PrefixDistribution.random(seed: 2).probabilities(units: 12)))
    #expect(try PrefixDistribution.list([1, 3]).probabilities(units: 2) == [0.25, 0.75])
    for all in [linear, geometric, random] { #expect(abs(all.reduce(0, +) - 1) < 1e-12) }
  }

  @Test(arguments: [
    (PrefixDistribution.list([1, -1, 2]), "negative"), (.list([0, 0, 0]), "sum to 0"), (.list([1, 2]), "2 numbers"),
    (.list([1, .nan, 2]), "no probability"), (.geometric(ratio: -0.5), "not a positive"),
  ])
  func nonsenseIsRefused(_ distribution: PrefixDistribution, _ words: String) {
    #expect { try distribution.probabilities(units: 3) } throws: { error in
      let error = error as? AirSliceError
      return error?.kind == .usage && error!.message.contains(words)
    }
  }

  @Test func wordsAreReadBack() {
    for distribution in [
      PrefixDistribution.linear, .geometric(ratio: 0.75), .uniform, .random(seed: 9), .list([0.5, 0.25, 0]),
    ] { #expect(PrefixDistribution(words: distribution.words) == distribution) }
    for wrong in ["", "m", "l", "l:", "l:x", "n:1", "random", "random:-1", "list:", "list:1,,2"] {
      #expect(PrefixDistribution(words: wrong) == nil, "\(wrong)")
    }
  }
}
