// A state dict that PyTorch saved, on real data: found through AIRSLICE_REFERENCE, the folder that holds it.

import Foundation
import Neural
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
}
