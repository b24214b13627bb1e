// What every call of GSL needs: no abort, and no error overlooked.

internal import CGSL
import Core

/// GSL's error handling, in one place.
enum GSL {
  private static let handlerIsOff: Void = { _ = gsl_set_error_handler_off() }()

  /// Turns GSL's handler, which ends the process, off; once, before the first call.
  static func start() { _ = handlerIsOff }

  /// The value of a GSL function that has no status of its own: those answer NaN on error.
  /// - Throws: `internal` naming `function` when the value is not finite.
  static func finite(_ function: String, _ value: () -> Double) throws -> Double {
    start()
    let result = value()
    guard result.isFinite else { throw AirSliceError(.internal, "GSL's \(function) answered \(result)") }
    return result
  }
}
