// Several links that fail and come back: how long until all are down, and how likely a mission gets through.

import Foundation
import Stochastics

/// K independent links, each up for a time of rate λ and down for one of rate μ, both exponential; the system is up while
/// one link is.
///
/// The number of links down is a birth–death chain with births (K − d) λ and deaths d μ. That fades last exponentially
/// long is an approximation: D. Öhmann and G. P. Fettweis, WCNC 2015; `airslice mission` shows what it costs.
public struct LinkStateChain: Hashable, Sendable {
  /// The rate λ at which a link that is up goes down [1/s].
  public let failureRate: Double
  /// The rate μ at which a link that is down comes up [1/s].
  public let repairRate: Double
  /// The number K of links.
  public let links: Int

  /// - Precondition: the rates are positive and there is a link.
  public init(failureRate: Double, repairRate: Double, links: Int) {
    precondition(failureRate > 0 && repairRate > 0 && links > 0, "positive rates and a link")
    (self.failureRate, self.repairRate, self.links) = (failureRate, repairRate, links)
  }

  /// `links` independent Rayleigh links, by their crossing rates and fade durations.
  public init(_ states: FadingStates, links: Int) {
    self.init(failureRate: states.failureRate, repairRate: states.repairRate, links: links)
  }

  private func births(_ down: Int) -> Double { Double(links - down) * failureRate }
  private func deaths(_ down: Int) -> Double { Double(down) * repairRate }

  /// The mean time from all links up to all links down [s]: Σ_d h_d with h_d = (1 + d μ h_{d−1})/((K − d) λ).
  public var meanTimeToFirstFailure: Double {
    var (sum, step) = (0.0, 0.0)
    for down in 0..<links {
      step = (1 + deaths(down) * step) / births(down)
      sum += step
    }
    return sum
  }

  /// The share of time in which a single link is down, λ/(λ + μ).
  public var linkUnavailability: Double { failureRate / (failureRate + repairRate) }

  /// The share of time in which all links are down, U^K.
  public var unavailability: Double { pow(linkUnavailability, Double(links)) }

  /// The share of time in which a link is up.
  public var availability: Double { 1 - unavailability }

  /// Failures of the system per second of all time, K μ U^K: the level crossing rate of selection combining [1/s].
  public var failureFrequency: Double { Double(links) * repairRate * unavailability }

  /// How long the system is up between failures on average [s]; not the ``meanTimeToFirstFailure``, since it begins with
  /// one link up.
  public var meanUpTime: Double { availability / failureFrequency }

  /// How long the system is down on average, 1/(K μ) [s].
  public var meanDownTime: Double { 1 / (Double(links) * repairRate) }

  /// The probability that a mission of `time` seconds that begins with all links up sees no failure: the row of state 0 of
  /// e^(Q_T t), summed. Q_T is similar to a symmetric matrix, whose eigenvalues GSL gives.
  /// - Throws: `internal` when GSL fails.
  public func missionReliability(_ time: Double) throws -> Double {
    let states = 0..<links
    let matrix = states.map { row in
      states.map { column -> Double in
        switch column - row {
        case 0: -(births(row) + deaths(row))
        case 1: (births(row) * deaths(column)).squareRoot()
        case -1: (births(column) * deaths(row)).squareRoot()
        default: 0
        }
      }
    }
    let (values, vectors) = try LinearAlgebra.symmetricEigenvalues(of: matrix)
    // √(π_j/π_0) turns the symmetric matrix's row into that of Q_T.
    let weights = states.map {
      (SpecialFunctions.binomial(links, $0) * pow(failureRate / repairRate, Double($0))).squareRoot()
    }
    return zip(values, vectors).reduce(0) { sum, mode in
      let (value, vector) = mode
      let overlap = zip(weights, vector).reduce(0) { $0 + $1.0 * $1.1 }
      return sum + exp(value * time) * vector[0] * overlap
    }
  }
}
