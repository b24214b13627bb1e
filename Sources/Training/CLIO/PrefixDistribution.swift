// How often CLIO's training draws each prefix of the features.
// CLIO (MobiCom 2020); NAIR (IEEE IoT-J 11(12), 2024) compares with the presets n and l.

import Core
import Foundation
import Stochastics

/// The probabilities ρ_1 … ρ_I of the first 1, 2, …, I units.
package enum PrefixDistribution: Hashable, Sendable {
  /// n: ρ_i ∝ I − i + 1.
  case linear
  /// l: ρ_i ∝ r^i.
  case geometric(ratio: Double)
  /// ρ_i = 1 / I: as the authors' code has it.
  case uniform
  /// ρ_i uniform in [0, 1), drawn once from the seed.
  case random(seed: UInt64)
  /// ρ_i ∝ the given numbers.
  case list([Double])

  /// The word for it in the names of schemes.
  package var name: String {
    switch self {
    case .linear: "n"
    case .geometric: "l"
    case .uniform: "uniform"
    case .random: "random"
    case .list: "list"
    }
  }

  /// As the command line has it: the name, and behind a colon what it needs.
  package var words: String {
    switch self {
    case .linear, .uniform: name
    case .geometric(let ratio): "\(name):\(ratio)"
    case .random(let seed): "\(name):\(seed)"
    case .list(let shares): "\(name):" + shares.map { "\($0)" }.joined(separator: ",")
    }
  }

  /// The distribution of these ``words``; nil when they are none.
  package init?(words: String) {
    let parts = words.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let value = parts.count == 2 ? String(parts[1]) : nil
    switch (parts[0], value) {
    case ("n", nil): self = .linear
    case ("uniform", nil): self = .uniform
    case ("l", let value?):
      guard let ratio = Double(value) else { return nil }
      self = .geometric(ratio: ratio)
    case ("random", let value?):
      guard let seed = UInt64(value) else { return nil }
      self = .random(seed: seed)
    case ("list", let value?):
      let shares = value.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
      guard shares.allSatisfy({ $0 != nil }) else { return nil }
      self = .list(shares.compactMap { $0 })
    default: return nil
    }
  }

  /// The probabilities for `units` units; they sum to 1.
  /// - Throws: `usage` when a list has another length, a negative number or no positive one, or a ratio is not positive.
  package func probabilities(units: Int) throws -> [Double] {
    let shares: [Double]
    switch self {
    case .linear: shares = (1...units).map { Double(units - $0 + 1) }
    case .geometric(let ratio):
      guard ratio.isFinite, ratio > 0 else { throw refusal("the ratio \(ratio) is not a positive number") }
      shares = (1...units).map { pow(ratio, Double($0)) }
    case .uniform: shares = [Double](repeating: 1, count: units)
    case .random(let seed):
      let generator = RandomStreams(seed: seed).stream("probabilities of prefixes").generator()
      shares = (0..<units).map { _ in generator.uniform() }
    case .list(let given):
      guard given.count == units else { throw refusal("\(given.count) numbers for \(units) units") }
      shares = given
    }
    if let wrong = shares.first(where: { !($0 >= 0 && $0.isFinite) }) {
      throw refusal("\(wrong) is no probability: none may be negative or infinite")
    }
    let total = shares.reduce(0, +)
    guard total > 0, total.isFinite else {
      throw refusal("they sum to \(total): at least one must be positive, and none of astronomical size")
    }
    return shares.map { $0 / total }
  }

  private func refusal(_ what: String) -> AirSliceError {
    AirSliceError(.usage, "probabilities of prefixes: \(what)")
  }
}
