// From bytes to what a network takes.

import Imaging
import Testing

@Suite struct NormalizationTests {
  @Test func planesBecomeChannelsLast() {
    var pixels = [UInt8](repeating: 0, count: 2 * ImageBatch.imageBytes)
    // Second image, green, row 3, column 5.
    pixels[ImageBatch.imageBytes + 1024 + 3 * 32 + 5] = 255
    let values = Normalization.cifar10.channelsLast(pixels)
    let bright = ((1 * 32 + 3) * 32 + 5) * 3 + 1
    #expect(abs(values[bright] - (1 - 0.4822) / 0.2435) < 1e-6)
    let black = [-0.4914 / 0.2470, -0.4822 / 0.2435, -0.4465 / 0.2616] as [Float]
    for (index, value) in values.enumerated() where index != bright {
      #expect(abs(value - black[index % 3]) < 1e-6)
    }
  }

  @Test func theMeanColourBecomesZero() {
    let normalization = Normalization(mean: [0.2, 0.4, 0.6], standardDeviation: [0.5, 0.25, 0.1])
    let pixels = ([51, 102, 153] as [UInt8]).flatMap { [UInt8](repeating: $0, count: 1024) }
    #expect(normalization.channelsLast(pixels).allSatisfy { abs($0) < 1e-6 })
  }

  @Test func metadataKeepEveryBit() {
    let normalization = Normalization(mean: [0.1, 1 / 3, 0.49], standardDeviation: [0.2, 0.7, 1e-3])
    #expect(Normalization(metadata: normalization.metadata) == normalization)
    #expect(Normalization(metadata: [:]) == nil)
    var damaged = normalization.metadata
    for key in damaged.keys where key.contains("deviation") { damaged[key] = "1 0 1" }
    #expect(Normalization(metadata: damaged) == nil)
  }
}
