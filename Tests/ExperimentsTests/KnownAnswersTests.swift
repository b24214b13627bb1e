// What the server has answered before: asked once, never mistaken for something else, and of no influence on any result.

import Core
import Experiments
import Imaging
import Neural
import Schemes
import Testing

@Suite struct KnownAnswersTests {
  static let clean = "schemes: [original]\ndeadlines_ms: [0.256, 0.512, 2]"

  @Test func theSameIsAskedOnce() async throws {
    let (known, count) = (KnownAnswers(), Counted.Count())
    let scheme = Counted(base: VotingScheme(), count: count)
    let first = try await runFakes(Self.clean, scheme: scheme, known: known)
    // One unit, two and all of each of 12 images, and the padding.
    #expect(count.value == 37)
    let again = try await runFakes(Self.clean, batch: 5, scheme: scheme, known: known)
    #expect(count.value == 38)
    #expect(again.outcomes == first.outcomes)
  }

  @Test(arguments: ["bit-flip", "erasure", "replace", "packet-loss"])
  func nothingDamagedIsAnsweredFromMemory(_ kind: String) async throws {
    let known = KnownAnswers()
    _ = try await runFakes(Self.clean, images: 60, known: known)
    let text = Self.clean + "\nchannel: {kind: \(kind)}\nsweep: {channel.rate: [0, 0.01, 0.2, 0.5]}"
    let alone = try await runFakes(text, images: 60)
    let after = try await runFakes(text, images: 60, known: known)
    #expect(after.outcomes == alone.outcomes)
    // The channel does something that shows.
    #expect(alone.rows.contains { $0.agreeing < 60 })
  }

  @Test func otherSeedsDataAndSettingsAreOtherQuestions() async throws {
    let (known, count) = (KnownAnswers(), Counted.Count())
    let scheme = Counted(base: VotingScheme(), count: count)
    let others = ["", "\nseed: 2", "\ndataset: cifar10", "\nmodel: {wire: int8}", "\nmodel: {training_seed: 2}"]
    for other in others { _ = try await runFakes(Self.clean + other, scheme: scheme, known: known) }
    #expect(count.value == others.count * 37)
    for digest in ["a", "b"] { _ = try await runFakes(Self.clean, scheme: scheme, known: known, weights: [digest]) }
    #expect(count.value == (others.count + 2) * 37)
    // The link is none of them.
    _ = try await runFakes(Self.clean + "\nlink: {rate_kbps: 250.5}", scheme: scheme, known: known)
    #expect(count.value == (others.count + 2) * 37 + 1)
  }

  /// Points of these share messages and answers whatever they say of features, so none of it may make a difference.
  @Test(arguments: ["raw", "on-device", "png", "jpeg", "jpeg-fit", "deepn-jpeg", "deepn-jpeg-fit", "original"])
  func onlyFeaturesDependOnTheCut(_ name: String) throws {
    let sweep = "sweep: {model.cut: [block3, block13], model.wire: [float32, int8]}"
    let text = "schemes: [\(name)]\ncodec: {piece_bytes: 64, deepn: {images: 20}}\n\(sweep)"
    let plan = try Plan(ScenarioFile(text, path: "s.yaml"))
    #expect(plan.groups == (name == "original" ? [[0], [1], [2], [3]] : [[0, 1, 2, 3]]))
    let images = SyntheticDataset(split: .test).batch(0..<3)
    let found = try plan.points.map { point in
      let setting = try SchemeSetting(
        name: name, model: point.settings.model, codec: point.settings.codec, seed: 1, normalization: .synthetic,
        shelf: NetworkShelf(dataset: "synthetic"))
      let scheme = try Catalogue.scheme(named: name).scheme(setting)
      let messages =
        if let scheme = scheme as? any AdjustableScheme {
          try scheme.encode(images, level: scheme.levels / 2)
        } else {
          try scheme.encode(images, from: 0)
        }
      // All but the last slice of each, where there are several.
      let cut = messages.map {
        Delivery(
          slices: $0.slices.prefix(max(1, $0.slices.count - 1)).map { .init(unit: $0.unit, payload: $0.payload) })
      }
      return (messages.map(\.slices), try scheme.infer(cut).values, scheme.deviceOperations)
    }
    let same = found.allSatisfy { $0 == found[0] }
    #expect(same == (name != "original"))
  }

  @Test(arguments: [("raw", 1), ("original", 2)])
  func pointsThatCannotDifferAreRunOnce(_ name: String, _ times: Int) async throws {
    func run(_ sweep: String) async throws -> (outcomes: [PointOutcome], asked: Int) {
      let count = Counted.Count()
      let text = "schemes: [\(name)]\nchannel: {kind: erasure, rate: 0.4}\ndeadlines_ms: [2]\n\(sweep)"
      let run = try await runFakes(text, images: 60, scheme: Counted(base: VotingScheme(), count: count))
      return (run.outcomes, count.value)
    }
    let (alone, asked) = try await run("")
    let cuts = try await run("sweep: {model.cut: [block3, block13]}")
    #expect(cuts.outcomes == [alone[0], alone[0]] && cuts.asked == times * asked)
    let rates = try await run("sweep: {channel.rate: [0.4, 0.9]}")
    #expect(rates.outcomes[0] == alone[0] && rates.outcomes[1] != alone[0])
  }

  @Test func levelsOfAnAdjustableSchemeAreToldApart() async throws {
    // 256, 3200 and 7360 bits of the same image, each whole: a class each.
    let text = "schemes: [jpeg-fit]\ndeadlines_ms: [1, 5, 30]"
    let known = KnownAnswers()
    let run = try await runFakes(text, scheme: LadderScheme(), known: known)
    #expect(run.rows.map(\.correct) == [4, 8, 12])
    let again = try await runFakes(text, scheme: LadderScheme(), known: known)
    #expect(again.outcomes == run.outcomes)
  }
}
