// From bytes to what a network takes.

import Core

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

extension Normalization {
  private static let meanKey = "normalization_mean"
  private static let deviationKey = "normalization_standard_deviation"

  /// The numbers as weights files carry them.
  public var metadata: [String: String] {
    func text(_ values: [Float]) -> String { values.map(\.description).joined(separator: " ") }
    return [Self.meanKey: text(mean), Self.deviationKey: text(standardDeviation)]
  }

  /// What the `metadata` of the weights `file` say, nil when they say nothing.
  /// - Throws: `data` when they have one of the two keys alone, or anything but three numbers behind it.
  public init?(metadata: [String: String], file: String) throws {
    func values(_ key: String, _ isPossible: (Float) -> Bool) throws -> [Float] {
      let words = metadata[key]?.split(separator: " ") ?? []
      let values = words.compactMap { Float($0) }.filter { $0.isFinite && isPossible($0) }
      guard values.count == 3, words.count == 3 else {
        let text = metadata[key].map { "is '\($0.prefix(60))'" } ?? "is missing"
        throw AirSliceError.data(
          "its metadata '\(key)' \(text): three numbers with blanks between, for red, green and blue, are needed",
          file: file)
      }
      return values
    }
    if metadata[Self.meanKey] == nil, metadata[Self.deviationKey] == nil { return nil }
    self.init(
      mean: try values(Self.meanKey) { _ in true }, standardDeviation: try values(Self.deviationKey) { $0 > 0 })
  }
}
