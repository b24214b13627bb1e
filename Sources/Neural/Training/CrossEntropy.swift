// Softmax and cross-entropy, with label smoothing.

import Foundation

/// Mean cross-entropy of softmax(scores) against one label for each row.
enum CrossEntropy {
  /// Writes the gradient of the mean loss by every score, and returns the mean loss and the number of rows whose
  /// largest score is the label's (the first of equal ones).
  ///
  /// With smoothing ε the target is (1 − ε) on the label plus ε / classes everywhere (PyTorch's `label_smoothing`).
  /// - Parameters:
  ///   - scores: [N, classes], row-major.
  ///   - gradient: as large as `scores`.
  static func evaluate(
    scores: UnsafeMutableBufferPointer<Float>, labels: [UInt8], labelSmoothing: Float,
    gradient: UnsafeMutableBufferPointer<Float>
  ) -> (loss: Float, correct: Int) {
    let classes = scores.count / labels.count
    var total = 0.0
    var correct = 0
    for (row, label) in labels.enumerated() {
      let row = row * classes..<(row + 1) * classes
      var best = row.lowerBound
      for index in row where scores[index] > scores[best] { best = index }
      if best - row.lowerBound == Int(label) { correct += 1 }
      let largest = scores[best]
      let sum = row.reduce(Float(0)) { $0 + exp(scores[$1] - largest) }
      let logarithm = largest + log(sum)
      for index in row {
        var target = labelSmoothing / Float(classes)
        if index - row.lowerBound == Int(label) { target += 1 - labelSmoothing }
        total += Double(target * (logarithm - scores[index]))
        gradient[index] = (exp(scores[index] - logarithm) - target) / Float(labels.count)
      }
    }
    return (Float(total / Double(labels.count)), correct)
  }
}
