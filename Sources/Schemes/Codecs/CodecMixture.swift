// Pictures behind codecs of several qualities, as a server sees them.

import Imaging
import Stochastics

/// Several codecs, of which each picture goes through one, drawn with equal odds.
package struct CodecMixture: Sendable {
  private let codecs: [any PictureCodec]

  /// - Precondition: there is a codec.
  package init(_ codecs: [any PictureCodec]) {
    precondition(!codecs.isEmpty, "something to go through")
    self.codecs = codecs
  }

  /// Puts what the server gets in each picture's place. Which codec picture `numbers[i]` goes through is a function of that
  /// number, the epoch and the seed.
  /// - Throws: `internal` when a codec fails.
  package func apply(to images: inout ImageBatch, numbers: [Int], epoch: Int = 0, seed: UInt64 = 0) throws {
    precondition(numbers.count == images.count, "a number for each picture")
    let streams = RandomStreams(seed: seed)
    let chosen = numbers.map {
      streams.stream("codec", replication: epoch, image: $0).generator().integer(below: codecs.count)
    }
    for (number, codec) in codecs.enumerated() {
      let own = chosen.indices.filter { chosen[$0] == number }
      if own.isEmpty { continue }
      let encoded = try codec.encode(own.map(images.picture))
      for (index, picture) in zip(own, try codec.decode(encoded.map { ReceivedStream($0) })) {
        let start = index * ImageBatch.imageBytes
        images.pixels.replaceSubrange(
          start..<start + ImageBatch.imageBytes,
          with: Picture(width: 32, height: 32, pixels: picture.pixels).planes)
      }
    }
  }
}

/// A data set behind codecs: the same number always gives the same image.
package struct CodecDataset: Dataset {
  private let base: any Dataset
  private let codecs: CodecMixture

  /// The images of `base` behind `codecs`.
  package init(_ base: any Dataset, _ codecs: CodecMixture) { (self.base, self.codecs) = (base, codecs) }

  package var name: String { base.name }
  package var count: Int { base.count }
  package var classNames: [String] { base.classNames }
  package var normalization: Normalization { base.normalization }

  package func batch(_ range: Range<Int>) throws -> ImageBatch {
    var images = try base.batch(range)
    try codecs.apply(to: &images, numbers: Array(range))
    return images
  }
}
