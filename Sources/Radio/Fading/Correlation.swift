// How alike the fades of several branches or links are.

import Core
import Foundation
import Stochastics

/// The correlation ρ between the scattered parts of the complex gains of branches.
///
/// For Rayleigh gains, which are scattered altogether, that of their powers is ρ², as for Nakagami's. A line of sight of K
/// times their power is the same all the time, with a phase of its own for each branch: the powers of Rician gains
/// have, over the phases, the correlation ρ²/(1 + 2K).
package enum BranchCorrelation: Hashable, Sendable {
  /// The same between any two.
  case uniform(Double)
  /// By pairs: symmetric, with ones on the diagonal.
  case matrix([[Double]])

  /// Branches that know nothing of each other.
  package static let none = BranchCorrelation.uniform(0)

  /// The lower triangular L that makes correlated gains of independent ones, for `count` branches.
  /// - Throws: `data` when the size is wrong, the matrix is not symmetric with ones on its diagonal, or not positive
  ///   definite: no branches can be correlated so.
  package func factor(_ count: Int) throws -> [[Double]] {
    let matrix = try rows(count)
    guard let factor = LinearAlgebra.choleskyFactor(of: matrix) else {
      throw AirSliceError(
        .data, "the correlation matrix is not positive definite: no \(count) branches can be correlated so")
    }
    return factor
  }

  private func rows(_ count: Int) throws -> [[Double]] {
    switch self {
    case .uniform(let value):
      guard value > -1, value < 1 else {
        throw AirSliceError(.data, "correlation is \(value); between different branches it lies between -1 and 1")
      }
      return (0..<count).map { row in (0..<count).map { $0 == row ? 1 : value } }
    case .matrix(let rows):
      guard rows.count == count, rows.allSatisfy({ $0.count == count }) else {
        throw AirSliceError(.data, "the correlation matrix of \(count) branches has \(count) rows of \(count) numbers")
      }
      for row in 0..<count {
        guard rows[row][row] == 1 else {
          throw AirSliceError(.data, "the correlation matrix has \(rows[row][row]) on its diagonal; it has ones there")
        }
        for column in 0..<row where rows[row][column] != rows[column][row] {
          throw AirSliceError(
            .data,
            "the correlation matrix is not symmetric: \(rows[row][column]) in row \(row + 1), column \(column + 1), "
              + "and \(rows[column][row]) across")
        }
      }
      return rows
    }
  }
}

extension BranchCorrelation: Decodable {
  /// One number, or a list of rows.
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let rows = try? value.decode([[Double]].self) {
      self = .matrix(rows)
    } else {
      self = .uniform(try value.decode(Double.self))
    }
  }
}
