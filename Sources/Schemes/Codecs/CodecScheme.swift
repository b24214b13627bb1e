// Pictures sent through a codec; the server runs the whole network on what it can decode.

import Core
import Imaging
import Neural

/// A scheme that can say the same with fewer bytes; its sender takes the best that fits the time it has.
package protocol AdjustableScheme: Scheme {
  /// Ways to say it, the shortest and worst first; 1 where there is nothing to choose.
  var levels: Int { get }
  /// One message per image in the way number `level`.
  func encode(_ images: ImageBatch, level: Int) throws -> [Message]
}

/// Sends pictures as a codec's streams. Where there are several levels and headers are not sent, a stream's first byte
/// names its level; whole files tell it themselves, and any of the codecs decodes them. Rows that could not be decoded
/// become normalised zero, the mean colour; what is missing within rows is what the codec makes of it (libjpeg: grey,
/// or coarser).
package struct CodecScheme: AdjustableScheme {
  package let name: String
  private let codecs: [any PictureCodec]
  private let pieces: StreamPieces
  private let network: SplitNetwork
  private let normalization: Normalization

  /// Sends streams of one of `codecs`, the worst first, in `pieces`.
  /// - Precondition: there are 1 to 256 codecs.
  package init(
    name: String, codecs: [any PictureCodec], pieces: StreamPieces, network: SplitNetwork, normalization: Normalization
  ) {
    precondition((1...256).contains(codecs.count), "a byte names the level")
    (self.name, self.codecs, self.pieces) = (name, codecs, pieces)
    (self.network, self.normalization) = (network, normalization)
  }

  package var levels: Int { codecs.count }
  private var isNumbered: Bool { codecs.count > 1 && codecs.contains { $0.headers == .shared } }

  package func encode(_ images: ImageBatch, from first: Int) throws -> [Message] {
    try encode(images, level: levels - 1)
  }

  package func encode(_ images: ImageBatch, level: Int) throws -> [Message] {
    try codecs[level].encode((0..<images.count).map(images.picture)).map { stream in
      let stream = isNumbered ? [UInt8(level)] + stream : stream
      return Message(slices: pieces.slices(of: stream), elementBytes: 1)
    }
  }

  package func infer(_ deliveries: [Delivery]) throws -> Tensor {
    try network.scores(of: networkInput(deliveries), at: .input)
  }

  /// The normalised images that the server makes of `deliveries`, channels last.
  package func networkInput(_ deliveries: [Delivery]) throws -> Tensor {
    let pictures = try decode(deliveries.map(pieces.stream))
    let planes = pictures.flatMap { Picture(width: 32, height: 32, pixels: $0.pixels).planes }
    var values = normalization.channelsLast(planes)
    let (imageValues, rowValues) = (ImageBatch.imageBytes, ImageBatch.imageBytes / 32)
    for (image, picture) in pictures.enumerated() {
      for value in image * imageValues + picture.rows * rowValues..<(image + 1) * imageValues { values[value] = 0 }
    }
    return Tensor(count: deliveries.count, shape: Architecture.input, values: values)
  }

  private func decode(_ streams: [ReceivedStream]) throws -> [DecodedPicture] {
    guard isNumbered else { return try codecs[0].decode(streams) }
    var pictures = [DecodedPicture](repeating: DecodedPicture(), count: streams.count)
    for (level, codec) in codecs.enumerated() {
      let own = streams.indices.filter { streams[$0].first.map(Int.init) == level }
      for (image, picture) in zip(own, try codec.decode(own.map { streams[$0].dropFirst(1) })) {
        pictures[image] = picture
      }
    }
    return pictures
  }
}
