// Settings that differ between what matters and what does not.

/// A value for each place in the order of importance; the last holds for all that follow.
package struct ByImportance<Value: Sendable & Hashable>: Sendable, Hashable {
  package let values: [Value]

  /// - Precondition: there is a value.
  package init(_ values: [Value]) {
    precondition(!values.isEmpty, "no value for the most important")
    self.values = values
  }

  /// The same for all.
  package init(_ value: Value) { values = [value] }

  /// The value at place `importance`, counted from 0.
  package subscript(importance: Int) -> Value { values[min(max(importance, 0), values.count - 1)] }
}
