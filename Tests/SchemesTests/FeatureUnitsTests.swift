// The division into units and the scatter, against their definition element by element.

import Core
import Neural
import Schemes
import Testing

@Suite struct FeatureUnitsTests {
  /// Two images of 5 × 2 × 3, every element different.
  let features = Tensor(
    count: 2, shape: FeatureShape(channels: 5, height: 2, width: 3), values: (0..<60).map { Float($0) + 0.5 })
  var units: FeatureUnits { FeatureUnits(shape: features.shape, unitChannels: 2) }

  func slice(_ unit: Int, image: Int) -> ReceivedSlice {
    ReceivedSlice(unit: unit, payload: units.payload(ofUnit: unit, image: image, in: features))
  }

  @Test func divisionWithSmallerLastUnit() {
    #expect(units.count == 3)
    #expect((0..<3).map(units.channels(ofUnit:)) == [0..<2, 2..<4, 4..<5])
    #expect(slice(0, image: 0).payload.count == 2 * 6 * 4)
    #expect(slice(2, image: 0).payload.count == 6 * 4)
  }

  @Test func wireIsPlanesRowByRowLittleEndian() {
    let payload = slice(1, image: 1).payload
    for (place, channel) in [2, 3].enumerated() {
      for position in 0..<6 {
        let offset = (place * 6 + position) * 4
        let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(payload[offset + $1]) << (8 * UInt32($1)) }
        // Channels last: image 1 starts at 30, a pixel has 5 channels.
        #expect(Float(bitPattern: bits) == features.values[30 + position * 5 + channel])
      }
    }
    #expect(Float32Wire.encode(count: 1) { $0[0] = 1 } == [0, 0, 0x80, 0x3F])
  }

  @Test(arguments: [[0, 1, 2], [2, 0, 1], [1, 2, 0]])
  func everythingReceivedInAnyOrderIsTheOriginal(order: [Int]) {
    var received = Tensor(zeros: 2, shape: features.shape)
    for image in 0..<2 {
      units.scatter(Delivery(slices: order.map { slice($0, image: image) }), toImage: image, of: &received)
    }
    #expect(received == features)
  }

  @Test func missingUnitsAndErasedElementsAreZero() {
    var damaged = slice(1, image: 1)
    damaged.erasedElements = [0, 7, 11]
    var received = Tensor(zeros: 2, shape: features.shape)
    units.scatter(Delivery(slices: [damaged]), toImage: 1, of: &received)
    #expect(received.values[..<30].allSatisfy { $0 == 0 })
    for position in 0..<6 {
      for channel in 0..<5 {
        let element = (channel - 2) * 6 + position
        let arrived = (2..<4).contains(channel) && ![0, 7, 11].contains(element)
        let index = 30 + position * 5 + channel
        #expect(received.values[index] == (arrived ? features.values[index] : 0))
      }
    }
  }

  @Test func oddDeliveriesAreTaken() {
    var truncated = slice(0, image: 0)
    truncated.payload = Array(truncated.payload[..<10])
    let long = ReceivedSlice(unit: 2, payload: slice(2, image: 0).payload + [1, 2, 3, 4, 5])
    let unknown = [-1, 3, .max].map { ReceivedSlice(unit: $0, payload: [9, 9, 9, 9]) }
    var received = Tensor(zeros: 1, shape: features.shape)
    units.scatter(Delivery(slices: unknown + [truncated, long]), toImage: 0, of: &received)
    var expected = Tensor(zeros: 1, shape: features.shape)
    // Two whole elements of channel 0, and all of channel 4.
    for position in 0..<2 { expected.values[position * 5] = features.values[position * 5] }
    for position in 0..<6 { expected.values[position * 5 + 4] = features.values[position * 5 + 4] }
    #expect(received == expected)
  }

  @Test func damagedBitsArePassedOn() {
    let bits: [UInt32] = [0x7FC0_0001, 0x7F80_0000, 0xFF80_0000, 0x0000_0001]
    let payload = bits.flatMap { bits in (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt32($0))) } }
    Float32Wire.decode(payload, count: 4) { plane in #expect(plane.map(\.bitPattern) == bits) }
  }
}
