// PyTorch's values of single steps (Tests/Peers/golden_slices.py), and the network that they start from.

import Foundation
import Neural
import ReferenceNetwork
import Testing

/// One golden step.
struct StepGolden {
  static let architecture = Architecture(widthMultiplier: 0.125)
  static let cut = Cut.block(3)
  private let start: SafetensorsFile
  private let step: SafetensorsFile

  init(_ name: String) throws {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
    start = try SafetensorsFile(contentsOf: "\(tests)/NeuralTests/Goldens/network-float64.safetensors")
    step = try SafetensorsFile(contentsOf: "\(tests)/TrainingTests/Goldens/\(name).safetensors")
  }

  func values(_ name: String) throws -> [Double] { try step.values(of: name, as: Double.self).values }

  /// The network before the step.
  func weights() throws -> Weights {
    let entries = try Self.architecture.parameterShapes.map { parameter in
      let values = try start.values(of: "state/\(parameter.name)", as: Double.self).values.map { Float($0) }
      return (parameter.name, NamedArray(shape: parameter.shape, values: values))
    }
    return try Weights(
      architecture: Self.architecture, entries: Dictionary(uniqueKeysWithValues: entries), source: "golden")
  }

  /// The same in double precision, as PyTorch had it.
  func network() throws -> ReferenceNetwork<Double> {
    let state = try Self.architecture.parameterShapes.map {
      ($0.name, try start.values(of: "state/\($0.name)", as: Double.self).values)
    }
    return ReferenceNetwork(architecture: Self.architecture, parameters: Dictionary(uniqueKeysWithValues: state))
  }

  /// Features of the start, [N, channels, height, width].
  func features(_ name: String) throws -> Features<Double> {
    let (shape, values) = try start.values(of: name, as: Double.self)
    return Features(
      count: shape[0], shape: FeatureShape(channels: shape[1], height: shape[2], width: shape[3]), values: values)
  }

  /// Channels last.
  func images() throws -> [Float] {
    let (shape, values) = try start.values(of: "images", as: Double.self)
    let area = shape[2] * shape[3]
    return (0..<values.count).map { index in
      let (image, rest) = index.quotientAndRemainder(dividingBy: area * 3)
      return Float(values[(image * 3 + rest % 3) * area + rest / 3])
    }
  }

  func labels() throws -> [UInt8] { try start.values(of: "labels", as: Double.self).values.map { UInt8($0) } }

  /// Gradients and running statistics of `store` against the golden ones: directions and lengths of gradients within
  /// 0.1 and 1 %, statistics within 1e-4. Gradients of rounding noise only are left out.
  func compare(_ store: ParameterStore, gradient: (_ name: String, _ golden: [Double]) throws -> [Double]) throws {
    var goldens: [(entry: ParameterStore.Entry, values: [Double])] = []
    for entry in store.trained {
      let golden = try gradient(entry.shape.name, values("gradient/\(entry.shape.name)"))
      try #require(golden.count == entry.range.count, "\(entry.shape.name)")
      goldens.append((entry, golden))
    }
    func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let globalNorm = goldens.reduce(0) { $0 + product($1.values, $1.values) }.squareRoot()
    for (entry, golden) in goldens {
      let found = store.gradients[entry.range].map(Double.init)
      let norm = product(golden, golden).squareRoot()
      guard norm > 1e-6 * globalNorm else { continue }
      let foundNorm = product(found, found).squareRoot()
      #expect(product(found, golden) / (norm * foundNorm) >= 0.999, "\(entry.shape.name)")
      #expect(abs(foundNorm / norm - 1) < 0.01, "\(entry.shape.name)")
    }
    let after = try store.weights().entries
    for parameter in Self.architecture.parameterShapes where parameter.role == .statistic {
      let golden = try values("after/\(parameter.name)")
      let found = try #require(after[parameter.name]).values
      for (value, golden) in zip(found, golden) {
        #expect(abs(Double(value) - golden) <= 1e-4 * max(1, abs(golden)), "\(parameter.name)")
      }
    }
  }
}
