// A configuration file as a tree in which every value knows the place it was written at.
// Yams' nodes know line and column but not the file, and overrides from the command line have none.

import Core
import Yams

/// A value of a configuration file: text, a list, or a mapping with its keys in the order written.
package struct ConfigurationNode: Sendable, Hashable {
  /// One `key: value`.
  package struct Entry: Sendable, Hashable {
    package var key: String
    package var keyLocation: AirSliceError.Location
    package var value: ConfigurationNode
  }

  package enum Content: Sendable, Hashable {
    /// A scalar's text; `isQuoted` when it was written in quotes and so cannot be a number.
    case scalar(String, isQuoted: Bool)
    case sequence([ConfigurationNode])
    case mapping([Entry])
  }

  package var content: Content
  package var location: AirSliceError.Location

  package init(_ content: Content, at location: AirSliceError.Location) {
    (self.content, self.location) = (content, location)
  }

  /// The entries of a mapping; nil for other values.
  package var entries: [Entry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// The value of `key` in a mapping.
  package subscript(key: String) -> ConfigurationNode? { entries?.first { $0.key == key }?.value }

  /// A fault of this value.
  package func error(_ message: String) -> AirSliceError { AirSliceError(.data, message, at: location) }

  /// "a mapping", "a list", "'x'", "nothing": for errors.
  package var kind: String {
    switch content {
    case .scalar("", isQuoted: false): "nothing"
    case .scalar(let text, _): "'\(text)'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

// MARK: - Parsing

extension ConfigurationNode {
  /// Values that a file may have, aliases expanded: aliases of aliases could ask for any number.
  private static let valueLimit = 100_000

  /// The tree of `yaml`; `file` names the source in errors.
  /// - Throws: `data` with the place when the text is no YAML, has a key twice or is empty.
  package static func parse(_ yaml: String, file: String) throws -> ConfigurationNode {
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch let error as YamlError {
      throw translated(error, file: file)
    }
    guard let root else { throw AirSliceError.data("the file is empty", file: file) }
    var budget = valueLimit
    return try ConfigurationNode(root, file: file, above: .init(file: file, line: 1, column: 1), budget: &budget)
  }

  private init(
    _ node: Node, file: String, above: AirSliceError.Location, budget: inout Int
  ) throws {
    let location = node.mark.map { AirSliceError.Location(file: file, line: $0.line, column: $0.column) } ?? above
    self.location = location
    budget -= 1
    guard budget >= 0 else {
      throw AirSliceError(.data, "more than \(Self.valueLimit) values; write fewer aliases", at: location)
    }
    switch node {
    case .scalar(let scalar):
      content = .scalar(scalar.string, isQuoted: scalar.style != .plain && scalar.style != .any)
    case .sequence(let sequence):
      content = .sequence(
        try sequence.map { try ConfigurationNode($0, file: file, above: location, budget: &budget) })
    case .mapping(let mapping):
      var entries: [Entry] = []
      for (key, value) in mapping {
        let place = key.mark.map { AirSliceError.Location(file: file, line: $0.line, column: $0.column) } ?? location
        guard case .scalar(let name) = key else {
          throw AirSliceError(.data, "a key must be plain text", at: place)
        }
        entries.append(
          Entry(
            key: name.string, keyLocation: place,
            value: try ConfigurationNode(value, file: file, above: place, budget: &budget)))
      }
      content = .mapping(entries)
    case .alias:
      throw AirSliceError(.data, "an alias without its anchor", at: location)
    }
  }

  private static func translated(_ error: YamlError, file: String) -> AirSliceError {
    func fault(_ message: String, _ mark: Mark?) -> AirSliceError {
      AirSliceError(.data, message, at: .init(file: file, line: mark?.line, column: mark?.column))
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return fault("not YAML: \(problem)", mark)
    case .duplicatedKeysInMapping(let names, let context):
      return fault("the key '\(names.joined(separator: "', '"))' is there twice", context.mark)
    case .reader(let problem, _, _, _):
      return fault("not YAML: \(problem)", nil)
    default:
      return fault("not YAML", nil)
    }
  }
}

// MARK: - Overriding

extension ConfigurationNode {
  /// Sets the value at `path` ("channel.rate"), making the mappings on the way that are missing.
  /// - Throws: `data` when something on the way is not a mapping.
  package mutating func set(_ path: String, to value: ConfigurationNode, keyLocation: AirSliceError.Location) throws {
    let keys = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard keys.allSatisfy({ !$0.isEmpty }) else {
      throw AirSliceError(.data, "'\(path)' is no key; write for example channel.rate", at: keyLocation)
    }
    try set(keys[...], to: value, keyLocation: keyLocation)
  }

  private mutating func set(
    _ keys: ArraySlice<String>, to value: ConfigurationNode, keyLocation: AirSliceError.Location
  ) throws {
    guard let key = keys.first else {
      self = value
      return
    }
    guard var entries else {
      throw AirSliceError(.data, "'\(key)' cannot be set: above it stands \(kind), not a mapping", at: keyLocation)
    }
    let index = entries.firstIndex { $0.key == key } ?? entries.endIndex
    if index == entries.endIndex {
      entries.append(
        Entry(key: key, keyLocation: keyLocation, value: ConfigurationNode(.mapping([]), at: value.location)))
    }
    try entries[index].value.set(keys.dropFirst(), to: value, keyLocation: keyLocation)
    content = .mapping(entries)
  }

  /// Takes the value of `key` out of a mapping.
  package mutating func remove(_ key: String) -> Entry? {
    guard var entries, let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
    let entry = entries.remove(at: index)
    content = .mapping(entries)
    return entry
  }
}
