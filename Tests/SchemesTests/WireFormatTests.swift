// The wire formats: sizes, rounding, every bit pattern, and what a receiver that knows the range makes of damage.

import Core
import Neural
import Schemes
import Stochastics
import Testing

@Suite struct WireFormatTests {
  func decoded(
    _ wire: WireFormat, _ payload: [UInt8], count: Int, headerIsLost: Bool = false, range: ClosedRange<Float>? = nil
  ) -> [Float]? {
    var values: [Float]?
    wire.decode(payload, count: count, headerIsLost: headerIsLost, range: range) { values = Array($0) }
    return values
  }

  func encoded(_ wire: WireFormat, _ values: [Float]) -> [UInt8] {
    wire.encode(count: values.count) { plane in for index in plane.indices { plane[index] = values[index] } }
  }

  @Test(arguments: zip(WireFormat.allCases, [8192, 4096, 2048 + 4]))
  func sizesOfTheFirstUnit(wire: WireFormat, bytes: Int) {
    let units = FeatureUnits(
      shape: FeatureShape(channels: 24, height: 32, width: 32), unitChannels: 2, wire: wire)
    let features = Tensor(zeros: 1, shape: units.shape)
    #expect(units.payload(ofUnit: 0, image: 0, in: features).count == bytes)
  }

  /// All 65,536 patterns, against the standard library's own type.
  @Test func everyBinary16IsReadExactly() {
    for bits in UInt16.min...UInt16.max {
      let (found, expected) = (Float16Wire.value(ofBits: bits), Float(Float16(bitPattern: bits)))
      #expect(found.bitPattern == expected.bitPattern || (found.isNaN && expected.isNaN), "\(bits)")
    }
  }

  /// Each binary16 number, the middle of it and the next one, and the float32 numbers beside these.
  @Test func roundsToTheNearestBinary16() {
    var wrong = 0
    func check(_ value: Float) {
      for value in [value, -value] where Float16Wire.bits(of: value) != Float16(value).bitPattern { wrong += 1 }
    }
    for bits in UInt16(0)..<0x7C00 {
      let (here, next) = (Float(Float16(bitPattern: bits)), Float(Float16(bitPattern: bits + 1)))
      let middle = next.isFinite ? here + (next - here) / 2 : 65_520
      for value in [here, middle, middle.nextUp, middle.nextDown] { check(value) }
    }
    for value: Float in [.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .leastNormalMagnitude, 65_519] {
      check(value)
    }
    #expect(wrong == 0)
    #expect(Float16(bitPattern: Float16Wire.bits(of: .nan)).isNaN)
    #expect(Float16(bitPattern: Float16Wire.bits(of: -.nan)).isNaN)
  }

  /// Half a 255th of the range and binary16's rounding of its ends: range / 510.
  @Test func int8IsWithinHalfAStep() throws {
    let generator = RandomStream(key: 5).generator()
    for scale: Double in [1e-6, 1, 3e4] {
      let values = (0..<500).map { _ in Float(scale * generator.uniform(in: -0.7..<2)) }
      let found = try #require(decoded(.int8, encoded(.int8, values), count: 500))
      let span = try #require(values.max()) - (try #require(values.min()))
      let error = zip(values, found).map { abs($0 - $1) }.max() ?? 0
      // An end moves outwards by a unit in the last place at most: 2⁻¹⁰ of it, or 2⁻²⁴.
      #expect(error <= span / 510 * 1.01 + max(Float(scale) * 2 * 0x1p-10, 0x1p-23) / 255, "\(scale): \(error)")
    }
    let levels = encoded(.int8, [-1, 0, 3])
    #expect(Array(levels[4...]) == [0, 64, 255])
    #expect(abs(try #require(decoded(.int8, levels, count: 3))[1] - 0.00392157) < 1e-7)
  }

  @Test func int8OfOneValueAndOfWhatIsNoNumber() throws {
    #expect(try #require(decoded(.int8, encoded(.int8, [0, 0, 0]), count: 3)) == [0, 0, 0])
    #expect(try #require(decoded(.int8, encoded(.int8, [1.5, 1.5]), count: 2)) == [1.5, 1.5])
    let odd = try #require(decoded(.int8, encoded(.int8, [.nan, .infinity, -.infinity, 1]), count: 4))
    #expect(odd.allSatisfy { abs($0) <= 65_504 })
    #expect(encoded(.int8, [.nan, .nan]).count == 6)
  }

  @Test(arguments: WireFormat.allCases) func everyBitPatternIsTaken(wire: WireFormat) {
    let generator = RandomStream(key: 9).generator()
    for length in [0, 1, 3, 4, 5, 7, 64] {
      for _ in 0..<2000 {
        let payload = (0..<length).map { _ in UInt8(truncatingIfNeeded: generator.next() >> 24) }
        let plain = decoded(wire, payload, count: 16)
        #expect(plain?.count ?? 0 == max(0, min(16, (length - wire.headerBytes) / wire.elementBytes)))
        let repaired = decoded(wire, payload, count: 16, range: -0.5...2)
        #expect(repaired?.allSatisfy { $0 >= -0.5 && $0 <= 2 } ?? true)
      }
    }
  }

  @Test func repairClipsAndPutsTheNumberNearestZeroForNaN() throws {
    let payload = encoded(.float32, [.nan, .infinity, -.infinity, 0.25, 9])
    #expect(try #require(decoded(.float32, payload, count: 5, range: -1...3)) == [0, 3, -1, 0.25, 3])
    #expect(try #require(decoded(.float32, payload, count: 1, range: 1...3)) == [1])
    let plain = try #require(decoded(.float32, payload, count: 5))
    #expect(plain[0].isNaN && plain[1] == .infinity)
  }

  @Test func int8WithoutItsRangeIsLostUnlessTheReceiverKnowsOne() throws {
    let payload = encoded(.int8, [0, 1, 2])
    #expect(decoded(.int8, payload, count: 3, headerIsLost: true) == nil)
    #expect(try #require(decoded(.int8, payload, count: 3, headerIsLost: true, range: 0...255)) == [0, 128, 255])
    var damaged = payload
    (damaged[2], damaged[3]) = (0, 0x7C)  // an infinite end
    #expect(try #require(decoded(.int8, damaged, count: 3, range: 0...2))[2] == 2)
  }

  /// Erasures are counted in bytes of the payload, of which the range comes first.
  @Test func erasedElementsOfInt8() {
    let units = FeatureUnits(shape: FeatureShape(channels: 2, height: 1, width: 3), unitChannels: 2, wire: .int8)
    let features = Tensor(count: 1, shape: units.shape, values: [0, 51, 102, 153, 204, 255])
    let payload = units.payload(ofUnit: 0, image: 0, in: features)
    func received(_ erased: [Int32], ranges: [ClosedRange<Float>]? = nil) -> [Float] {
      var tensor = Tensor(zeros: 1, shape: units.shape)
      let slice = ReceivedSlice(unit: 0, payload: payload, erasedElements: erased)
      units.scatter(Delivery(slices: [slice]), toImage: 0, of: &tensor, ranges: ranges)
      return tensor.values
    }
    #expect(received([]) == features.values)
    // Planes one after the other: the fifth element on the wire is channel 1 of the second pixel.
    #expect(received([4, 8]) == [0, 51, 102, 0, 204, 255])
    #expect(received([3]) == [0, 0, 0, 0, 0, 0])
    #expect(received([0, 1, 2, 3, 9], ranges: [0...255]) == [0, 51, 102, 153, 204, 0])
  }
}
