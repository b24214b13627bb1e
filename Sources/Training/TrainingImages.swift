// Which images a step sees, and how: shuffled, augmented, behind a codec, normalised. A function of the step's number
// alone, so that a training can be taken up anywhere.

import Core
import Imaging
import Schemes
import Stochastics
import Synchronization

/// What one step is computed from.
package struct TrainingBatch: Sendable {
  /// Normalised, channels last, [count, 32, 32, 3].
  package var images: [Float]
  package var labels: [UInt8]

  package init(images: [Float], labels: [UInt8]) { (self.images, self.labels) = (images, labels) }
}

/// A training set in memory, cut into shuffled batches.
package final class TrainingImages: Sendable {
  private let images: ImageBatch
  private let normalization: Normalization
  private let augmentation: Augmentation
  private let codecs: CodecMixture?
  private let seed: UInt64
  private let batch: Int
  /// The order of one epoch, kept because all its steps ask for it.
  private let order = Mutex<(epoch: Int, images: [Int])>((-1, []))

  /// Steps in an epoch; images that do not fill a last batch are left out, other ones in every epoch.
  package let stepsPerEpoch: Int

  /// All of `dataset`, read into memory, taken with `normalization`, or its own.
  /// - Parameter codecs: what images go through once they are augmented, as a device sends what its camera sees.
  /// - Throws: `usage` when it has fewer images than a batch.
  package init(
    _ dataset: any Dataset, batch: Int, augmentation: Augmentation, codecs: CodecMixture? = nil,
    normalization: Normalization? = nil, seed: UInt64
  ) throws {
    guard batch > 0, batch <= dataset.count else {
      throw AirSliceError(.usage, "a batch of \(batch) images: 1 to \(dataset.count) are possible")
    }
    images = try dataset.batch(0..<dataset.count)
    self.normalization = normalization ?? dataset.normalization
    (self.augmentation, self.codecs, self.seed, self.batch) = (augmentation, codecs, seed, batch)
    stepsPerEpoch = dataset.count / batch
  }

  /// The digest of the images and labels, that of the file which `airslice data export` makes of them.
  package func digest() throws -> String { try MessageDigest.sha256.hexadecimal(images.records) }

  /// The batch of step `step`, counted from 0 over all epochs.
  /// - Throws: `internal` when a codec fails.
  package func batch(at step: Int) throws -> TrainingBatch {
    let epoch = step / stepsPerEpoch
    let first = step % stepsPerEpoch * batch
    var pixels: [UInt8] = []
    pixels.reserveCapacity(batch * ImageBatch.imageBytes)
    let chosen = order(of: epoch)[first..<first + batch]
    for image in chosen {
      let start = image * ImageBatch.imageBytes
      Augmentation.append(
        images.pixels[start..<start + ImageBatch.imageBytes],
        changed: augmentation.change(seed: seed, epoch: epoch, image: image), to: &pixels)
    }
    var seen = ImageBatch(pixels: pixels, labels: chosen.map { images.labels[$0] })
    try codecs?.apply(to: &seen, numbers: Array(chosen), epoch: epoch, seed: seed)
    return TrainingBatch(images: normalization.channelsLast(seen.pixels), labels: seen.labels)
  }

  private func order(of epoch: Int) -> [Int] {
    order.withLock { order in
      if order.epoch != epoch {
        let generator = RandomStreams(seed: seed).stream("order of images", replication: epoch).generator()
        order = (epoch, generator.permutation(images.count))
      }
      return order.images
    }
  }
}
