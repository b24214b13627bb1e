// From bytes to what a network takes.

import Core
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

  @Test func metadataKeepEveryBit() throws {
    let normalization = Normalization(mean: [0.1, 1 / 3, 0.49], standardDeviation: [0.2, 0.7, 1e-3])
    #expect(try Normalization(metadata: normalization.metadata, file: "w") == normalization)
    #expect(try Normalization(metadata: ["epochs": "3"], file: "w") == nil)
  }

  /// What cannot be used is no reason to take other numbers.
  @Test(arguments: ["1 0 1", "1,1,1", "1 1", "1 nan 1", "1 inf 1", "-1 1 1", "1 1 1e-300", "", nil])
  func damagedMetadata(_ deviation: String?) {
    var metadata = Normalization.synthetic.metadata
    metadata["normalization_standard_deviation"] = deviation
    let error = #expect(throws: AirSliceError.self) { try Normalization(metadata: metadata, file: "w") }
    #expect(error?.kind == .data && error?.location?.file == "w")
    #expect(error?.message.contains("normalization_standard_deviation") == true)
  }
}
