// A state dict that PyTorch saved, on real data: found through AIRSLICE_REFERENCE, the folder that holds it.

import Foundation
import Neural
import ReferenceNetwork
import Testing

/// The folder with PyTorch's checkpoint, scores and features.
enum ReferenceFolder {
  static let path = ProcessInfo.processInfo.environment["AIRSLICE_REFERENCE"]
  /// Whether a run without the data must fail rather than skip.
  static let isRequired = ProcessInfo.processInfo.environment["AIRSLICE_REQUIRE_DATA"] == "1"

  static func file(_ name: String) throws -> String {
    try #require(path, "AIRSLICE_REQUIRE_DATA is 1 but AIRSLICE_REFERENCE names no folder") + "/" + name
  }
}

@Suite(.enabled(if: ReferenceFolder.path != nil || ReferenceFolder.isRequired, "AIRSLICE_REFERENCE is not set"))
struct ReferenceWeightsTests {
  @Test func stateDictOfPyTorchLoads() throws {
    let weights = try Weights(contentsOf: ReferenceFolder.file("original-pytorch.safetensors"))
    #expect(weights.architecture == Architecture())
    #expect(weights.entries.count == Architecture().parameterShapes.count)
  }

  @Test(.enabled(if: CIFAR10Images.folder != nil || ReferenceFolder.isRequired, "AIRSLICE_DATA is not set"))
  func scoresAndFeaturesOfPyTorch() throws {
    let network = try SplitNetwork(Weights(contentsOf: ReferenceFolder.file("original-pytorch.safetensors")))
    let images = try CIFAR10Images.firstTestImages(256)

    let table = try String(contentsOfFile: ReferenceFolder.file("original-scores.csv"), encoding: .utf8)
    let rows = table.split(separator: "\n").map { $0.split(separator: ",").compactMap { Double($0) } }
    let expected = rows.filter { $0.count >= 10 }.flatMap { $0.suffix(10) }
    let scores = try network.scores(of: images, at: .input).values.map(Double.init)
    #expect(expected.count == 2560)
    #expect(largestDifference(scores, expected) < 1e-3)

    let bytes = try Data(contentsOf: URL(fileURLWithPath: ReferenceFolder.file("original-block3-features.f32")))
    let shape = FeatureShape(channels: 24, height: 32, width: 32)
    let wanted = bytes.withUnsafeBytes { raw in
      (0..<raw.count / 4).map {
        Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self)))
      }
    }
    let firstImages = Tensor(
      count: 8, shape: images.shape, values: Array(images.values[..<(8 * images.shape.count)]))
    let features = Features<Float>(try network.features(of: firstImages, at: .block(3)))
    #expect(features.shape == shape && wanted.count == 8 * shape.count)
    #expect(largestDifference(features.values, wanted) < 1e-3)
  }
}

/// Images of CIFAR-10's binary files, read here and not by the module that the simulator reads them with.
enum CIFAR10Images {
  static let folder = ProcessInfo.processInfo.environment["AIRSLICE_DATA"]

  /// The first `count` images of `test_batch.bin`: pixels / 255, minus the mean, over the standard deviation.
  static func firstTestImages(_ count: Int) throws -> Tensor {
    let folder = try #require(folder, "AIRSLICE_REQUIRE_DATA is 1 but AIRSLICE_DATA names no folder")
    let file = URL(fileURLWithPath: folder).appendingPathComponent("cifar-10-batches-bin/test_batch.bin")
    let bytes = [UInt8](try Data(contentsOf: file))
    let (mean, deviation): ([Float], [Float]) = ([0.4914, 0.4822, 0.4465], [0.2470, 0.2435, 0.2616])
    var features = Features<Float>(zeros: count, shape: Architecture.input)
    for index in features.values.indices {
      let (image, component) = index.quotientAndRemainder(dividingBy: 3072)
      let channel = component / 1024
      features.values[index] = (Float(bytes[image * 3073 + 1 + component]) / 255 - mean[channel]) / deviation[channel]
    }
    return features.tensor
  }
}
