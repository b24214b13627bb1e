// The synthetic data set: repeatable, balanced, disjoint, and drawn with its class in it.

import Imaging
import Testing

@Suite struct SyntheticTests {
  @Test func anImageIsAFunctionOfSeedAndNumber() {
    let data = SyntheticDataset(split: .train)
    let whole = data.batch(100..<140)
    for index in [100, 117, 139] {
      let one = data.batch(index..<index + 1)
      let start = (index - 100) * ImageBatch.imageBytes
      #expect(one.pixels[...] == whole.pixels[start..<start + ImageBatch.imageBytes])
    }
    #expect(SyntheticDataset(split: .train, seed: 2).batch(100..<101) != data.batch(100..<101))
  }

  @Test func everyTenImagesHoldEachClassOnce() {
    for split in Split.allCases {
      let labels = SyntheticDataset(split: split).batch(0..<100).labels
      for start in stride(from: 0, to: 100, by: 10) {
        #expect(Set(labels[start..<start + 10]) == Set(0...9))
      }
    }
    #expect(SyntheticDataset(split: .test).classNames.count == 10)
    #expect(Set(SyntheticDataset(split: .test).classNames).count == 10)
  }

  @Test func trainingAndValidationMakeUpTheTrainingSet() {
    let train = SyntheticDataset(split: .train)
    let validation = SyntheticDataset(split: .validation)
    let both = SyntheticDataset(split: .trainAndValidation)
    #expect(train.count == 20_000 && validation.count == 5_000 && both.count == 25_000)
    #expect(SyntheticDataset(split: .test).count == 10_000)
    #expect(both.batch(19_999..<20_000) == train.batch(19_999..<20_000))
    #expect(both.batch(20_000..<20_001) == validation.batch(0..<1))
  }

  /// The first 500 images of the three parts are 1,500 different ones.
  @Test func noImageComesTwice() {
    var seen: Set<[UInt8]> = []
    for split in [Split.train, .validation, .test] {
      let batch = SyntheticDataset(split: split).batch(0..<500)
      for start in stride(from: 0, to: batch.pixels.count, by: ImageBatch.imageBytes) {
        seen.insert(Array(batch.pixels[start..<start + ImageBatch.imageBytes]))
      }
    }
    #expect(seen.count == 1_500)
  }

  /// The constants of ``Normalization/synthetic`` bring the images to mean 0 and variance 1. Image means have a
  /// standard deviation of about 0.5 here, so the mean of 1,000 lies within 0.08 (five sigma).
  @Test func normalisedImagesHaveMeanZeroAndVarianceOne() {
    let data = SyntheticDataset(split: .train)
    let values = data.normalization.channelsLast(data.batch(0..<1_000).pixels)
    let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
    let square = values.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(values.count)
    #expect(abs(mean) < 0.08)
    #expect(abs(square - mean * mean - 1) < 0.1)
  }

  /// Weights and results that are kept were made with these very pictures: a change of the painter shows here. Only
  /// IEEE operations paint, so the digest is the same on every machine.
  @Test func thePicturesStayTheSame() {
    #expect(digest(SyntheticDataset(split: .train).batch(0..<50).pixels) == 15_770_228_250_374_728_916)
    #expect(digest(SyntheticDataset(split: .validation).batch(0..<50).pixels) == 10_676_558_765_739_014_751)
    #expect(digest(SyntheticDataset(split: .test).batch(0..<50).pixels) == 5_229_942_865_872_216_933)
  }

  /// FNV-1a, 64 bits.
  private func digest(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
