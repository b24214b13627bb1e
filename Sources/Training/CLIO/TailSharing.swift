// What CLIO's tails have in common.
// NAIR (IEEE IoT-J 11(12), 2024), eq. 3, whose tails share θ_{k+2:S}; CLIO's published code shares nothing.

import Neural

/// How much of the tail there is once for all prefixes.
package enum TailSharing: String, CaseIterable, Sendable {
  /// Nothing: every tail is a copy of the whole one.
  case none
  /// The parameters of all layers but the first one behind the cut, a block where there are blocks. Running statistics are
  /// each tail's own nonetheless: they measure what one prefix makes of those layers, and a common average fits no prefix.
  case behindFirstLayer = "k+2"

  /// The parameters behind `cut` that each tail has for itself.
  func ownParameters(_ store: ParameterStore, behind cut: Cut) -> Range<Int> {
    let tail = store.tail(behind: cut).parameters
    guard self == .behindFirstLayer, let next = store.architecture.cuts.drop(while: { $0 != cut }).dropFirst().first
    else { return tail }
    return tail.lowerBound..<store.tail(behind: next).parameters.lowerBound
  }
}
