// Weights from and to safetensors files: our own, which name their architecture, and PyTorch's state dicts.

import Core

extension Weights {
  /// Reads weights from the safetensors file at `path`. The architecture is what its metadata say under
  /// `architecture`; where they say nothing, as in a PyTorch state dict, it follows from the tensors' shapes.
  /// - Throws: `missingInput`, `io` or `data`, naming the file.
  package init(contentsOf path: String) throws {
    var (tensors, metadata) = try SafetensorsFile.read(path)
    let architecture: Architecture
    if let name = metadata.removeValue(forKey: "architecture") {
      guard let named = Architecture(name: name) else {
        throw AirSliceError.data(
          "unknown architecture \(quoted(name)): '\(Architecture().name)' is the standard one", file: path)
      }
      architecture = named
    } else {
      guard let inferred = Architecture(tensorShapes: tensors.mapValues(\.shape)) else {
        throw AirSliceError.data(
          "no tensor 'linear.weight' of shape [classes, channels]: this is no state dict of a CIFAR MobileNetV2",
          file: path)
      }
      architecture = inferred
    }
    metadata["format"] = nil
    let sets = try Self.takeStatistics(from: &tensors, architecture, path)
    try self.init(architecture: architecture, entries: tensors, metadata: metadata, source: path)
    statisticsByUnits = sets
  }

  /// How files call the entry `name` of the statistics for the first `units` units.
  private static func statisticName(_ name: String, units: Int) -> String { "units\(units)/\(name)" }

  /// Takes the statistics for numbers of units out of `tensors`: 1, 2, … as far as there are any.
  /// - Throws: `data` for a statistic that the network does not have, or of another shape, or no number to go by.
  private static func takeStatistics(
    from tensors: inout [String: NamedArray], _ architecture: Architecture, _ path: String
  ) throws -> [[String: NamedArray]] {
    let shapes = Dictionary(
      uniqueKeysWithValues: architecture.parameterShapes.filter { $0.role == .statistic }.map { ($0.name, $0.shape) })
    var sets: [[String: NamedArray]] = []
    while true {
      let prefix = statisticName("", units: sets.count + 1)
      let names = tensors.keys.filter { $0.hasPrefix(prefix) }
      if names.isEmpty { return sets }
      var set: [String: NamedArray] = [:]
      for key in names {
        let name = String(key.dropFirst(prefix.count))
        guard let array = tensors.removeValue(forKey: key), shapes[name] == array.shape, array.fault(as: name) == nil
        else {
          throw AirSliceError.data("tensor '\(key)' is no running statistic of \(architecture.name)", file: path)
        }
        set[name] = array
      }
      guard sets.isEmpty || set.keys == sets[0].keys else {
        throw AirSliceError.data("the statistics for \(sets.count + 1) units are other ones than for 1", file: path)
      }
      sets.append(set)
    }
  }

  /// Writes a safetensors file with the numbers in `format`, the architecture's name and the metadata; PyTorch's
  /// `safetensors.torch.load_file` reads it as a state dict.
  /// - Throws: `data` when a number is too large for `format`, `cannotCreate` or `io` when it cannot be written.
  package func write(to path: String, as format: SafetensorsFormat = .float16) throws {
    var metadata = metadata
    metadata["architecture"] = architecture.name
    metadata["format"] = "pt"
    var entries = entries
    for (index, set) in statisticsByUnits.enumerated() {
      for (name, array) in set { entries[Self.statisticName(name, units: index + 1)] = array }
    }
    try SafetensorsFile.write(entries, metadata: metadata, as: format, to: path)
  }
}

extension Architecture {
  /// The architecture whose parameters have these shapes; where the widths fit none exactly, the nearest, so that
  /// the check of every shape can say which is wrong. Nil without a usable `linear.weight`.
  init?(tensorShapes shapes: [String: [Int]]) {
    guard let linear = shapes["linear.weight"], linear.count == 2, (2...100_000).contains(linear[0]),
      (4...10_240).contains(linear[1])
    else { return nil }
    // 1280 channels at width 1, rounded to a multiple of 4, leave a range of widths; short decimals are likeliest.
    let exact = Double(linear[1]) / 1280
    let hundredth = (exact * 100).rounded() / 100
    let thousandths = [0, -1, 1, -2, 2].map { ((exact * 1000).rounded() + $0) / 1000 }
    let candidates = ([hundredth] + thousandths + [exact]).filter { $0 > 0.01 && $0 <= 8 }
      .map { Architecture(widthMultiplier: $0, classes: linear[0]) }
    let fitting = candidates.first { candidate in
      candidate.parameterShapes.allSatisfy { shapes[$0.name] == $0.shape }
    }
    guard let found = fitting ?? candidates.first else { return nil }
    self = found
  }
}
