// The oracle itself against PyTorch in float64, so that everything compared with it is compared with PyTorch.
// The goldens are written by Tests/Peers/golden_network.py.

import Foundation
import Neural
import ReferenceNetwork
import Testing

/// PyTorch's float64 values for one narrow network.
struct NetworkGolden {
  let file: SafetensorsFile
  static let architecture = Architecture(widthMultiplier: 0.125)

  init(_ name: String = "network-float64") throws {
    let folder = try #require(Bundle.module.resourceURL)
    file = try SafetensorsFile(contentsOf: folder.appendingPathComponent("Goldens/\(name).safetensors").path)
  }

  /// The numbers of the tensor `name`.
  func values(_ name: String) throws -> [Double] { try file.values(of: name).values }

  /// The features `name`, [N, channels, height, width] or [N, classes].
  func features(_ name: String) throws -> Features<Double> {
    let (shape, values) = try file.values(of: name, as: Double.self)
    let sizes = shape + [1, 1]
    return Features(
      count: shape[0], shape: FeatureShape(channels: sizes[1], height: sizes[2], width: sizes[3]), values: values)
  }

  /// The network before its first step, in float32.
  func weights() throws -> Weights {
    let entries = try Self.architecture.parameterShapes.map {
      ($0.name, NamedArray(shape: $0.shape, values: try values("state/\($0.name)").map { Float($0) }))
    }
    return try Weights(
      architecture: Self.architecture, entries: Dictionary(uniqueKeysWithValues: entries), source: "golden")
  }

  func labels() throws -> [Int] { try values("labels").map { Int($0) } }

  /// The network before its first step.
  func network() throws -> ReferenceNetwork<Double> {
    let state = try Self.architecture.parameterShapes.map { ($0.name, try values("state/\($0.name)")) }
    return ReferenceNetwork(architecture: Self.architecture, parameters: Dictionary(uniqueKeysWithValues: state))
  }
}

/// The largest difference between two lists of equal length; infinite when their lengths differ.
func largestDifference<Number: BinaryFloatingPoint>(_ left: [Number], _ right: [Number]) -> Number {
  guard left.count == right.count else { return .infinity }
  return zip(left, right).reduce(0) { $1.0 == $1.1 ? $0 : max($0, ($1.0 - $1.1).magnitude) }
}

@Suite struct ReferenceNetworkTests {
  @Test func inferenceIsThatOfPyTorch() throws {
    let golden = try NetworkGolden()
    var network = try golden.network()
    let images = try golden.features("images")
    let scores = network.forward(images, training: false).output
    #expect(largestDifference(scores.values, try golden.values("inference/scores")) < 1e-8)
    let features = network.forward(images, to: .block(3), training: false).output
    #expect(largestDifference(features.values, try golden.values("inference/block3")) < 1e-8)
    #expect(network.parameters == (try golden.network().parameters), "inference changed the network")
  }

  @Test func trainingStepIsThatOfPyTorch() throws {
    let golden = try NetworkGolden()
    var network = try golden.network()
    let (loss, scores, gradients) = network.trainingPass(try golden.features("images"), labels: try golden.labels())
    #expect(abs(loss - (try golden.values("loss"))[0]) < 1e-8)
    #expect(largestDifference(scores.values, try golden.values("training/scores")) < 1e-8)
    for entry in NetworkGolden.architecture.parameterShapes {
      if entry.role == .statistic {
        let difference = largestDifference(network.parameters[entry.name]!, try golden.values("after/\(entry.name)"))
        #expect(difference < 1e-8, "\(entry.name)")
      } else {
        let difference = largestDifference(gradients[entry.name]!, try golden.values("gradient/\(entry.name)"))
        #expect(difference < 1e-8, "\(entry.name)")
      }
    }
    #expect(gradients.count == NetworkGolden.architecture.parameterShapes.count { $0.role != .statistic })
  }

  @Test func smoothedLossIsThatOfPyTorch() throws {
    let (golden, smoothed) = (try NetworkGolden(), try NetworkGolden("network-float64-smoothed"))
    var network = try golden.network()
    let (loss, _, gradients) = network.trainingPass(
      try golden.features("images"), labels: try golden.labels(), smoothing: 0.1)
    #expect(abs(loss - (try smoothed.values("loss"))[0]) < 1e-8)
    for entry in NetworkGolden.architecture.parameterShapes where entry.role != .statistic {
      let difference = largestDifference(gradients[entry.name]!, try smoothed.values("gradient/\(entry.name)"))
      #expect(difference < 1e-8, "\(entry.name)")
    }
  }

  @Test func headAndTailMakeTheWholeAtEveryCut() throws {
    let golden = try NetworkGolden()
    var network = try golden.network()
    let images = try golden.features("images")
    let whole = network.forward(images, training: false).output
    for cut in NetworkGolden.architecture.cuts {
      let features = network.forward(images, to: cut, training: false).output
      #expect(features.shape == NetworkGolden.architecture.featureShape(at: cut))
      #expect(network.forward(features, from: cut, training: false).output == whole, "\(cut)")
    }
  }

  @Test func layoutsConvertBothWays() {
    let shape = FeatureShape(channels: 3, height: 2, width: 4)
    let tensor = Tensor(count: 2, shape: shape, values: (0..<48).map(Float.init))
    let features = Features<Double>(tensor)
    #expect(features.values[0..<4] == [0, 3, 6, 9])
    #expect(features.values[8] == 1)
    #expect(features.tensor == tensor)
  }
}
