// What the weights of a trained scheme say of their training, and whether they are what a scheme needs.

import Core
import Neural

/// The part of a weights file's metadata that a scheme depends on: which training, for which cut and units, and for NAIR
/// the order of importance that the training went by.
package struct TrainingRecord: Sendable, Hashable {
  /// What the network was trained as: `original`, `nair`, `clio-n`, `dropout`, …
  package var training: String
  package var cut: Cut
  /// Channels of a unit.
  package var unitChannels: Int
  /// Unit numbers, counted from 0, the most important first; nil where the training knows none.
  package var order: [Int]?
  /// Each unit's share of the importance, in channel order; nil where the training knows none.
  package var shares: [Double]?

  package init(training: String, cut: Cut, unitChannels: Int, order: [Int]? = nil, shares: [Double]? = nil) {
    (self.training, self.cut, self.unitChannels) = (training, cut, unitChannels)
    (self.order, self.shares) = (order, shares)
  }

  /// The record as weights files carry it.
  package var metadata: [String: String] {
    var metadata = ["scheme": training, "cut": cut.description, "unit_channels": String(unitChannels)]
    metadata["order"] = order?.map(String.init).joined(separator: ",")
    metadata["shares"] = shares?.map { "\($0)" }.joined(separator: ",")
    return metadata
  }

  /// Reads what the metadata of `weights` say; `file` names them in errors.
  /// - Throws: `data` when something is missing or cannot be: a cut that the network does not have, an order that is no
  ///   permutation of the units, shares that are no fractions of one.
  package init(of weights: Weights, file: String) throws {
    func fault(_ message: String) -> AirSliceError { .data(message, file: file) }
    let metadata = weights.metadata
    guard let training = metadata["scheme"] else {
      throw fault("does not say what it was trained for (metadata 'scheme'): name weights that `airslice train` wrote")
    }
    guard let name = metadata["cut"], let cut = Cut(name: name), weights.architecture.cuts.contains(cut) else {
      throw fault("its metadata 'cut' is \(shown("cut", metadata)): a cut of \(weights.architecture.name) is needed")
    }
    guard let unitChannels = metadata["unit_channels"].flatMap({ Int($0) }), unitChannels > 0 else {
      throw fault("its metadata 'unit_channels' is \(shown("unit_channels", metadata)): a number above 0 is needed")
    }
    (self.training, self.cut, self.unitChannels) = (training, cut, unitChannels)
    let units = FeatureUnits(shape: weights.architecture.featureShape(at: cut), unitChannels: unitChannels).count
    order = try metadata["order"].map { text in
      let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
      let order = numbers.compactMap { $0 }
      guard order.count == numbers.count, SendingOrder.isPermutation(order, of: units) else {
        throw fault("its order '\(brief(text))' is no permutation of the units 0 to \(units - 1)")
      }
      return order
    }
    shares = try metadata["shares"].map { text in
      let shares = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? .nan }
      guard shares.count == units, shares.allSatisfy({ $0 >= 0 }), abs(shares.reduce(0, +) - 1) < 1e-3 else {
        throw fault("its shares '\(brief(text))' are not \(units) fractions that make 1")
      }
      return shares
    }
  }

  /// Checks that these weights, from `file`, serve a scheme that needs `training` at `cut`, in units of `unitChannels`.
  /// - Throws: `data`, naming what differs.
  package func check(training: String, cut: Cut, unitChannels: Int, file: String) throws {
    guard self.training == training else {
      throw AirSliceError.data(
        "was trained as '\(brief(self.training))', where the scheme needs weights trained as '\(training)'", file: file)
    }
    guard self.cut == cut else {
      throw AirSliceError.data(
        "was trained for the cut \(self.cut), where the scenario cuts at \(cut)", file: file)
    }
    guard self.unitChannels == unitChannels else {
      throw AirSliceError.data(
        "was trained for units of \(self.unitChannels) channels, where the scenario has \(unitChannels)", file: file)
    }
  }
}

/// What stands under `key`, for an error.
private func shown(_ key: String, _ metadata: [String: String]) -> String {
  metadata[key].map { "'\(brief($0))'" } ?? "missing"
}

/// One short line of `text`, whatever a file holds.
private func brief(_ text: String) -> String {
  let line = String(text.prefix(60).map { $0.isNewline || $0.asciiValue.map { $0 < 32 } == true ? " " : $0 })
  return line.count < text.count ? line + "…" : line
}
