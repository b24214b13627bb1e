// Fine-tuning behind a codec: which images it sees.

import Imaging
import Schemes
import Testing
import Training

@Suite struct CodecTrainingTests {
  private func codecs() throws -> [any PictureCodec] {
    try [2, 90].map { quality in
      var settings = JPEGSettings()
      settings.tables = .standard.scaled(quality: quality)
      return try JPEGCodec(settings, headers: .shared)
    } + [PNGCodec(headers: .shared)]
  }

  /// Each image is one of what the codecs make of it, about a third of each; batches do not matter.
  @Test func everyImageWentThroughOne() throws {
    let plain = FewImages(90)
    let method = CodecTraining(codec: "jpeg", settings: "{}", codecs: try codecs())
    let seen = CodecDataset(plain, try #require(method.codecs))
    #expect(seen.count == 90 && seen.name == plain.name && seen.normalization == plain.normalization)
    let images = try seen.batch(0..<90)
    let versions = try codecs().map { try CodecDataset(plain, CodecMixture([$0])).batch(0..<90) }
    #expect(images.labels == plain.batch(0..<90).labels)
    // Without loss.
    #expect(versions[2] == plain.batch(0..<90))
    var counts = [0, 0, 0]
    for image in 0..<90 {
      let match = try #require(versions.firstIndex { $0.picture(image) == images.picture(image) })
      counts[match] += 1
    }
    // Binomial(90, 1/3): a right program is outside of this once in 10,000 seeds; this one is fixed.
    #expect(counts.allSatisfy { (14...48).contains($0) }, "\(counts)")
    #expect(try seen.batch(7..<9).picture(1) == images.picture(8))
  }

  /// In training pictures are moved and mirrored first, so that the network sees the codec's blocks where a server has
  /// them; each epoch draws anew what a picture goes through.
  @Test func trainingImagesGoThroughTheCodecLast() throws {
    let (plain, mixture) = (FewImages(1), CodecMixture(try codecs()))
    let images = try TrainingImages(plain, batch: 1, augmentation: Augmentation(), codecs: mixture, seed: 5)
    var qualities: Set<Int> = []
    for epoch in 0..<8 {
      var augmented: [UInt8] = []
      Augmentation.append(
        plain.batch(0..<1).pixels[...], changed: Augmentation().change(seed: 5, epoch: epoch, image: 0), to: &augmented)
      let seen = try images.batch(at: epoch).images
      let match = try codecs().firstIndex { codec in
        var picture = ImageBatch(pixels: augmented, labels: [0])
        try CodecMixture([codec]).apply(to: &picture, numbers: [0])
        return plain.normalization.channelsLast(picture.pixels) == seen
      }
      qualities.insert(try #require(match))
    }
    // Three codecs in eight draws: all alike once in 2,000 seeds; this one is fixed.
    #expect(qualities.count > 1)
  }

  @Test func namesAndCommand() throws {
    let method = CodecTraining(codec: "deepn-jpeg", settings: "{chroma: 4:4:4}", codecs: try codecs())
    #expect(method.scheme == "original-deepn-jpeg")
    #expect(method.command == "codec --kind deepn-jpeg --codec '{chroma: 4:4:4}'")
    #expect(PlainTraining().codecs == nil)
  }
}
