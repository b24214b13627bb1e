// From bytes to what a network takes.

/// Per-channel mean and standard deviation that pixels / 255 are normalised with.
public struct Normalization: Sendable, Hashable {
  public var mean: [Float]
  public var standardDeviation: [Float]

  /// Three means and three standard deviations: red, green, blue.
  public init(mean: [Float], standardDeviation: [Float]) {
    precondition(mean.count == 3 && standardDeviation.count == 3, "one for each channel")
    (self.mean, self.standardDeviation) = (mean, standardDeviation)
  }

  /// CIFAR-10's training set.
  public static let cifar10 = Normalization(
    mean: [0.4914, 0.4822, 0.4465], standardDeviation: [0.2470, 0.2435, 0.2616])

  /// The synthetic training set.
  public static let synthetic = Normalization(
    mean: [0.3579, 0.3579, 0.3579], standardDeviation: [0.1940, 0.1940, 0.1940])

  /// (pixel / 255 − mean) / standard deviation of every image, channels last: element (n, y, x, c).
  public func channelsLast(_ pixels: [UInt8]) -> [Float] {
    let area = 32 * 32
    precondition(pixels.count % (3 * area) == 0, "whole images")
    return [Float](unsafeUninitializedCapacity: pixels.count) { output, count in
      for image in 0..<pixels.count / (3 * area) {
        for channel in 0..<3 {
          let scale = 1 / (255 * standardDeviation[channel])
          let offset = -mean[channel] / standardDeviation[channel]
          for position in 0..<area {
            let pixel = Float(pixels[(image * 3 + channel) * area + position])
            output[(image * area + position) * 3 + channel] = pixel * scale + offset
          }
        }
      }
      count = pixels.count
    }
  }
}
