// A scenario file: what it says once, and the sweep that makes many points of it.

import Core
import Figures
import Foundation

/// A scenario file, read and with the command line's overrides, its sweep not yet resolved.
package struct ScenarioFile: Sendable {
  /// The name that results and plots are filed under.
  package let name: String
  package let path: String
  /// What the file says, overrides included, as text for the manifest.
  package let text: String
  package let overrides: [String]
  /// What the scenario's figure shows; nil for what its columns suggest.
  package let figure: FigureDescription?
  private let figureLocation: AirSliceError.Location?
  /// The table that is printed of the scenario's results.
  package let table: TableDescription?
  /// The keys swept over, in the order written, with their values.
  let sweep: [Axis]
  /// Everything else.
  let settings: ConfigurationNode

  /// One swept key.
  struct Axis: Sendable {
    var key: String
    var location: AirSliceError.Location
    var values: [ConfigurationNode]
  }

  /// Keys that a sweep cannot vary: they belong to the whole run.
  private static let wholeRunKeys = [
    "name", "schemes", "dataset", "images", "measure", "reference", "deadlines_ms", "missing_weights", "sweep",
    "figure", "table",
  ]

  /// Reads the file at `path` and applies `overrides` ("channel.rate=0.1") in order.
  /// - Throws: `missingInput` when the file cannot be read, `data` with the place when it is wrong, `usage` when an
  ///   override is no `key=value`.
  package static func load(_ path: String, overrides: [String] = []) throws -> ScenarioFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw AirSliceError(.missingInput, "cannot read the scenario file", at: .init(file: path))
    }
    guard let text = String(bytes: data, encoding: .utf8) else {
      throw AirSliceError.data("the scenario file is not UTF-8 text", file: path)
    }
    return try ScenarioFile(text, path: path, overrides: overrides)
  }

  /// Takes `text` for the content of the file at `path`.
  package init(_ text: String, path: String, overrides: [String] = []) throws {
    (self.path, self.text, self.overrides) = (path, text, overrides)
    var root = try ConfigurationNode.parse(text, file: path)
    guard root.entries != nil else { throw root.error("a scenario is a mapping of keys, not \(root.kind)") }
    let overridden = try overrides.map { try Self.apply($0, to: &root) }
    let figureNode = root.remove("figure")?.value
    let described = try figureNode.map { try ConfigurationDecoder.decode(FigureDescription.self, from: $0) }
    table = try root.remove("table").map { try ConfigurationDecoder.decode(TableDescription.self, from: $0.value) }
    let fileName = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    let nameNode = root.remove("name")?.value
    name = try nameNode.map { try ConfigurationDecoder.decode(String.self, from: $0) } ?? fileName
    guard name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]*/) != nil else {
      throw (nameNode ?? root).error("'\(name)' cannot name a folder: use letters, digits, '-', '_' and '.'")
    }
    sweep = try root.remove("sweep").map { try Self.axes(of: $0.value) } ?? []
    settings = root
    // A figure over what the command line has made a single value is none; the columns then suggest another.
    let fixed = Set(overridden).subtracting(sweep.map(\.key))
    figure = described.flatMap { fixed.isDisjoint(with: $0.columns) ? $0 : nil }
    figureLocation = figureNode?.location
  }

  /// Runs `body`, whose errors without a place get this file's name.
  func placing<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as AirSliceError where error.location == nil {
      throw AirSliceError(error.kind, error.message, at: .init(file: path))
    }
  }

  /// Checks what can be known of the figure before there are results of `points`: a slip should not show after an hour.
  func checkFigure(of points: [Point]) throws {
    guard let figure, let figureLocation else { return }
    try figure.check(at: figureLocation)
    func refuse(_ message: String) throws -> Never { throw AirSliceError(.data, message, at: figureLocation) }
    for match in (figure.title + figure.caption).matches(of: /\{([a-z]+)\}/)
    where !Experiment.placeholders.contains(String(match.1)) {
      if let meant = KeyAdvice.nearest(to: String(match.1), among: Experiment.placeholders) {
        try refuse("nothing stands for {\(match.1)} in titles and captions: did you mean {\(meant)}?")
      }
    }
    let measured =
      switch points[0].settings.measure {
      case .accuracy: PointsFile.columns(isAnswered: true)
      case .link: PointsFile.columns(isAnswered: false)
      case .shares: ShareRow.columns
      case .units: UnitRow.columns
      }
    let known = ["scheme"] + sweep.map(\.key) + measured
    for column in figure.columns {
      guard known.contains(column) else {
        let advice = KeyAdvice.nearest(to: column, among: known).map { "did you mean \($0)?" }
        try refuse(
          "the figure's column '\(column)' is none of points.csv, and is not swept; \(advice ?? "see its header")")
      }
      if let need = PointsFile.need(of: column), !points.contains(where: { need.isMet($0.settings) }) {
        try refuse("the figure's column '\(column)' is counted \(need.advice)")
      }
    }
    // The text of a column before the run, where it has one.
    func text(_ column: String, _ point: Point) -> String? {
      column == "scheme" ? point.scheme : point.swept.first { $0.key == column }?.text
    }
    for (column, wanted) in figure.filter.sorted(by: { $0.key < $1.key }) {
      let texts = points.compactMap { text(column, $0) }
      if !texts.isEmpty, !texts.contains(where: { FigureCurves.passes($0, filter: wanted) }) {
        try refuse("the figure's filter wants '\(wanted)' in '\(column)', which has no such value")
      }
    }
    let drawn = points.filter { point in
      figure.filter.allSatisfy { filter in
        text(filter.key, point).map { FigureCurves.passes($0, filter: filter.value) } ?? true
      }
    }
    func texts(_ column: String) -> [String] { drawn.compactMap { text(column, $0) } }
    // Rows of a point differ in the deadline; those of two points may share their place in the picture.
    if figure.x.column == "latency_ms" && points[0].settings.deadlines != nil || !texts(figure.x.column).isEmpty {
      let columns = figure.series + (figure.panels?.columns ?? []) + [figure.x.column]
      let places = drawn.map { point in columns.map { text($0, point) } }
      if let index = places.indices.first(where: { places[..<$0].contains(places[$0]) }),
        let first = places.firstIndex(of: places[index])
      {
        let apart = (["scheme"] + sweep.map(\.key)).filter { text($0, drawn[first]) != text($0, drawn[index]) }
        try refuse(
          "a curve of the figure has the same \(figure.x.column) more than once: name \(apart.joined(separator: ", ")) "
            + "under series, panels or filter")
      }
    }
    for column in [figure.x.column, figure.y.column] {
      if let text = texts(column).first(where: { CSVTable.number($0) == nil }) {
        try refuse("the figure's axis '\(column)' needs numbers, and one of its values is '\(text)'")
      }
    }
    for column in figure.series + (figure.panels?.columns ?? []) {
      if let text = texts(column).first(where: { !FigureCurves.isSelectable($0) }) {
        try refuse("gnuplot cannot select rows by '\(text)' in '\(column)': \(FigureCurves.selectableTexts)")
      }
    }
  }

  /// Applies `override` to `root`; its key.
  private static func apply(_ override: String, to root: inout ConfigurationNode) throws -> String {
    let parts = override.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw AirSliceError(.usage, "--set \(override): write key=value, for example channel.rate=0.1")
    }
    let place = AirSliceError.Location(file: "--set \(parts[0])")
    var value = try ConfigurationNode.parse(parts[1], file: place.file)
    value.relocate(to: place)
    // A value set for a swept key takes the place of the sweep; the sweep's own keys have dots in their names.
    if parts[0].hasPrefix("sweep.") {
      var sweep = root.remove("sweep")?.value ?? ConfigurationNode(.mapping([]), at: place)
      _ = sweep.remove(String(parts[0].dropFirst(6)))
      guard case .mapping(let axes) = sweep.content else { throw sweep.error("'sweep' is not a mapping") }
      sweep.content = .mapping(
        axes + [.init(key: String(parts[0].dropFirst(6)), keyLocation: place, value: value)])
      try root.set("sweep", to: sweep, keyLocation: place)
      return parts[0]
    }
    if var sweep = root.remove("sweep")?.value {
      _ = sweep.remove(parts[0])
      if let whole = sweep.entries?.first(where: { parts[0].hasPrefix("\($0.key).") })?.key {
        throw AirSliceError(
          .usage, "--set \(override): the whole of '\(whole)' is swept; set \(whole), or sweep.\(whole) to a list")
      }
      if sweep.entries?.isEmpty != true { try root.set("sweep", to: sweep, keyLocation: sweep.location) }
    }
    try root.set(parts[0], to: value, keyLocation: place)
    return parts[0]
  }

  private static func axes(of node: ConfigurationNode) throws -> [Axis] {
    guard let entries = node.entries else {
      throw node.error("'sweep' is a mapping from keys to lists, for example {channel.rate: [0, 0.1]}")
    }
    for entry in entries {
      if let part = entries.first(where: { $0.key.hasPrefix("\(entry.key).") }) {
        throw AirSliceError(
          .data, "'\(part.key)' is a part of '\(entry.key)', which is swept too: sweep either", at: part.keyLocation)
      }
    }
    return try entries.map { entry in
      let top = entry.key.split(separator: ".").first.map(String.init) ?? ""
      if wholeRunKeys.contains(top) {
        throw AirSliceError(.data, "'\(entry.key)' belongs to the whole run and cannot be swept", at: entry.keyLocation)
      }
      guard case .sequence(let values) = entry.value.content, !values.isEmpty else {
        throw entry.value.error(
          "the values of '\(entry.key)' are a list of one or more, for example [0, 0.1], not \(entry.value.kind)")
      }
      let texts = try values.map { try $0.labelled.text }
      for (index, text) in texts.enumerated()
      where texts[..<index].contains(where: { FigureCurves.passes($0, filter: text) }) {
        throw values[index].error("'\(text)' is among the values of '\(entry.key)' twice")
      }
      return Axis(key: entry.key, location: entry.keyLocation, values: values)
    }
  }
}

extension ConfigurationNode {
  /// A swept value with its text in the results: a plain value is its own, a mapping has it as its `label`.
  /// - Throws: `data` for anything else.
  var labelled: (text: String, value: ConfigurationNode) {
    get throws {
      if case .scalar(let text, _) = content { return (text, self) }
      var rest = self
      guard let label = rest.remove("label")?.value else {
        throw error("a swept value is plain, or a mapping with a label, not \(kind)")
      }
      return (try label.string(), rest)
    }
  }

  /// Gives the value and all within it the same place: text from the command line has no lines.
  mutating func relocate(to place: AirSliceError.Location) {
    location = place
    switch content {
    case .scalar: break
    case .sequence(var nodes):
      for index in nodes.indices { nodes[index].relocate(to: place) }
      content = .sequence(nodes)
    case .mapping(var entries):
      for index in entries.indices {
        entries[index].keyLocation = place
        entries[index].value.relocate(to: place)
      }
      content = .mapping(entries)
    }
  }
}
