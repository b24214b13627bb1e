// From scores to classes, total even for scores that damaged features turned into NaN.

import Neural

extension Tensor {
  /// The class with the highest score of each image. NaN counts as lower than every number and equals go to the lower
  /// class, so that scores that are all NaN give class 0.
  package func predictedClasses() -> [Int] {
    (0..<count).map { image in
      var best = 0
      for candidate in 1..<shape.count {
        let (score, highest) = (values[image * shape.count + candidate], values[image * shape.count + best])
        if score > highest || (highest.isNaN && !score.isNaN) { best = candidate }
      }
      return best
    }
  }
}
