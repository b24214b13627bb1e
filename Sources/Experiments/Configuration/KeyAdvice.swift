// What to say about a key that does not exist: the key that was meant, or the unit that was wrong.

/// Advice for unknown keys.
package enum KeyAdvice {
  /// Units that keys end with, by what they measure.
  private static let units: [[String]] = [
    ["ns", "us", "ms", "s", "min"], ["bps", "kbps", "mbps", "gbps"], ["bits", "bytes", "kib"], ["db", "dbm"],
    ["hz", "khz", "mhz"],
  ]

  /// The words after "unknown key '…'": which of `known` was probably meant.
  static func advice(for key: String, known: [String]) -> String {
    let (stem, unit) = split(key)
    for candidate in known {
      let (knownStem, knownUnit) = split(candidate)
      guard let knownUnit, unit != knownUnit, distance(stem, knownStem) <= 1 else { continue }
      if unit == nil || units.contains(where: { $0.contains(unit!) && $0.contains(knownUnit) }) {
        return "the unit belongs to the key: write \(candidate), in \(knownUnit)"
      }
    }
    if let nearest = nearest(to: key, among: known) { return "did you mean \(nearest)?" }
    return known.isEmpty ? "no key is known here" : "known here: \(known.joined(separator: ", "))"
  }

  /// The name that a slip of two letters, one in short names, turns into `name`.
  package static func nearest(to name: String, among known: [String]) -> String? {
    let best = known.map { (distance(name.lowercased(), $0), $0) }.min { $0.0 < $1.0 }
    guard let best, best.0 <= (best.1.count > 3 ? 2 : 1) else { return nil }
    return best.1
  }

  /// A key's name and unit, nil when it ends with none.
  private static func split(_ key: String) -> (String, String?) {
    guard let end = key.lastIndex(of: "_") else { return (key, nil) }
    let unit = String(key[key.index(after: end)...])
    return units.contains { $0.contains(unit) } ? (String(key[..<end]), unit) : (key, nil)
  }

  /// Levenshtein's distance.
  private static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b.utf8)
    var row = Array(0...b.count)
    for (i, letter) in a.utf8.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let replaced = diagonal + (letter == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
      }
    }
    return row[b.count]
  }
}
