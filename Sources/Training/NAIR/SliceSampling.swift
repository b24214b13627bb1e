// Which of NAIR's slice losses a step computes: all, or some with corrected weights.

import Stochastics

/// The sum of J slice losses, exact or estimated from some of them.
package enum SliceSampling: Hashable, Sendable {
  /// Every slice in every step.
  case exact
  /// The full slice, the smallest one, and others drawn without repetition, `slices` in all. The others' weights are
  /// multiplied by how many there are over how many are drawn, so that the mean over the draws is the exact sum.
  case sampled(slices: Int)

  /// Slices that a step computes when there are `units`.
  package func count(units: Int) -> Int {
    switch self {
    case .exact: units
    case .sampled(let slices): min(max(slices, 2), units)
    }
  }

  /// The numbers of leading units in the slices of step `step`, ascending, and the factors of their weights.
  package func choose(units: Int, step: Int, streams: RandomStreams) -> [(units: Int, factor: Double)] {
    let count = count(units: units)
    if count == units { return (1...units).map { ($0, 1) } }
    let between = units - 2
    let drawn = count - 2
    let permutation = streams.stream("slices of a step", replication: step).generator().permutation(between)
    let factor = Double(between) / Double(drawn)
    return [(1, 1)] + permutation.prefix(drawn).sorted().map { ($0 + 2, factor) } + [(units, 1)]
  }
}
