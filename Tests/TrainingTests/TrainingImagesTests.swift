// Batches: shuffled anew in every epoch, without repetition, and the same whenever asked for.

import Core
import Imaging
import TemporaryFolder
import Testing
import Training

@Suite struct TrainingImagesTests {
  private let dataset = FewImages(50)

  private func images(_ augmentation: Augmentation = .none, seed: UInt64 = 1) throws -> TrainingImages {
    try TrainingImages(dataset, batch: 8, augmentation: augmentation, seed: seed)
  }

  /// The number of each image of `batch` within the data set, by its pixels.
  private func numbers(_ batch: TrainingBatch) throws -> [Int] {
    let all = dataset.batch(0..<50)
    let known = dataset.normalization.channelsLast(all.pixels)
    return try batch.labels.indices.map { position in
      let image = batch.images[position * 3072..<(position + 1) * 3072]
      let number = try #require((0..<50).first { known[$0 * 3072..<($0 + 1) * 3072] == image })
      #expect(batch.labels[position] == all.labels[number])
      return number
    }
  }

  @Test func anEpochShowsEveryImageAtMostOnce() throws {
    let images = try images()
    #expect(images.stepsPerEpoch == 6)
    var orders: [[Int]] = []
    for epoch in 0..<2 {
      let order = try (0..<6).flatMap { try numbers(try images.batch(at: epoch * 6 + $0)) }
      #expect(Set(order).count == 48)
      orders.append(order)
    }
    #expect(orders[0] != orders[1])
    #expect(Set(orders[0]) != Set(orders[1]), "the images that fill no batch are other ones")
  }

  @Test func aBatchDependsOnSeedAndStepAlone() throws {
    let (first, second) = (try images(Augmentation()), try images(Augmentation()))
    let early = try first.batch(at: 2)
    _ = try first.batch(at: 9)
    #expect(try second.batch(at: 2).images == early.images)
    #expect(try first.batch(at: 2).images == early.images)
    #expect(try images(Augmentation(), seed: 2).batch(at: 2).images != early.images)
  }

  /// What tells images from others is the digest of the file that they are exported to.
  @Test func theDigestIsThatOfTheExportedFile() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/images.bin"
    try CIFARRecordFile.write(dataset, to: path)
    #expect(try images().digest() == MessageDigest.sha256.hexadecimal(ofFile: path))
    #expect(try TrainingImages(FewImages(49), batch: 8, augmentation: .none, seed: 1).digest() != images().digest())
  }

  @Test func aBatchLargerThanTheDataIsRefused() {
    #expect(throws: AirSliceError.self) {
      try TrainingImages(dataset, batch: 51, augmentation: .none, seed: 1)
    }
  }
}
