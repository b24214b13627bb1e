// How much the loss on each leading part of the features counts in NAIR's training.

import Foundation

/// The weight w_j of the loss on the first j units (NAIR, IEEE IoT-J 11(12), 2024, eq. 11), in the readings that its
/// text allows.
package enum SliceWeights: String, CaseIterable, Sendable {
  /// (1 − V_j)^n with V_j the share of the importance that the first j units hold: the difference to the whole, as
  /// eq. 11 and Algorithm 2, line 7, have it.
  case cumulative
  /// (share of unit j + 1)^n: the difference between neighbours, as the text around eq. 11 can be read.
  case next
  /// 1 for every slice: the ablation without weights (Table III).
  case equal

  /// The weights of the first 1, 2, …, J units; the last one is 1 in every reading.
  /// - Parameters:
  ///   - importance: of the units, descending.
  ///   - exponent: w_non, 2 in the paper.
  /// - Precondition: nothing negative, and at least one unit of importance above 0.
  package func values(importance: [Double], exponent: Double) -> [Double] {
    let total = importance.reduce(0, +)
    precondition(total > 0 && importance.allSatisfy { $0 >= 0 }, "shares of something")
    var reached = 0.0
    return importance.indices.map { unit in
      reached += importance[unit]
      if unit == importance.count - 1 { return 1 }
      switch self {
      case .cumulative: return pow(max(0, 1 - reached / total), exponent)
      case .next: return pow(importance[unit + 1] / total, exponent)
      case .equal: return 1
      }
    }
  }
}
