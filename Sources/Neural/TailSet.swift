// One head and several tails in one file: what CLIO's joint training leaves.

import Core

/// A head with a tail for the first 1, 2, … units of its features: as many networks that are the same up to the cut.
///
/// A file holds the head once, by PyTorch's names, and the tails' entries as `tail1/…`, `tail2/…`. Tails have the full
/// shape, though each sees zeros behind its own units: what reads those has no say, so that a tail narrowed to its units
/// is the same function.
package struct TailSet: Sendable {
  package let cut: Cut
  /// The network with the tail for the first unit, for the first two, …; the metadata are the first one's.
  package let networks: [Weights]

  private static let countKey = "tails"

  /// - Precondition: there are networks; all have one architecture, which has `cut`, and one head.
  package init(_ networks: [Weights], cut: Cut) {
    precondition(!networks.isEmpty, "at least one tail")
    precondition(networks.allSatisfy { $0.architecture == networks[0].architecture }, "one architecture")
    precondition(networks.allSatisfy { networks[0].hasHead(of: $0, through: cut) }, "one head")
    (self.networks, self.cut) = (networks, cut)
  }

  /// Reads the file at `path`.
  /// - Throws: `missingInput`, `io`, or `data` when it holds no tails, lacks a tensor or has an unknown one.
  package init(contentsOf path: String) throws {
    var (arrays, metadata) = try SafetensorsFile.read(path)
    metadata["format"] = nil
    guard let count = metadata.removeValue(forKey: Self.countKey).flatMap({ Int($0) }), count > 0 else {
      throw AirSliceError.data(
        "holds no tails (metadata '\(Self.countKey)'): name a file of `airslice train clio --tails`", file: path)
    }
    guard let architecture = metadata.removeValue(forKey: "architecture").flatMap({ Architecture(name: $0) }),
      let cut = metadata["cut"].flatMap({ Cut(name: $0) }), architecture.cuts.contains(cut)
    else { throw AirSliceError.data("does not say of which architecture its tails are, and of which cut", file: path) }
    let tailNames = architecture.tailEntries(behind: cut)
    var networks: [Weights] = []
    // A file may claim any number; the first tail that is not there ends it.
    for units in 1...count {
      let prefix = Self.prefix(units)
      var entries = networks.first?.entries ?? arrays.filter { !$0.key.contains("/") }
      for name in tailNames { entries[name] = arrays.removeValue(forKey: prefix + name) }
      networks.append(
        try Weights(architecture: architecture, entries: entries, metadata: metadata, source: "\(path), tail \(units)"))
    }
    if let name = arrays.keys.filter({ $0.contains("/") }).min() {
      throw AirSliceError.data("unknown tensor \(quoted(name)) in a file of \(count) tails", file: path)
    }
    (self.networks, self.cut) = (networks, cut)
  }

  /// Writes them to `path` in float16, with the first one's metadata.
  /// - Throws: `data` when a number is too large for float16, `cannotCreate` or `io` when the file cannot be written.
  package func write(to path: String) throws {
    let architecture = networks[0].architecture
    let tailNames = architecture.tailEntries(behind: cut)
    var arrays = networks[0].entries
    for name in tailNames {
      arrays[name] = nil
      for (index, network) in networks.enumerated() { arrays[Self.prefix(index + 1) + name] = network.entries[name] }
    }
    var metadata = networks[0].metadata
    metadata["architecture"] = architecture.name
    metadata["cut"] = cut.description
    metadata[Self.countKey] = "\(networks.count)"
    metadata["format"] = "pt"
    try SafetensorsFile.write(arrays, metadata: metadata, as: .float16, to: path)
  }

  /// Checks that these tails, from `file`, are for the features that `weights`' head has at `cut`, `count` units of them.
  /// - Throws: `data`, naming what differs.
  package func check(head weights: Weights, cut: Cut, count: Int, file: String) throws {
    let architecture = networks[0].architecture
    guard architecture == weights.architecture else {
      throw AirSliceError.data(
        "its tails are of \(architecture.name), where the head is of \(weights.architecture.name)", file: file)
    }
    guard self.cut == cut else {
      throw AirSliceError.data("its tails begin behind \(self.cut), where the scenario cuts at \(cut)", file: file)
    }
    guard networks.count == count else {
      throw AirSliceError.data("holds \(networks.count) tails, where the features have \(count) units", file: file)
    }
    guard networks[0].hasHead(of: weights, through: cut) else {
      throw AirSliceError.data(
        "its tails are of another training: their head differs from the one they shall go with", file: file)
    }
  }

  private static func prefix(_ units: Int) -> String { "tail\(units)/" }
}

extension Weights {
  /// Whether all that comes before `cut` is the same, number for number.
  fileprivate func hasHead(of other: Weights, through cut: Cut) -> Bool {
    let tailNames = Set(architecture.tailEntries(behind: cut))
    return entries.allSatisfy { name, array in tailNames.contains(name) || other.entries[name] == array }
  }
}

extension Architecture {
  /// The names of the entries behind `cut`, in PyTorch's order.
  /// - Precondition: `cut` is one of ``cuts``.
  package func tailEntries(behind cut: Cut) -> [String] {
    let first =
      switch cut {
      case .input: "conv1."
      case .stem: "layers.0."
      case .block(blocks.count): "conv2."
      case .block(let number): "layers.\(number)."
      case .last: "linear."
      }
    let names = parameterShapes.map(\.name)
    return Array(names[(names.firstIndex { $0.hasPrefix(first) } ?? names.count)...])
  }
}
