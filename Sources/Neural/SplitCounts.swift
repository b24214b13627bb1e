// What a split costs on either side: parameters, arithmetic and features, by cut.

/// Sizes of a network that is split at one cut.
public struct SplitCounts: Sendable, Hashable {
  public let cut: Cut
  /// Trained parameters of the layers that the device runs; running statistics are not counted.
  public let headParameters: Int
  /// Trained parameters of the layers that the server runs.
  public let tailParameters: Int
  /// Multiply-accumulate operations of one image on the device.
  public let headMultiplyAccumulates: Int
  /// Multiply-accumulate operations of one image on the server.
  public let tailMultiplyAccumulates: Int
  /// What is sent of one image.
  public let features: FeatureShape
  /// Weights of the tail's first convolutions for each channel that they read.
  private let weightsPerChannel: Int

  /// The sizes of `architecture` split at `cut`.
  /// - Precondition: `cut` is one of the architecture's.
  public init(_ architecture: Architecture, at cut: Cut) {
    guard let position = architecture.cuts.firstIndex(of: cut) else { preconditionFailure("no such cut") }
    self.cut = cut
    let trained = architecture.parameterShapes.filter { $0.role != .statistic }
    let head = trained.filter { architecture.stage(ofEntry: $0.name) <= position }.reduce(0) { $0 + $1.count }
    headParameters = head
    tailParameters = architecture.parameterCount - head
    headMultiplyAccumulates = architecture.multiplyAccumulates(through: cut)
    tailMultiplyAccumulates = architecture.multiplyAccumulates(through: nil) - headMultiplyAccumulates
    features = architecture.featureShape(at: cut)
    weightsPerChannel =
      trained.filter {
        architecture.stage(ofEntry: $0.name) == position + 1 && Self.readsTheFeatures($0.name)
      }.reduce(0) { $0 + $1.count } / features.channels
  }

  /// Bytes of one image's features, `elementBytes` each.
  public func featureBytes(elementBytes: Int) -> Int { features.count * elementBytes }

  /// Trained parameters of one tail for every prefix of whole units, each a copy of the tail whose first convolutions read
  /// its prefix only, and else as wide as before: Σ over i of T − w (C − c_i), where T are the tail's parameters, w those of
  /// its first convolutions for each of the C channels, and c_i the channels of the first i units.
  ///
  /// CLIO's many tails, as the NAIR paper counts them in §V. CLIO's published code adds a shortcut of its own to each tail,
  /// which is not counted here.
  public func narrowedTailParameters(unitChannels: Int) -> Int {
    precondition(unitChannels > 0, "a unit has channels")
    return stride(from: unitChannels, to: features.channels + unitChannels, by: unitChannels).reduce(0) {
      $0 + tailParameters - weightsPerChannel * (features.channels - min($1, features.channels))
    }
  }

  /// Whether a parameter of the tail's first stage has a column for every channel of the features.
  private static func readsTheFeatures(_ name: String) -> Bool {
    ["conv1.weight", "conv2.weight", "linear.weight"].contains(name)
      || name.hasPrefix("layers.") && (name.hasSuffix(".conv1.weight") || name.hasSuffix(".shortcut.0.weight"))
  }
}

extension Architecture {
  /// The place among ``cuts`` that the layer of a state dict's entry leads to; the classifier's is one behind the last.
  fileprivate func stage(ofEntry name: String) -> Int {
    let parts = name.split(separator: ".")
    switch parts[0] {
    case "conv1", "bn1": return 1
    case "layers": return 2 + (Int(parts[1]) ?? 0)
    case "conv2", "bn2": return cuts.count - 1
    default: return cuts.count
    }
  }
}
