// What each quality of a codec makes of the same images: bytes, pixels, classes.

import Core
import Foundation
import Imaging
import Neural
import Schemes

/// A codec's qualities, ascending, each measured on the same images.
package struct CodecCurve: Sendable {
  /// One quality.
  package struct Level: Sendable, Hashable {
    package var quality: Int
    /// Bytes sent, by image.
    package var bytes: [Int] = []
    /// Whether the network gets each image right.
    package var isCorrect: [Bool] = []
    /// Sum of all pixel components' squared errors.
    package var squaredError = 0.0

    package init(quality: Int) { self.quality = quality }

    package var meanBytes: Double { Double(bytes.reduce(0, +)) / Double(max(1, bytes.count)) }
    package var correct: Int { isCorrect.count { $0 } }

    /// The peak signal to noise ratio over all images, 10 log10(255² / mean squared error) [dB]; infinite without error.
    package var peakSignalToNoise: Double {
      10 * log10(255 * 255 * Double(bytes.count * ImageBatch.imageBytes) / squaredError)
    }

    fileprivate mutating func append(_ next: Level) {
      bytes += next.bytes
      isCorrect += next.isCorrect
      squaredError += next.squaredError
    }
  }

  package let name: String
  package private(set) var levels: [Level]

  /// - Precondition: all levels are of the same images.
  package init(name: String, levels: [Level]) { (self.name, self.levels) = (name, levels) }
}

/// A codec at several qualities, to be measured.
package struct CodecLadder: Sendable {
  package let name: String
  package let codecs: [(quality: Int, codec: any PictureCodec)]

  package init(name: String, codecs: [(quality: Int, codec: any PictureCodec)]) {
    (self.name, self.codecs) = (name, codecs)
  }
}

extension CodecCurve {
  /// Images that are worked on together.
  static let batch = 100

  /// The curves of `ladders` on the first `images` images of `dataset` before `network`, on `threads` threads.
  /// - Parameter progress: told how many images are done.
  package static func measure(
    _ ladders: [CodecLadder], on dataset: any Dataset, images: Int, network: SplitNetwork, normalization: Normalization,
    threads: Int, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> [CodecCurve] {
    let parts = try await Parallel.map(
      Parallel.batches(of: images, size: batch), threads: threads, size: \.count,
      progress: { done, _ in progress(done) }
    ) { range in
      let images = try dataset.batch(range)
      return try ladders.map { ladder in
        try ladder.codecs.map { try level($0.quality, $0.codec, images, network, normalization) }
      }
    }
    return ladders.indices.map { ladder in
      var curve = CodecCurve(
        name: ladders[ladder].name, levels: ladders[ladder].codecs.map { Level(quality: $0.quality) })
      for part in parts {
        for level in curve.levels.indices { curve.levels[level].append(part[ladder][level]) }
      }
      return curve
    }
  }

  private static func level(
    _ quality: Int, _ codec: any PictureCodec, _ images: ImageBatch, _ network: SplitNetwork,
    _ normalization: Normalization
  ) throws -> Level {
    let pictures = (0..<images.count).map(images.picture)
    let streams = try codec.encode(pictures)
    let decoded = try codec.decode(streams.map { ReceivedStream($0) }).map {
      Picture(width: 32, height: 32, pixels: $0.pixels)
    }
    let input = Tensor(
      count: images.count, shape: Architecture.input, values: normalization.channelsLast(decoded.flatMap(\.planes)))
    let classes = try network.scores(of: input, at: .input).predictedClasses()
    var level = Level(quality: quality)
    level.bytes = streams.map(\.count)
    level.isCorrect = zip(classes, images.labels).map { $0 == Int($1) }
    level.squaredError = zip(pictures, decoded).reduce(0) { $0 + squaredError($1.0, $1.1) }
    return level
  }

  private static func squaredError(_ picture: Picture, _ other: Picture) -> Double {
    var sum = 0
    for (value, otherValue) in zip(picture.pixels, other.pixels) {
      let difference = Int(value) - Int(otherValue)
      sum += difference * difference
    }
    return Double(sum)
  }
}
