// Which of NAIR's slice losses a step computes: all, or some with corrected weights.

import Stochastics

/// The sum of J weighted slice losses, exact or estimated from some of them.
package enum SliceSampling: Hashable, Sendable {
  /// How slices are drawn.
  package enum Draws: String, CaseIterable, Sendable {
    /// Each as often as any other, without repetition.
    case uniform
    /// Each as often as its weight, with repetition: what is drawn then counts alike, and no step is larger than another.
    case weighted
  }

  /// Every slice in every step.
  case exact
  /// The full slice, the smallest one, and others drawn from those between, `slices` in all. The weight of a drawn one is
  /// divided by how often it is drawn in the mean, so that the mean over the draws is the exact sum.
  case sampled(slices: Int, Draws = .uniform)

  /// Slices that a step computes when there are `units`.
  package func count(units: Int) -> Int {
    switch self {
    case .exact: units
    case .sampled(let slices, _): min(max(slices, 2), units)
    }
  }

  /// The numbers of leading units in the slices of step `step`, ascending, and the factors of their `weights`, of which
  /// there is one for each number of units.
  package func choose(
    weights: [Double], step: Int, streams: RandomStreams
  ) -> [(units: Int, factor: Double)] {
    let (units, count) = (weights.count, count(units: weights.count))
    if count == units { return (1...units).map { ($0, 1) } }
    let between = weights[1..<units - 1]
    let drawn = count - 2
    let generator = streams.stream("slices of a step", replication: step).generator()
    let chosen: [(units: Int, factor: Double)]
    let total = between.reduce(0, +)
    if case .sampled(_, .weighted) = self, total > 0 {
      chosen = (0..<drawn).map { _ in
        let place = Self.place(of: generator.uniform() * total, in: between)
        return (place + 1, total / (Double(drawn) * between[place]))
      }
    } else {
      let factor = Double(between.count) / Double(drawn)
      chosen = generator.permutation(between.count).prefix(drawn).map { ($0 + 2, factor) }
    }
    return [(1, 1)] + chosen.sorted { $0.units < $1.units } + [(units, 1)]
  }

  /// The index of the one of `weights` within which `mark` lies when they stand behind each other.
  private static func place(of mark: Double, in weights: ArraySlice<Double>) -> Int {
    var end = 0.0
    for place in weights.indices {
      end += weights[place]
      if mark < end { return place }
    }
    // By rounding alone.
    return weights.lastIndex { $0 > 0 } ?? weights.startIndex
  }
}
