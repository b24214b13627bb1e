// Simulation beside theory: what one comparison says.

import Stochastics

/// One quantity, in closed form and as simulated.
package struct ValidationCheck: Sendable, Hashable {
  /// What was looked at: "bit errors: rayleigh"; without commas, as figures need it.
  package let piece: String
  /// Which of its quantities, and where: "oqpsk at 10 dB".
  package let quantity: String
  package let theory: Double
  /// The simulated value with its interval at ``confidence``.
  package let simulation: Estimate
  /// How far simulation and theory may lie apart, relatively, whatever the interval says; nil where the interval decides.
  package let tolerance: Double?
  /// Where ``theory`` is an upper bound, the lower one; nil where it is the value itself.
  package let lowerBound: Double?

  /// The confidence of all intervals: of a hundred checks of a right program one in a thousand runs fails one.
  package static let confidence = 1 - 1e-5

  package init(piece: String, quantity: String, theory: Double, simulation: Estimate, tolerance: Double? = nil) {
    (self.piece, self.quantity, self.theory) = (piece, quantity, theory)
    (self.simulation, self.tolerance, lowerBound) = (simulation, tolerance, nil)
  }

  /// A quantity of which theory knows bounds alone.
  package init(piece: String, quantity: String, bounds: ClosedRange<Double>, simulation: Estimate) {
    (self.piece, self.quantity, self.simulation, tolerance) = (piece, quantity, simulation, nil)
    (theory, lowerBound) = (bounds.upperBound, bounds.lowerBound)
  }

  /// Whether theory lies within the interval, or within the tolerance of the simulated value; of bounds, whether the
  /// interval leaves room between them.
  package var holds: Bool {
    if let tolerance { return abs(simulation.value - theory) <= tolerance * abs(theory) }
    return simulation.low <= theory && lowerBound ?? theory <= simulation.high
  }
}

/// Checks of one part of the simulator.
package typealias ValidationSuite = @Sendable (_ seed: UInt64) throws -> [ValidationCheck]
