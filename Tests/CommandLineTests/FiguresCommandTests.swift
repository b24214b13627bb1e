// `airslice figures`: scenarios by name, and what has been done is not done again. With it, tails that do not fit.

import Foundation
import Neural
import Testing

@Suite struct FiguresCommandTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.writeWeights("w.safetensors", metadata: ["scheme": "clio-n", "cut": "block3", "unit_channels": "2"])
    try place.write(scenario(["original"], "deadlines_ms: [0, 3200]"), "Scenarios/one.yaml")
    try place.write(scenario(["original"], "measure: units"), "Scenarios/two.yaml")
  }

  private func scenario(_ schemes: [String], _ more: String) -> String {
    """
    dataset: synthetic
    images: 20
    schemes: [\(schemes.joined(separator: ", "))]
    model: {weights: ./w.safetensors}
    \(more)

    """
  }

  private func figures(_ arguments: [String] = []) throws -> CommandResult {
    try place.run(["figures", "--no-plot", "--threads", "1"] + arguments)
  }

  @Test func goesOnWhereItWas() throws {
    let first = try figures(["two"])
    #expect(first.code == 0 && !place.exists("results/synthetic/one"), "\(first.errors)")
    let points = try place.read("results/synthetic/two/points.csv")
    #expect(points.split(separator: "\n").count == 1 + 5 + 4)
    let manifest = try place.read("results/synthetic/two/manifest.json")
    let second = try figures()
    #expect(second.code == 0 && second.output.contains("two: done before") && !second.output.contains("one: done"))
    #expect(try place.read("results/synthetic/two/manifest.json") == manifest)
    #expect(place.exists("results/synthetic/one/points.csv"))
    // Other points than the manifest's, another scenario, other settings, other weights: all of it is made anew.
    try place.write("damaged", "results/synthetic/two/points.csv")
    #expect(try !figures(["two"]).output.contains("done before"))
    #expect(try place.read("results/synthetic/two/points.csv") == points)
    try place.write(scenario(["original"], "measure: units\nseed: 2"), "Scenarios/two.yaml")
    #expect(try !figures(["two"]).output.contains("done before"))
    #expect(try !figures(["two", "--images", "10"]).output.contains("done before"))
    #expect(try figures(["two", "--images", "10"]).output.contains("done before"))
    try place.writeWeights("w.safetensors", metadata: ["scheme": "original"])
    #expect(try !figures(["two", "--images", "10"]).output.contains("done before"))
    #expect(try !figures(["two", "--images", "10", "--anew"]).output.contains("done before"))
  }

  /// Schemes are made from training and validation images too, and the results know from which.
  @Test func imagesThatSchemesAreMadeFromCount() throws {
    func manifest(_ schemes: [String], _ more: String) throws -> String {
      try place.write(scenario(schemes, "deadlines_ms: [262.144]\n" + more), "Scenarios/one.yaml")
      let result = try figures(["one"])
      #expect(result.code == 0, "\(result.errors)")
      return try place.read("results/synthetic/one/manifest.json")
    }
    #expect(try !manifest(["original", "sorted"], "").contains("images_looked_at"))
    let energy = try manifest(["energy-order", "raw"], "")
    #expect(energy.contains("images_looked_at") && energy.contains("\"name\" : \"train\""))
    #expect(try figures(["one"]).output.contains("done before"))
    #expect(try manifest(["original"], "measure: shares").contains("images_looked_at") == false)
    let tables = try manifest(["deepn-jpeg"], "codec: {deepn: {images: 100}}")
    #expect(tables.contains("\"images\" : 100") && tables.contains("\"name\" : \"train\""))
  }

  /// All files of a result belong to it, and those that a scenario no longer makes go.
  @Test func everyFileCounts() throws {
    let table =
      "deadlines_ms: [0, 3200]\ntable: {name: last, title: t, latencies_ms: [3200]}\n"
      + "figure: {title: t, x: {column: latency_ms, label: b}, y: {column: accuracy, label: d}}"
    try place.write(scenario(["original"], table), "Scenarios/one.yaml")
    #expect(try figures(["one"]).code == 0)
    #expect(try figures(["one"]).output.contains("done before"))
    for file in ["curves.csv", "last.csv", "last.md", "figure.json"] {
      let path = "results/synthetic/one/\(file)"
      let text = try place.read(path)
      try FileManager.default.removeItem(atPath: "\(place.folder)/\(path)")
      #expect(try !figures(["one"]).output.contains("done before"), "\(file)")
      #expect(try place.read(path) == text)
    }
    try place.write(scenario(["original"], "deadlines_ms: [0, 3200]"), "Scenarios/one.yaml")
    #expect(try figures(["one"]).code == 0)
    #expect(!place.exists("results/synthetic/one/figure.json"))
    #expect(!place.exists("results/synthetic/one/last.csv") && place.exists("results/synthetic/one/curves.csv"))
  }

  /// Recordings of links are a part of what a result was made from.
  @Test func filesThatAScenarioReadsCount() throws {
    try place.write("time_ms,snr_db\n0,3\n4000,3\n", "link.csv")
    try place.write(
      scenario(["original"], "deadlines_ms: [262.144]\nchannel: {kind: trace, file: link.csv}"), "Scenarios/three.yaml")
    #expect(try figures(["three"]).code == 0)
    #expect(try figures(["three"]).output.contains("done before"))
    let manifest = try place.read("results/synthetic/three/manifest.json")
    #expect(manifest.contains("\"file\" : \"link.csv\""), "\(manifest)")
    try place.write("time_ms,snr_db\n0,4\n4000,4\n", "link.csv")
    #expect(try !figures(["three"]).output.contains("done before"))
    #expect(try place.read("results/synthetic/three/manifest.json") != manifest)
  }

  /// A run that ended after the executable was built, but began before, was made by another one.
  @Test func whatAnEarlierExecutableBeganIsMadeAnew() throws {
    #expect(try figures(["one"]).code == 0)
    let path = "results/synthetic/one/manifest.json"
    let manifest = try place.read(path)
    let pattern = /"wall_seconds" : [0-9.e-]+/
    #expect(manifest.contains(pattern))
    try place.write(manifest.replacing(pattern, with: "\"wall_seconds\" : 1e10"), path)
    #expect(try !figures(["one"]).output.contains("done before"))
    #expect(try figures(["one"]).output.contains("done before"))
  }

  /// A network that knows nothing of units is the same at every cut, and called by the name that it is looked for by.
  @Test func absentOriginalsAreNamed() throws {
    try place.write(
      "schemes: [raw, original]\ndataset: synthetic\nimages: 8\nmissing_weights: skip\n"
        + "sweep: {model.cut: [block3, block7], model.training_seed: [1, 9]}\n", "Scenarios/one.yaml")
    #expect(try figures(["one"]).code == 0)
    let manifest = try place.read("results/synthetic/one/manifest.json")
    #expect(manifest.contains("\"original-seed9\"") && !manifest.contains("original-block7-seed9"), "\(manifest)")
  }

  /// What was made with weights that do not come with AirSlice is not replaced by less.
  @Test func whatNeedsAbsentWeightsIsKept() throws {
    try place.write(
      "schemes: [raw, nair]\ndataset: synthetic\nimages: 8\nmissing_weights: skip\nmodel: {unit_channels: 2}\n"
        + "sweep: {model.cut: [block3, block7], model.training_seed: [1]}\n", "Scenarios/one.yaml")
    #expect(try figures(["one"]).code == 0)
    let path = "results/synthetic/one/manifest.json"
    let manifest = try place.read(path)
    #expect(manifest.contains("\"nair-block7\""))
    func pretend(_ change: (inout [String: Any]) -> Void) throws -> String {
      var record = try #require(JSONSerialization.jsonObject(with: Data(manifest.utf8)) as? [String: Any])
      // As if NAIR's weights for block7 had been there.
      record["left_out"] = [String]()
      change(&record)
      let text = String(decoding: try JSONSerialization.data(withJSONObject: record), as: UTF8.self)
      try place.write(text, path)
      return text
    }
    let whole = try pretend { _ in }
    let kept = try figures(["one"]).output
    #expect(kept.contains("one: kept as it is") && kept.contains("not here: nair-block7, whatever"), "\(kept)")
    #expect(try place.read(path) == whole)
    // Nor is a damaged file beside them: it might be there once more.
    let classes = try place.read("results/synthetic/one/classes.csv")
    try place.write("", "results/synthetic/one/classes.csv")
    let damaged = try figures(["one", "two"])
    #expect(damaged.code == 65 && damaged.complaints.count == 1, "\(damaged.errors)")
    #expect(damaged.errors.contains("one/classes.csv: is not as its manifest says, and a run now would lose"))
    #expect(damaged.output.contains("\ntwo: "))
    try place.write(classes, "results/synthetic/one/classes.csv")
    try place.write("{", path)
    let unknown = try figures(["one"])
    #expect(unknown.code == 65 && unknown.errors.contains("one/manifest.json: does not tell"), "\(unknown.errors)")
    try place.write(whole, path)
    #expect(try figures(["one"]).output.contains("kept as it is"))
    // Fewer images, or other settings, are no reason to lose them.
    #expect(try figures(["one", "--images", "4"]).output.contains("kept as it is"))
    #expect(try figures(["one", "--set", "seed=2"]).output.contains("kept as it is"))
    #expect(try figures(["one", "--set", "sweep.model.cut=[block3]"]).output.contains("kept as it is"))
    #expect(try place.read(path) == whole)
    #expect(try !figures(["one", "--anew"]).output.contains("kept"))
    #expect(try place.read(path).contains("\"nair-block7\""))
    // Weights that are others now made another result.
    _ = try pretend { record in
      var weights = record["weights"] as? [[String: Any]] ?? []
      weights[0]["sha256"] = String(repeating: "0", count: 64)
      record["weights"] = weights
    }
    #expect(try !figures(["one"]).output.contains("kept"))
  }

  @Test func unknownNamesAndFolders() throws {
    let unknown = try figures(["twq"])
    #expect(unknown.code == 64 && unknown.errors.contains("no scenario 'twq' in Scenarios: did you mean two?"))
    let folder = try figures(["--scenarios", "nowhere"])
    #expect(folder.code == 66 && folder.errors.contains("nowhere: no scenario files (*.yaml) here"), "\(folder.errors)")
  }

  /// Tails go with the head of the weights beside them and with no other.
  @Test func tailsThatDoNotFitAreRefused() throws {
    try place.write(scenario(["clio-n-mt"], "deadlines_ms: [0, 262.144, 3200]"), "mt.yaml")
    func run() throws -> CommandResult { try place.run(["run", "mt.yaml", "--no-plot", "--threads", "1"]) }
    let missing = try run()
    #expect(missing.code == 66 && missing.errors.contains("w-tails.safetensors: no file of tails beside the weights"))
    let weights = try Weights(contentsOf: "\(place.folder)/w.safetensors")
    let path = "\(place.folder)/w-tails.safetensors"
    // Weights written in float32 are another head than the same rounded to float16.
    try TailSet(.init(repeating: weights, count: 4), cut: .block(3)).write(to: path)
    let other = try run()
    #expect(other.code == 65 && other.complaints.count == 1 && other.errors.contains("tails are of another training"))
    try weights.write(to: "\(place.folder)/w.safetensors", as: .float16)
    try TailSet(.init(repeating: weights, count: 3), cut: .block(3)).write(to: path)
    #expect(try run().errors.contains("w-tails.safetensors: holds 3 tails, where the features have 4 units"))
    try TailSet(.init(repeating: weights, count: 4), cut: .block(3)).write(to: path)
    let fit = try run()
    #expect(fit.code == 0, "\(fit.errors)")
    #expect(try place.read("results/synthetic/mt/manifest.json").contains("w-tails.safetensors"))
  }
}
