// A network's numbers by PyTorch's names and shapes.

import Core

/// A named array: PyTorch's shape order (output, input, height, width for convolutions), row-major, float32.
public struct NamedArray: Sendable, Hashable {
  public var shape: [Int]
  public var values: [Float]

  /// - Precondition: `values` has as many elements as `shape` says.
  public init(shape: [Int], values: [Float]) {
    precondition(values.count == shape.reduce(1, *), "shape and number of values differ")
    (self.shape, self.values) = (shape, values)
  }
}

extension NamedArray {
  /// What is wrong with the numbers as the entry `name`; nil when they can be used.
  func fault(as name: String) -> String? {
    if !values.allSatisfy(\.isFinite) { return "a number that is not finite" }
    return name.hasSuffix("running_var") && values.contains { $0 < 0 } ? "a negative variance" : nil
  }
}

/// One entry that a network must have.
public struct ParameterShape: Sendable, Hashable {
  /// What the entry is to training.
  public enum Role: Sendable {
    /// Trained, with weight decay.
    case weight
    /// Trained, without weight decay in most recipes: batch normalisation's scale and shift, a linear layer's bias.
    case bias
    /// Batch normalisation's running mean or variance: not trained.
    case statistic
  }
  public var name: String
  public var shape: [Int]
  public var role: Role

  /// Elements.
  public var count: Int { shape.reduce(1, *) }
}

/// Weights of one architecture: every parameter and running statistic by PyTorch's names.
public struct Weights: Sendable {
  public let architecture: Architecture
  /// Entries by name; exactly those of ``Architecture/parameterShapes``.
  public var entries: [String: NamedArray]
  /// Where they come from: command, epochs, seed, accuracy, …; kept in weights files.
  public var metadata: [String: String]
  /// Running statistics of a tail that has a set of them for every number of leading units: those for the first 1, 2, …
  /// units, in the place of ``entries``' of the same names. Empty where one set serves all.
  package var statisticsByUnits: [[String: NamedArray]] = []

  /// Checks that `entries` are just those of `architecture`; `source` names the file in errors. PyTorch's
  /// `num_batches_tracked` counters are dropped.
  /// - Throws: `data` when an entry is missing, unknown or of another shape, or holds what is not finite or a negative
  ///   variance.
  public init(
    architecture: Architecture, entries: [String: NamedArray], metadata: [String: String] = [:], source: String
  ) throws {
    var rest = entries.filter { !$0.key.hasSuffix("num_batches_tracked") }
    var checked: [String: NamedArray] = [:]
    for expected in architecture.parameterShapes {
      guard let found = rest.removeValue(forKey: expected.name) else {
        throw AirSliceError.data(
          "no tensor '\(expected.name)': these are not weights of \(architecture.name)", file: source)
      }
      guard found.shape == expected.shape else {
        throw AirSliceError.data(
          "tensor '\(expected.name)' has shape \(found.shape); \(architecture.name) needs \(expected.shape)",
          file: source)
      }
      if let fault = found.fault(as: expected.name) {
        throw AirSliceError.data("tensor '\(expected.name)' holds \(fault)", file: source)
      }
      checked[expected.name] = found
    }
    if let name = rest.keys.min() {
      throw AirSliceError.data("unknown tensor '\(name)': these are not weights of \(architecture.name)", file: source)
    }
    (self.architecture, self.entries, self.metadata) = (architecture, checked, metadata)
  }

  /// The weights with the running statistics for the first `units` units, those for one unit when there are none.
  package func forUnits(_ units: Int) -> Weights {
    guard !statisticsByUnits.isEmpty else { return self }
    var weights = self
    weights.statisticsByUnits = []
    weights.entries.merge(statisticsByUnits[min(max(units, 1), statisticsByUnits.count) - 1]) { $1 }
    return weights
  }
}

extension Architecture {
  /// Every entry of a state dict, in PyTorch's order.
  public var parameterShapes: [ParameterShape] {
    var list: [ParameterShape] = []
    func convolution(_ name: String, _ output: Int, _ input: Int, _ kernel: Int) {
      list.append(ParameterShape(name: "\(name).weight", shape: [output, input, kernel, kernel], role: .weight))
    }
    func batchNormalisation(_ name: String, _ channels: Int) {
      list.append(ParameterShape(name: "\(name).weight", shape: [channels], role: .bias))
      list.append(ParameterShape(name: "\(name).bias", shape: [channels], role: .bias))
      list.append(ParameterShape(name: "\(name).running_mean", shape: [channels], role: .statistic))
      list.append(ParameterShape(name: "\(name).running_var", shape: [channels], role: .statistic))
    }
    convolution("conv1", stemChannels, Self.input.channels, 3)
    batchNormalisation("bn1", stemChannels)
    for (index, block) in blocks.enumerated() {
      let name = "layers.\(index)"
      convolution("\(name).conv1", block.hiddenChannels, block.inputChannels, 1)
      batchNormalisation("\(name).bn1", block.hiddenChannels)
      convolution("\(name).conv2", block.hiddenChannels, 1, 3)
      batchNormalisation("\(name).bn2", block.hiddenChannels)
      convolution("\(name).conv3", block.outputChannels, block.hiddenChannels, 1)
      batchNormalisation("\(name).bn3", block.outputChannels)
      if block.hasProjectedShortcut {
        convolution("\(name).shortcut.0", block.outputChannels, block.inputChannels, 1)
        batchNormalisation("\(name).shortcut.1", block.outputChannels)
      }
    }
    convolution("conv2", lastChannels, blocks[blocks.count - 1].outputChannels, 1)
    batchNormalisation("bn2", lastChannels)
    list.append(ParameterShape(name: "linear.weight", shape: [classes, lastChannels], role: .weight))
    list.append(ParameterShape(name: "linear.bias", shape: [classes], role: .bias))
    return list
  }

  /// Trained parameters, running statistics left out: 2,296,922 for the standard network.
  public var parameterCount: Int {
    parameterShapes.reduce(0) { $0 + ($1.role == .statistic ? 0 : $1.count) }
  }
}
