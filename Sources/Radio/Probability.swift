// Probabilities as channels hold them and scenario files give them.

/// A number within 0 … 1: wraps a property, checks it, and decodes it for the type it belongs to.
@propertyWrapper
package struct Probability: Hashable, Sendable, Decodable {
  package let wrappedValue: Double

  /// - Precondition: `wrappedValue` lies in 0 … 1.
  package init(wrappedValue: Double) {
    precondition((0...1).contains(wrappedValue), "a probability lies between 0 and 1")
    self.wrappedValue = wrappedValue
  }

  /// - Throws: `dataCorrupted` with a full sentence when the number does not lie in 0 … 1; `nan` does not.
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer().decode(Double.self)
    guard (0...1).contains(value) else {
      let name = decoder.codingPath.last?.stringValue ?? "a probability"
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "\(name) is \(value); a probability lies between 0 and 1"))
    }
    wrappedValue = value
  }
}
