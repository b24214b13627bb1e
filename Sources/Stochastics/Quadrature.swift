// Integrals by GSL's adaptive rules.

internal import CGSL
import Core

/// Numerical integration.
package enum Quadrature {
  private struct Integrand {
    let function: (Double) -> Double
  }

  private static let intervals = 1000

  /// ∫ `function` from `start` to `end`, to a relative error of 1e-11 or an absolute one of 1e-22; `end` may be infinite.
  /// Adaptive 21-point Gauss–Kronrod with extrapolation (gsl_integration_qags, qagiu), so that singularities at the ends
  /// do no harm.
  /// - Throws: `internal` when GSL's estimate of the error stays above 1e-7 of the integral and above 1e-16.
  package static func integrate(
    from start: Double, to end: Double, _ function: (Double) -> Double
  ) throws -> Double {
    GSL.start()
    guard let workspace = gsl_integration_workspace_alloc(intervals) else { preconditionFailure("out of memory") }
    defer { gsl_integration_workspace_free(workspace) }
    var (result, error) = (0.0, 0.0)
    let status = withoutActuallyEscaping(function) { function in
      withUnsafePointer(to: Integrand(function: function)) { integrand in
        var callback = gsl_function(
          function: { $1!.assumingMemoryBound(to: Integrand.self).pointee.function($0) },
          params: UnsafeMutableRawPointer(mutating: integrand))
        return end == .infinity
          ? gsl_integration_qagiu(&callback, start, 1e-22, 1e-11, intervals, workspace, &result, &error)
          : gsl_integration_qags(&callback, start, end, 1e-22, 1e-11, intervals, workspace, &result, &error)
      }
    }
    // Round-off may keep the last digits from being reached; the error that is left is told.
    guard status == 0 || error <= 1e-7 * abs(result) + 1e-16, result.isFinite else {
      throw AirSliceError(.internal, "GSL's quadrature over \(start)...\(end) ended with status \(status)")
    }
    return result
  }
}
