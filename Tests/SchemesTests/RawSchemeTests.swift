// The server side of `raw`: pixels where they arrived, the mean colour elsewhere.

import Core
import Imaging
import Neural
import Schemes
import Testing

@Suite struct RawSchemeTests {
  let pixels = (0..<ImageBatch.imageBytes).map { UInt8(truncatingIfNeeded: $0 &* 37) }

  @Test func everythingReceivedIsTheNormalisedImage() {
    let input = RawScheme.networkInput(
      [Delivery(slices: [ReceivedSlice(unit: 0, payload: pixels)])], .cifar10)
    #expect(input.values == Normalization.cifar10.channelsLast(pixels))
  }

  @Test func missingPixelsAreTheMeanColour() {
    // The first 2,000 bytes arrive, without three of them: red is whole, green partly, blue not at all.
    let erased: [Int32] = [0, 1023, 1024]
    let slice = ReceivedSlice(unit: 0, payload: Array(pixels[..<2000]), erasedElements: erased)
    let input = RawScheme.networkInput([Delivery(), Delivery(slices: [slice])], .cifar10)
    #expect(input.values[..<3072].allSatisfy { $0 == 0 })
    let whole = Normalization.cifar10.channelsLast(pixels)
    for component in 0..<3072 {
      let index = component % 1024 * 3 + component / 1024
      let arrived = component < 2000 && !erased.contains(Int32(component))
      #expect(input.values[3072 + index] == (arrived ? whole[index] : 0))
    }
  }
}
