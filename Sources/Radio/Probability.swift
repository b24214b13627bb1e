// Probabilities as scenario files give them.

extension KeyedDecodingContainer {
  /// The probability at `key`.
  /// - Throws: `dataCorrupted` with a full sentence when the number does not lie in 0 … 1; `nan` does not.
  package func decodeProbability(forKey key: Key) throws -> Double {
    let value = try decode(Double.self, forKey: key)
    guard (0...1).contains(value) else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "\(key.stringValue) is \(value); a probability lies between 0 and 1")
    }
    return value
  }
}
