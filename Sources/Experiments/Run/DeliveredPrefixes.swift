// What a scenario's links deliver, counted in leading units: how often CLIO's training should draw each prefix for them.

import Core
import Neural
import Schemes
import Transport

/// How many leading units are there by a deadline, over a scenario's points and deadlines; the server is not asked.
package enum DeliveredPrefixes {
  /// Transmissions of each point.
  package static let images = 1_000

  /// The fractions of transmissions, all points and deadlines alike, of which exactly the first 1, 2, … units are there:
  /// whole, with no element known to be missing, damaged ones included. Those that leave none are not counted. The units are
  /// those of the scenario's first scheme that sends all features of a network of `architecture`, in the order of channels.
  /// - Throws: `data` when no scheme sends features, or no unit ever arrives, and what the scenario's links throw.
  package static func shares(_ file: ScenarioFile, architecture: Architecture, cut: Cut, unitChannels: Int)
    throws -> [Double]
  {
    func fault(_ message: String) -> AirSliceError { .data(message, file: file.path) }
    let plan = try Plan(file)
    let schemes = try plan.common.schemes.filter {
      let part = try Catalogue.scheme(named: $0.name)
      return part.sendsFeatures && !part.looksAtLink
    }
    guard let scheme = schemes.first else { throw fault("none of its schemes sends all features") }
    var counts: [Int] = []
    for point in plan.points where point.scheme == scheme.name {
      let model = point.settings.model
      guard model.cut == cut else {
        throw fault("its network is cut at \(model.cut), where the training cuts at \(cut)")
      }
      try model.check(architecture)
      guard model.unitChannels(of: architecture) == unitChannels else {
        throw fault(
          "its units have \(model.unitChannels(of: architecture)) channels, where the training's have \(unitChannels)")
      }
      let units = model.featureUnits(of: architecture)
      let features = Tensor(zeros: 1, shape: units.shape)
      let message = Message(
        slices: (0..<units.count).map { Slice(unit: $0, payload: units.payload(ofUnit: $0, image: 0, in: features)) },
        elementBytes: model.wire.elementBytes)
      let transmission = Transmission(
        point, messages: Array(repeating: message, count: images), range: 0..<images,
        operations: architecture.multiplyAccumulates(through: cut))
      counts += [Int](repeating: 0, count: max(0, units.count + 1 - counts.count))
      var arrivals: [Arrivals] = []
      for deadline in point.settings.deadlines?.times ?? [.distantFuture] {
        if arrivals.isEmpty || transmission.looksAtDeadline { arrivals = try transmission.arrivals(deadline: deadline) }
        for arrival in arrivals { counts[arrival.delivery(by: deadline).prefix(of: message)] += 1 }
      }
    }
    let total = counts.dropFirst().reduce(0, +)
    guard total > 0 else { throw fault("over its links no unit arrives by any deadline") }
    return counts.dropFirst().map { Double($0) / Double(total) }
  }
}

extension Delivery {
  /// How many of the first units of `message` are whole.
  fileprivate func prefix(of message: Message) -> Int {
    let whole = Set(
      slices.filter { slice in
        message.slices.indices.contains(slice.unit) && slice.erasedElements.isEmpty
          && slice.payload.count == message.slices[slice.unit].payload.count
      }.map(\.unit))
    return message.slices.firstIndex { !whole.contains($0.unit) } ?? message.slices.count
  }
}
