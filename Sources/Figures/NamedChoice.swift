// Choices by name, whose errors say what there is to choose from.

/// An enumeration that files name the cases of.
package protocol NamedChoice: RawRepresentable<String>, CaseIterable, Codable {}

extension NamedChoice {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    guard let choice = Self(rawValue: name) else {
      let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(name)' does not fit here: known: \(known)")
    }
    self = choice
  }
}
