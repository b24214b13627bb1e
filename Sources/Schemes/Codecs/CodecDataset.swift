// Images as a server sees them behind a codec.

import Imaging
import Stochastics

/// A data set whose images went through one of several codecs, each image through the one that its number draws: the
/// same number always gives the same image.
package struct CodecDataset: Dataset {
  private let base: any Dataset
  private let codecs: [any PictureCodec]
  private let streams = RandomStreams(seed: 0)

  /// The images of `base` behind `codecs`, drawn with equal odds.
  /// - Precondition: there is a codec.
  package init(_ base: any Dataset, codecs: [any PictureCodec]) {
    precondition(!codecs.isEmpty, "something to go through")
    (self.base, self.codecs) = (base, codecs)
  }

  package var name: String { base.name }
  package var count: Int { base.count }
  package var classNames: [String] { base.classNames }
  package var normalization: Normalization { base.normalization }

  package func batch(_ range: Range<Int>) throws -> ImageBatch {
    var images = try base.batch(range)
    let chosen = range.map { streams.stream("codec", image: $0).generator().integer(below: codecs.count) }
    for (number, codec) in codecs.enumerated() {
      let own = chosen.indices.filter { chosen[$0] == number }
      if own.isEmpty { continue }
      let streams = try codec.encode(own.map(images.picture))
      for (index, picture) in zip(own, try codec.decode(streams.map { ReceivedStream($0) })) {
        let start = index * ImageBatch.imageBytes
        images.pixels.replaceSubrange(
          start..<start + ImageBatch.imageBytes,
          with: Picture(width: 32, height: 32, pixels: picture.pixels).planes)
      }
    }
    return images
  }
}
