// A run before it runs: its points, each known by a key, and which of them can share the device's work.

import Core
import Foundation
import Imaging
import Schemes
import Stochastics
import Transport

/// One point of a sweep for one scheme. Its rows are a function of its settings alone, never of the other points.
package struct Point: Sendable {
  /// The scheme's name.
  package let scheme: String
  /// The swept keys with their values as written, in the order of the file.
  package let swept: [SweptValue]
  /// All settings, the swept ones among them.
  package let settings: Scenario

  /// Names the point within its scenario, on every machine and in every version: "scheme=raw channel.rate=0.1".
  package var key: String {
    (["scheme=\(scheme)"] + swept.map { "\($0.key)=\($0.text)" }).joined(separator: " ")
  }

  /// What the device's part depends on: points that agree in it share the encoding of the images.
  var encoding: EncodingKey {
    EncodingKey(
      scheme: scheme, model: sendsFeatures ? settings.model : settings.model.withoutFeatures,
      codec: settings.codec, seed: settings.seed, point: part?.looksAtLink == true ? key : nil)
  }

  /// The swept values that matter beside the encoding: points that agree in both differ in nothing that happens to them.
  var sweptBesideEncoding: [SweptValue] {
    sendsFeatures ? swept : swept.filter { $0.key != "model" && !$0.key.hasPrefix("model.") }
  }

  /// How many of the first images of other parts of the data set than the tested one its scheme is made from.
  var imagesLookedAt: [Split: Int] {
    var counts: [Split: Int] = [:]
    func look(at split: Split, _ images: Int) { counts[split] = max(counts[split] ?? 0, images) }
    let model = settings.model
    switch settings.measure == .shares ? model.importance : part?.importance(model) {
    case .energy, .gradient: look(at: .train, ImportanceMeasure.images)
    case .dropOne: look(at: .validation, ImportanceMeasure.images)
    case .conv, .folded, nil: break
    }
    let isSent = sendsFeatures && [.accuracy, .link].contains(settings.measure)
    if isSent, model.padding == .mean || model.repair == .clamp { look(at: .train, ImportanceMeasure.images) }
    if part?.fitsCoefficients == true { look(at: .train, settings.codec.deepN.images) }
    return counts
  }

  /// `values` of one image after the other by session; nil where each image is a session by itself.
  package func sessions(of values: [Int], where isMeant: (Int) -> Bool = { _ in true }) -> ClusteredTrials? {
    let length = settings.transport.traffic.session
    if length == 1 { return nil }
    return ClusteredTrials(
      Parallel.batches(of: values.count, size: length).map { $0.filter(isMeant).map { values[$0] } })
  }

  /// Shares and units are those of one plain network, in the order of its channels.
  /// - Throws: `data` for a scheme that is more or less than that.
  fileprivate func checkMeasure() throws {
    guard let part, settings.measure == .shares || settings.measure == .units else { return }
    let why: String? =
      if !part.sendsFeatures {
        "sends no features"
      } else if part.looksAtLink {
        "sends by its link"
      } else if part.hasTails {
        "has several tails"
      } else if settings.measure == .units, part.isOrdered {
        "does not send the channels in their order"
      } else {
        nil
      }
    if let why { throw refusal(of: why) }
  }

  func refusal(of why: String) -> AirSliceError {
    AirSliceError(
      .data,
      "'measure: \(settings.measure.rawValue)' looks at units of one network in the order of its channels, and "
        + "\(scheme) \(why): leave it out")
  }

  private var part: SchemePart? { try? Catalogue.scheme(named: scheme) }
  private var sendsFeatures: Bool { part?.sendsFeatures != false }
}

/// A swept key with the value that it has at one point.
package struct SweptValue: Hashable, Sendable {
  package let key: String
  package let text: String

  package init(key: String, text: String) { (self.key, self.text) = (key, text) }
}

/// The settings that the bytes to be sent depend on, the images aside.
struct EncodingKey: Hashable, Sendable {
  let scheme: String
  let model: ModelChoice
  let codec: CodecChoice
  let seed: UInt64
  /// The point itself, for schemes that look at more than that; nil for all others.
  let point: String?
}

/// The points of a scenario in the order of its results: swept values in the order written, the last key fastest, and
/// within each the schemes.
package struct Plan: Sendable {
  /// Points that one scenario may have.
  private static let limit = 100_000

  package let points: [Point]
  /// The settings that all points share.
  package var common: Scenario { points[0].settings }
  /// Indices of points that share an encoding, each group in ascending order.
  package let groups: [[Int]]
  /// The files that the settings were read from beside the scenario, as they were then.
  let files: [Manifest.FileRecord]

  /// Resolves the sweep of `file`; every combination is checked like a file of its own.
  /// - Throws: `data`, at its place, when a value does not fit.
  package init(_ file: ScenarioFile) throws {
    let size = file.sweep.reduce(1.0) { $0 * Double($1.values.count) }
    guard size <= Double(Self.limit) else {
      throw file.settings.error(
        String(format: "the sweep has %.0f combinations, more than \(Self.limit)", size))
    }
    var points: [Point] = []
    for values in Self.combinations(file.sweep.map(\.values)) {
      var settings = file.settings
      var swept: [SweptValue] = []
      for (axis, value) in zip(file.sweep, values) {
        let (text, value) = try value.labelled
        try settings.set(axis.key, to: value, keyLocation: axis.location)
        swept.append(SweptValue(key: axis.key, text: text))
      }
      let scenario = try ConfigurationDecoder.decode(Scenario.self, from: settings)
      points += scenario.schemes.map { Point(scheme: $0.name, swept: swept, settings: scenario) }
    }
    guard Set(points.map(\.key)).count == points.count else {
      throw file.settings.error("the sweep names a value twice")
    }
    self.init(points, files: try Set(points.flatMap(\.settings.files)).sorted().map { try .init(reading: $0) })
    try file.checkFigure(of: points)
    try file.placing {
      try file.table?.check(measure: common.measure, deadlines: common.deadlines)
      for point in points { try point.checkMeasure() }
    }
  }

  /// - Precondition: there are points.
  private init(_ points: [Point], files: [Manifest.FileRecord]) {
    self.points = points
    groups = Self.grouped(points)
    let read = Set(points.flatMap(\.settings.files))
    self.files = files.filter { read.contains($0.file) }
  }

  /// The plan without the points that `isLeftOut` picks; nil when that leaves none.
  package func leavingOut(_ isLeftOut: (Point) throws -> Bool) rethrows -> Plan? {
    let rest = try points.filter { try !isLeftOut($0) }
    return rest.isEmpty ? nil : Plan(rest, files: files)
  }

  private static func combinations(_ axes: [[ConfigurationNode]]) -> [[ConfigurationNode]] {
    axes.reduce([[]]) { heads, values in heads.flatMap { head in values.map { head + [$0] } } }
  }

  private static func grouped(_ points: [Point]) -> [[Int]] {
    var places: [EncodingKey: Int] = [:]
    var groups: [[Int]] = []
    for (index, point) in points.enumerated() {
      if let place = places[point.encoding] {
        groups[place].append(index)
      } else {
        places[point.encoding] = groups.count
        groups.append([index])
      }
    }
    return groups
  }
}
