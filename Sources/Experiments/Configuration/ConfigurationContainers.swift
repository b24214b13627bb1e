// The three kinds of container that Swift's `Decoder` asks for. The standard library wants every number type named.

import Core

/// A value on its own.
struct SingleNode: SingleValueDecodingContainer {
  let node: ConfigurationNode
  /// The key under which the value stands, where it stands under one.
  let codingPath: [any CodingKey]

  init(node: ConfigurationNode, key: (any CodingKey)? = nil) {
    self.node = node
    codingPath = key.map { [$0] } ?? []
  }

  /// A key without a value is a mistake, not a wish for the default.
  func decodeNil() -> Bool { false }
  func decode(_: Bool.Type) throws -> Bool { try node.bool() }
  func decode(_: String.Type) throws -> String { try node.string() }
  func decode(_: Double.Type) throws -> Double { try node.double() }
  func decode(_: Float.Type) throws -> Float { Float(try node.double()) }
  func decode(_ type: Int.Type) throws -> Int { try node.integer(type) }
  func decode(_ type: Int8.Type) throws -> Int8 { try node.integer(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try node.integer(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try node.integer(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try node.integer(type) }
  func decode(_ type: UInt.Type) throws -> UInt { try node.integer(type) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try node.integer(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try node.integer(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try node.integer(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try node.integer(type) }
  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    try ConfigurationDecoder.decode(type, from: node, codingPath: codingPath)
  }
}

/// A mapping.
struct KeyedNodes<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: NodeDecoder
  let entries: [ConfigurationNode.Entry]
  let codingPath: [any CodingKey] = []

  var allKeys: [Key] { entries.compactMap { Key(stringValue: $0.key) } }

  private func find(_ key: Key) -> ConfigurationNode? {
    decoder.ask(for: key.stringValue)
    return decoder.node[key.stringValue]
  }

  private func value(_ key: Key) throws -> SingleNode {
    guard let node = find(key) else { throw decoder.missing(key.stringValue) }
    return SingleNode(node: node, key: key)
  }

  func contains(_ key: Key) -> Bool { find(key) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { false }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try value(key).decode(type) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try value(key).decode(type) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try value(key).decode(type) }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try value(key).decode(type) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try value(key).decode(type) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try value(key).decode(type) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try value(key).decode(type) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try value(key).decode(type) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try value(key).decode(type) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try value(key).decode(type) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try value(key).decode(type) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try value(key).decode(type) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try value(key).decode(type) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try value(key).decode(type) }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try value(key).decode(type) }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    throw try value(key).node.nesting()
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    throw try value(key).node.nesting()
  }

  func superDecoder() throws -> any Decoder { throw decoder.node.nesting() }
  func superDecoder(forKey key: Key) throws -> any Decoder { throw try value(key).node.nesting() }
}

/// A list.
struct UnkeyedNodes: UnkeyedDecodingContainer {
  let nodes: [ConfigurationNode]
  let whole: ConfigurationNode
  let codingPath: [any CodingKey] = []
  private(set) var currentIndex = 0

  init(nodes: [ConfigurationNode], whole: ConfigurationNode) { (self.nodes, self.whole) = (nodes, whole) }

  var count: Int? { nodes.count }
  var isAtEnd: Bool { currentIndex == nodes.count }

  private mutating func next() throws -> SingleNode {
    guard !isAtEnd else { throw whole.error("the list is too short: \(nodes.count) values") }
    defer { currentIndex += 1 }
    return SingleNode(node: nodes[currentIndex])
  }

  mutating func decodeNil() throws -> Bool { false }
  mutating func decode(_ type: Bool.Type) throws -> Bool { try next().decode(type) }
  mutating func decode(_ type: String.Type) throws -> String { try next().decode(type) }
  mutating func decode(_ type: Double.Type) throws -> Double { try next().decode(type) }
  mutating func decode(_ type: Float.Type) throws -> Float { try next().decode(type) }
  mutating func decode(_ type: Int.Type) throws -> Int { try next().decode(type) }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try next().decode(type) }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try next().decode(type) }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try next().decode(type) }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try next().decode(type) }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try next().decode(type) }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next().decode(type) }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next().decode(type) }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next().decode(type) }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next().decode(type) }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decode(type) }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    throw whole.nesting()
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw whole.nesting() }
  mutating func superDecoder() throws -> any Decoder { throw whole.nesting() }
}

extension ConfigurationNode {
  /// The nearest double to the number that stands here.
  func double() throws -> Double {
    guard let value = try number().double else { throw error("\(kind) is not finite") }
    return value
  }

  /// Nested containers would escape the check for unknown keys; a type of its own for the nested value does not.
  func nesting() -> AirSliceError { AirSliceError(.internal, "nested containers are not decoded", at: location) }
}
