// Softmax and cross-entropy, with label smoothing.

import Foundation

/// Cross-entropy of softmax(scores) against one label for each row.
enum CrossEntropy {
  /// What a row of scores gave.
  struct Row {
    /// Its loss, not weighted.
    var loss: Double
    /// Whether its largest score, the first of equal ones, is the label's.
    var isCorrect: Bool
  }

  /// Writes the gradient of Σ weight · loss over all rows by every score.
  ///
  /// With smoothing ε the target is (1 − ε) on the label plus ε / classes everywhere (PyTorch's `label_smoothing`).
  /// - Parameters:
  ///   - scores: [N, classes], row-major.
  ///   - weights: one for each row; 1 / N for the mean.
  ///   - gradient: as large as `scores`.
  static func evaluate(
    scores: UnsafeMutableBufferPointer<Float>, labels: [UInt8], labelSmoothing: Float, weights: [Float],
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> [Row] {
    let classes = scores.count / labels.count
    return labels.enumerated().map { row, label in
      let weight = weights[row]
      let row = row * classes..<(row + 1) * classes
      var best = row.lowerBound
      for index in row where scores[index] > scores[best] { best = index }
      let largest = scores[best]
      let sum = row.reduce(Float(0)) { $0 + exp(scores[$1] - largest) }
      let logarithm = largest + log(sum)
      var loss = 0.0
      for index in row {
        var target = labelSmoothing / Float(classes)
        if index - row.lowerBound == Int(label) { target += 1 - labelSmoothing }
        loss += Double(target * (logarithm - scores[index]))
        gradient[index] = weight * (exp(scores[index] - logarithm) - target)
      }
      return Row(loss: loss, isCorrect: best - row.lowerBound == Int(label))
    }
  }
}
