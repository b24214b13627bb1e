// Swift's `Decoder` over configuration trees: strict where Yams' own is lenient. Keys that no type asked for are
// refused, and every error names file, line and column.

import Core

/// Decodes typed values from configuration trees.
package enum ConfigurationDecoder {
  /// The value of type `T` that `node` describes; `codingPath` is for types that name their key in errors.
  /// - Throws: `data`, at its place, for a key that is unknown or missing, or a value that does not fit.
  package static func decode<T: Decodable>(
    _ type: T.Type, from node: ConfigurationNode, codingPath: [any CodingKey] = []
  ) throws -> T {
    let decoder = NodeDecoder(node: node, codingPath: codingPath)
    let value: T
    do {
      value = try T(from: decoder)
    } catch let error as DecodingError {
      throw located(error, in: node, below: codingPath.count)
    } catch let error as AirSliceError where error.location == nil {
      throw place(named: error.message, in: node).error(error.message)
    }
    try decoder.refuseUnknownKeys()
    return value
  }

  /// Where the value stands with whose key `message` begins; parts that know nothing of files say so what they mean.
  private static func place(named message: String, in node: ConfigurationNode) -> ConfigurationNode {
    node.entries?.first { message.hasPrefix("\($0.key) ") }?.value ?? node
  }

  /// Standard library types report by coding path; the place is that of the path's last key, or of the whole node when
  /// there is none beyond the `depth` keys that lead to it.
  private static func located(
    _ error: DecodingError, in node: ConfigurationNode, below depth: Int
  ) -> AirSliceError {
    switch error {
    case .dataCorrupted(let context):
      let place = context.codingPath.dropFirst(depth).last.flatMap { node[$0.stringValue] } ?? node
      return place.error(context.debugDescription)
    case .keyNotFound(let key, _): return node.error("the key '\(key.stringValue)' is missing")
    case .typeMismatch(_, let context), .valueNotFound(_, let context): return node.error(context.debugDescription)
    @unknown default: return node.error("\(node.kind) does not fit here")
    }
  }
}

extension ConfigurationNode: Decodable {
  /// Takes the tree as it is; only ``ConfigurationDecoder`` can.
  package init(from decoder: any Decoder) throws {
    guard let decoder = decoder as? NodeDecoder else {
      throw AirSliceError(.internal, "a configuration tree can be taken only from a configuration file")
    }
    self = decoder.node
  }
}

extension NumberText: Decodable {
  /// Takes the number as it is written; only ``ConfigurationDecoder`` can.
  package init(from decoder: any Decoder) throws {
    self = try ConfigurationNode(from: decoder).number()
  }
}

extension ConfigurationNode {
  /// The number that stands here.
  package func number() throws -> NumberText {
    guard case .scalar(let text, let isQuoted) = content else { throw error("a number is needed here, not \(kind)") }
    if text.isEmpty { throw error("a number is missing here") }
    if isQuoted, NumberText(text) != nil { throw error("\(kind) is text: leave out the quotes for a number") }
    guard let number = NumberText(text) else {
      throw error("'\(text)' is not a number; write plain decimals such as 0.5 or 1e-3 (a unit belongs to the key)")
    }
    guard number.double != nil else { throw error("'\(text)' is not finite") }
    return number
  }

  func integer<T: FixedWidthInteger>(_: T.Type) throws -> T {
    let number = try number()
    guard let value = number.exactInteger(timesTenTo: 0).flatMap({ T(exactly: $0) }) else {
      throw error(
        "\(number.text) does not fit here: a whole number from \(T.min) to \(T(clamping: Int64.max)) is needed")
    }
    return value
  }

  func string() throws -> String {
    guard case .scalar(let text, let isQuoted) = content else { throw error("text is needed here, not \(kind)") }
    if text.isEmpty, !isQuoted { throw error("text is missing here") }
    return text
  }

  func bool() throws -> Bool {
    switch content {
    case .scalar("true", isQuoted: false): return true
    case .scalar("false", isQuoted: false): return false
    default: throw error("\(kind) is neither true nor false")
    }
  }
}

/// One node being decoded. A type may open several containers of it; the keys they ask for are pooled.
final class NodeDecoder: Decoder {
  let node: ConfigurationNode
  let codingPath: [any CodingKey]
  let userInfo: [CodingUserInfoKey: Any] = [:]
  /// The keys asked for, in the order of asking; nil while the node was not read as a mapping.
  private(set) var askedKeys: [String]?

  init(node: ConfigurationNode, codingPath: [any CodingKey] = []) {
    (self.node, self.codingPath) = (node, codingPath)
  }

  func ask(for key: String) {
    if askedKeys?.contains(key) != true { askedKeys = (askedKeys ?? []) + [key] }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard let entries = node.entries else { throw node.error("a mapping is needed here, not \(node.kind)") }
    askedKeys = askedKeys ?? []
    return KeyedDecodingContainer(KeyedNodes<Key>(decoder: self, entries: entries))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .sequence(let nodes) = node.content else {
      throw node.error("a list is needed here, not \(node.kind)")
    }
    return UnkeyedNodes(nodes: nodes, whole: node)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { SingleNode(node: node, key: codingPath.last) }

  /// Refuses the mapping's keys that nothing has asked for.
  func refuseUnknownKeys() throws {
    guard let askedKeys, let unknown = node.entries?.first(where: { !askedKeys.contains($0.key) }) else { return }
    throw unknownKey(unknown, known: askedKeys)
  }

  func unknownKey(_ entry: ConfigurationNode.Entry, known: [String]) -> AirSliceError {
    AirSliceError(
      .data, "unknown key '\(entry.key)': \(KeyAdvice.advice(for: entry.key, known: known))", at: entry.keyLocation)
  }

  /// The fault of a key that is not there: perhaps another was written in its place.
  func missing(_ key: String) -> AirSliceError {
    for entry in node.entries ?? [] where askedKeys?.contains(entry.key) != true {
      let advice = KeyAdvice.advice(for: entry.key, known: [key])
      if !advice.hasPrefix("known here") { return unknownKey(entry, known: [key]) }
    }
    return node.error("the key '\(key)' is missing")
  }
}
