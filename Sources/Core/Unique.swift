// The different elements of a sequence.

extension Sequence where Element: Hashable {
  /// Each different element once, in order of first appearance.
  package func unique() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
