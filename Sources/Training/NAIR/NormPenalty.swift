// NAIR's penalty on the norm of the filters behind all units but the first.

import Neural
import Schemes

/// A penalty on P, the sum of the L1 norms of the filters that emit all units but the most important one (NAIR, IEEE
/// IoT-J 11(12), 2024, eq. 12). Its scale is not stated there: see ``Form``.
package struct NormPenalty: Hashable, Sendable {
  package enum Form: String, CaseIterable, Sendable {
    /// No penalty: an ablation of Table III.
    case none
    /// P itself. With coefficient 1 and rate 0.01 every weight moves by 0.01 in each step, more than most are large.
    case rawSum = "raw-sum"
    /// P over the sum of all norms, between 0 and 1.
    case share
  }

  package var form: Form
  /// λ, the factor of the penalty in the loss.
  package var coefficient: Double

  package init(_ form: Form, coefficient: Double = 1) { (self.form, self.coefficient) = (form, coefficient) }

  /// The penalty, coefficient included, and its gradient by every filter weight added to `gradients`.
  /// - Parameters:
  ///   - filters: the weights of the emitting convolution, output channel by output channel.
  ///   - gradients: as many.
  ///   - first: the filters of the most important unit.
  /// - Precondition: `first` lies within the filters.
  func apply(
    filters: UnsafeMutableBufferPointer<Float>, gradients: UnsafeMutableBufferPointer<Float>, first: Range<Int>
  ) -> Double {
    if form == .none { return 0 }
    precondition(gradients.count == filters.count && first.upperBound <= filters.count, "filters of one convolution")
    func norm(_ range: Range<Int>) -> Double { filters[range].reduce(0) { $0 + Double(abs($1)) } }
    let top = norm(first)
    let rest = norm(0..<first.lowerBound) + norm(first.upperBound..<filters.count)
    let all = top + rest
    // The derivative of the penalty by the absolute value of a weight within and outside of the first unit.
    let (value, within, outside): (Double, Double, Double) =
      form == .rawSum || all == 0 ? (rest, 0, 1) : (rest / all, -rest / (all * all), top / (all * all))
    for index in filters.indices {
      let slope = Float(coefficient * (first.contains(index) ? within : outside))
      // The derivative of |x| at 0 is taken as 0, as PyTorch's abs has it.
      if filters[index] > 0 { gradients[index] += slope }
      if filters[index] < 0 { gradients[index] -= slope }
    }
    return coefficient * value
  }
}
