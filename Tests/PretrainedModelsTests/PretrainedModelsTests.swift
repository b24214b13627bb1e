// Weights are found beside the executable, wherever that is, and missing ones are told with those that there are.

import Core
import Foundation
import PretrainedModels
import Testing

@Suite struct PretrainedModelsTests {
  /// A folder laid out as an installed AirSlice, removed with the value.
  private final class Installation {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("models-\(UUID().uuidString)").path
    var executable: String { "\(root)/libexec/airslice/airslice" }
    var weights: String { "\(root)/libexec/airslice/\(PretrainedModels.bundleName)/Weights" }

    init(_ files: [String]) throws {
      try AtomicFile.createDirectory(weights)
      for file in files {
        try AtomicFile.createDirectory(("\(weights)/\(file)" as NSString).deletingLastPathComponent)
        try AtomicFile.write("weights", to: "\(weights)/\(file)")
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }
  }

  @Test func findsThemBesideTheExecutable() throws {
    let installation = try Installation(["cifar10/original.safetensors"])
    let path = try PretrainedModels.path(dataset: "cifar10", model: "original", beside: installation.executable)
    #expect(path == "\(installation.weights)/cifar10/original.safetensors")
  }

  @Test func namesThoseThatThereAre() throws {
    let installation = try Installation([
      "synthetic/original.safetensors", "cifar10/original.safetensors", "cifar10/original-tails.safetensors",
      "cifar10/x",
    ])
    let error = try #require(throws: AirSliceError.self) {
      try PretrainedModels.path(dataset: "cifar10", model: "nair", beside: installation.executable)
    }
    #expect(error.kind == .missingInput)
    #expect(error.description.contains("no weights of 'nair' trained on 'cifar10'"))
    #expect(error.description.contains("(there are: original on cifar10, original on synthetic)"))
    let empty = try Installation([])
    let none = try #require(throws: AirSliceError.self) {
      try PretrainedModels.path(dataset: "cifar10", model: "original", beside: empty.executable)
    }
    #expect(none.description.contains("reinstall"))
  }

  /// A name from a scenario must not lead out of the folder.
  @Test(arguments: ["..", ".", "", "../cifar10", "cifar10/../cifar10"])
  func takesNamesOnly(_ dataset: String) throws {
    let installation = try Installation(["cifar10/original.safetensors", "original.safetensors"])
    #expect(throws: AirSliceError.self) {
      try PretrainedModels.path(dataset: dataset, model: "original", beside: installation.executable)
    }
    #expect(throws: AirSliceError.self) {
      try PretrainedModels.path(dataset: "cifar10", model: "../cifar10/original", beside: installation.executable)
    }
  }

  /// The running test, too, has the resources beside it.
  @Test func everyAvailableModelIsThere() throws {
    for (dataset, model) in try PretrainedModels.available() {
      let path = try PretrainedModels.path(dataset: dataset, model: model)
      #expect(FileManager.default.isReadableFile(atPath: path))
    }
  }

  @Test func tailsLieBesideTheirWeights() {
    let path = PretrainedModels.tailsPath(beside: "a.b/clio-n-seed2.safetensors")
    #expect(path == "a.b/clio-n-seed2-tails.safetensors")
  }

  @Test func namesTellCutAndSeed() {
    #expect(PretrainedModels.name(training: "original") == "original")
    #expect(PretrainedModels.name(training: "nair", cut: "block3") == "nair")
    #expect(PretrainedModels.name(training: "nair", cut: "block13") == "nair-block13")
    #expect(PretrainedModels.name(training: "clio-n", cut: "block2", seed: 3) == "clio-n-block2-seed3")
  }
}
