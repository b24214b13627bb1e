// What several commands refuse in the same words.

import ArgumentParser

/// Checks of options; each throws a `ValidationError` that names the option and what it can be.
enum OptionCheck {
  static func range(_ option: String, _ value: Int, _ range: ClosedRange<Int>) throws {
    guard range.contains(value) else {
      throw ValidationError("\(option) must lie within \(range.lowerBound) to \(range.upperBound)")
    }
  }

  static func threads(_ threads: Int) throws { try range("--threads", threads, 1...1024) }

  static func width(_ width: Double) throws {
    guard width > 0.01, width <= 8 else { throw ValidationError("--width must lie within 0.01 to 8") }
  }

  static func seconds(_ seconds: Double) throws {
    guard seconds > 0, seconds <= 3600 else { throw ValidationError("--seconds must be above 0 and at most 3600") }
  }
}
