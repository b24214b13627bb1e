// The learning rate over the steps of a training.

import Foundation

/// A linear rise to the initial rate, then half a cosine down to zero, step by step and without restarts.
/// I. Loshchilov, F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017, eq. 5.
package struct CosineSchedule: Sendable {
  /// The rate at the end of the warm-up, or at the first step without one.
  package let initialRate: Double
  /// Steps of the rise.
  package let warmUpSteps: Int
  /// All steps, those of the rise included.
  package let totalSteps: Int

  /// - Precondition: 0 ≤ `warmUpSteps` ≤ `totalSteps`.
  package init(initialRate: Double, warmUpSteps: Int = 0, totalSteps: Int) {
    precondition(warmUpSteps >= 0 && warmUpSteps <= totalSteps, "the warm-up is a part of the training")
    (self.initialRate, self.warmUpSteps, self.totalSteps) = (initialRate, warmUpSteps, totalSteps)
  }

  /// The rate of step `step`, counted from 0: r (s + 1) / w while s < w; then r (1 + cos(π (s − w) / (T − w))) / 2.
  package func rate(at step: Int) -> Double {
    if step < warmUpSteps { return initialRate * Double(step + 1) / Double(warmUpSteps) }
    let share = Double(step - warmUpSteps) / Double(totalSteps - warmUpSteps)
    return initialRate * (1 + cos(.pi * share)) / 2
  }
}
