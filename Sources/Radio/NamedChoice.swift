// Choices of a scenario that go by name: modulations, ways to combine, methods.

import Core

extension CaseIterable where Self: RawRepresentable, RawValue == String {
  /// The case that `decoder` names.
  /// - Throws: `data`, calling it an unknown `what` and naming those that there are.
  init(named what: String, from decoder: any Decoder) throws {
    let name = try decoder.singleValueContainer().decode(String.self)
    guard let known = Self(rawValue: name) else {
      let names = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw AirSliceError(.data, "unknown \(what) '\(name)': known: \(names)")
    }
    self = known
  }
}
