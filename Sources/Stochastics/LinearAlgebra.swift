// The little linear algebra that correlations and Markov chains need, by GSL.

internal import CGSL
import Core

/// Symmetric matrices, given as rows.
package enum LinearAlgebra {
  /// The lower triangular L with L Lᵀ = `matrix`; nil when that is not positive definite.
  /// - Precondition: `matrix` is square; only its lower triangle is read.
  package static func choleskyFactor(of matrix: [[Double]]) -> [[Double]]? {
    GSL.start()
    let size = matrix.count
    precondition(matrix.allSatisfy { $0.count == size }, "a square matrix")
    if size == 0 { return [] }
    var values = matrix.flatMap { $0 }
    let status = values.withUnsafeMutableBufferPointer { values in
      var view = gsl_matrix_view_array(values.baseAddress, size, size)
      return gsl_linalg_cholesky_decomp1(&view.matrix)
    }
    guard status == 0, values.allSatisfy(\.isFinite) else { return nil }
    return (0..<size).map { row in (0..<size).map { $0 <= row ? values[row * size + $0] : 0 } }
  }

  /// Eigenvalues and orthonormal eigenvectors of the symmetric `matrix`: `vectors[i]` belongs to `values[i]`.
  /// - Precondition: `matrix` is square and not empty; only its lower triangle is read.
  /// - Throws: `internal` when GSL does not converge.
  package static func symmetricEigenvalues(of matrix: [[Double]]) throws -> (values: [Double], vectors: [[Double]]) {
    GSL.start()
    let size = matrix.count
    precondition(size > 0 && matrix.allSatisfy { $0.count == size }, "a square matrix")
    var content = matrix.flatMap { $0 }
    var values = [Double](repeating: 0, count: size)
    var vectors = [Double](repeating: 0, count: size * size)
    guard let workspace = gsl_eigen_symmv_alloc(size) else { preconditionFailure("out of memory") }
    defer { gsl_eigen_symmv_free(workspace) }
    let status = content.withUnsafeMutableBufferPointer { content in
      values.withUnsafeMutableBufferPointer { values in
        vectors.withUnsafeMutableBufferPointer { vectors in
          var matrixView = gsl_matrix_view_array(content.baseAddress, size, size)
          var valueView = gsl_vector_view_array(values.baseAddress, size)
          var vectorView = gsl_matrix_view_array(vectors.baseAddress, size, size)
          return gsl_eigen_symmv(&matrixView.matrix, &valueView.vector, &vectorView.matrix, workspace)
        }
      }
    }
    guard status == 0 else { throw AirSliceError(.internal, "GSL found no eigenvalues: status \(status)") }
    return (values, (0..<size).map { column in (0..<size).map { vectors[$0 * size + column] } })
  }
}
