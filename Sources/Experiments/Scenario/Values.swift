// Small values of scenarios: one of several names, a number within bounds, one or a list.

import Core
import Transport

/// One of the names of an enumeration.
struct OneOf<Value: CaseIterable & RawRepresentable & Sendable>: Decodable where Value.RawValue == String {
  let value: Value

  init(from decoder: any Decoder) throws {
    let name = try decoder.singleValueContainer().decode(String.self)
    let names = Value.allCases.map(\.rawValue)
    guard let value = Value(rawValue: name) else {
      let advice = KeyAdvice.nearest(to: name, among: names).map { "did you mean \($0)?" }
      throw AirSliceError(
        .data, "'\(name)' does not fit here: \(advice ?? "known: \(names.joined(separator: ", "))")")
    }
    self.value = value
  }
}

/// One value, or a list of them by importance.
struct OneOrMore<Element: Decodable>: Decodable {
  let elements: [Element]

  init(from decoder: any Decoder) throws {
    let node = try ConfigurationNode(from: decoder)
    if case .sequence = node.content {
      elements = try ConfigurationDecoder.decode([Element].self, from: node)
      guard !elements.isEmpty else { throw AirSliceError(.data, "the list is empty: write one value at least") }
    } else {
      elements = [try ConfigurationDecoder.decode(Element.self, from: node)]
    }
  }

  func map<Value: Sendable & Hashable>(_ transform: (Element) -> Value) -> ByImportance<Value> {
    ByImportance(elements.map(transform))
  }
}

/// The whole number within `bounds` that stands here.
func wholeNumber(_ bounds: ClosedRange<Int>, from decoder: any Decoder) throws -> Int {
  try checked(decoder.singleValueContainer().decode(Int.self), bounds)
}

private func checked(_ value: Int, _ bounds: ClosedRange<Int>) throws -> Int {
  guard bounds.contains(value) else {
    throw AirSliceError(
      .data, "\(value) does not fit here: a whole number from \(bounds.lowerBound) to \(bounds.upperBound) is needed")
  }
  return value
}

extension KeyedDecodingContainer {
  /// The whole number within `bounds` at `key`, nil when the key is not there.
  func whole(_ key: Key, _ bounds: ClosedRange<Int>) throws -> Int? {
    guard let node = try decodeIfPresent(ConfigurationNode.self, forKey: key) else { return nil }
    let value = try ConfigurationDecoder.decode(Int.self, from: node)
    return try placing(key) { try checked(value, bounds) }
  }

  /// Runs `body`, whose errors without a place get that of `key`, where the file has it.
  func placing<Result>(_ key: Key, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as AirSliceError where error.location == nil {
      throw (try? decodeIfPresent(ConfigurationNode.self, forKey: key))?.error(error.message) ?? error
    }
  }
}
