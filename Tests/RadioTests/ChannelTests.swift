// What each channel does where it hits.

import Core
import Foundation
import Radio
import Stochastics
import Testing

@Suite struct ChannelTests {
  private let floats = (0..<5000).map { Float($0) / 100 - 20 }
  private var payload: [UInt8] { floats.withUnsafeBytes { Array($0) } }

  private func values(_ payload: [UInt8]) -> [Float] {
    payload.withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map { bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
    }
  }

  /// Pearson's statistic of `counts` against equal shares.
  private func chiSquared(_ counts: [Int]) -> Double {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    return counts.map { (Double($0) - expected) * (Double($0) - expected) / expected }.reduce(0, +)
  }

  @Test func idealSharesThePayload() {
    let sent = payload
    let received = carry(IdealChannel(), sent, elementBytes: 4).payload
    let address = sent.withUnsafeBufferPointer { $0.baseAddress }
    #expect(received.withUnsafeBufferPointer { $0.baseAddress } == address)
  }

  @Test func erasureZeroesWhatItLists() {
    let (received, erased) = carry(ErasureChannel(rate: 0.1), payload, elementBytes: 4)
    #expect((400...600).contains(erased.count))
    let lost = Set(erased)
    for (index, value) in values(received).enumerated() {
      #expect(value == (lost.contains(Int32(index)) ? 0 : floats[index]))
    }
  }

  /// Elements of any width at the same place on the air, counted in elements, share their fate, whatever they hold.
  @Test func allSchemesMeetTheSameAir() {
    let expected = hits(0.1, 1000)
    for width in [2, 3, 4, 8] {
      let other = (0..<width * 1000).map { UInt8(truncatingIfNeeded: $0) }
      #expect(carry(ErasureChannel(rate: 0.1), other, elementBytes: width).erased == expected)
    }
    // A later part of the air: the frame starts at element 250 of it.
    let part = carry(ErasureChannel(rate: 0.1), [UInt8](repeating: 0, count: 400), elementBytes: 4, firstByte: 1000)
      .erased
    #expect(part == hits(0.1, 100, from: 250))
  }

  /// A frame that begins within an element, at a place on the air that is no multiple of elements either: the element's
  /// start, where it would lie, counts, rounded up. Never below zero, and no two elements of a frame share a place.
  @Test(
    arguments: [(4, 2, 1), (3, 5, 1), (0, 5, 0), (5, 3, 1), (8, 8, 2), (1000, 0, 250), (1001, 0, 251)]
      as [(Int64, Int, Int64)])
  func framesThatCutElements(_ firstByte: Int64, _ offset: Int, _ position: Int64) {
    let payload = [UInt8](repeating: 1, count: 4000)
    let frame = offset..<offset + 2000
    let expected = hits(0.3, (frame.upperBound - 1) / 4 + 1 - offset / 4, from: position).map { $0 + Int32(offset / 4) }
    let (received, erased) = carry(
      ErasureChannel(rate: 0.3), payload, elementBytes: 4, firstByte: firstByte, bytes: frame)
    #expect(areEqual(erased, expected))
    let lost = Set(erased)
    for (place, byte) in zip(frame, received) { #expect((byte == 0) == lost.contains(Int32(place / 4))) }
  }

  @Test func replaceDrawsFromTheRangeOfTheSlice() {
    let received = values(carry(ReplaceChannel(rate: 0.5), payload, elementBytes: 4).payload)
    let places = Set(carry(ErasureChannel(rate: 0.5), payload, elementBytes: 4).erased)
    for (index, value) in received.enumerated() where !places.contains(Int32(index)) { #expect(value == floats[index]) }
    let replaced = places.map { received[Int($0)] }
    #expect(replaced.allSatisfy { $0 >= -20 && $0 <= 29.99 })
    // Ten equal classes; false alarm 1e-5 (chi-squared, 9 degrees of freedom: 39.3).
    var counts = [Int](repeating: 0, count: 10)
    for value in replaced { counts[min(9, Int((value + 20) / 5))] += 1 }
    #expect(chiSquared(counts) < 39.3)
  }

  /// The value that comes instead does not depend on the rate, and values that are not finite do not widen the range.
  @Test func replaceIsNestedAndFinite() {
    var odd = floats
    odd[17] = .infinity
    odd[18] = .nan
    odd[19] = -.infinity
    let bytes = odd.withUnsafeBytes { Array($0) }
    let (less, more) = (
      values(carry(ReplaceChannel(rate: 0.1), bytes, elementBytes: 4).payload),
      values(carry(ReplaceChannel(rate: 0.4), bytes, elementBytes: 4).payload)
    )
    for position in hits(0.1, 5000) { #expect(less[Int(position)] == more[Int(position)]) }
    for position in hits(0.4, 5000) { #expect((-20...29.99).contains(more[Int(position)])) }
    // Another place on the air, other values.
    let later = values(carry(ReplaceChannel(rate: 1), bytes, elementBytes: 4, firstByte: 20_000).payload)
    let sooner = values(carry(ReplaceChannel(rate: 1), bytes, elementBytes: 4).payload)
    #expect(zip(later, sooner).count { $0 == $1 } < 50)
  }

  /// One process serves all images of a session: units of the same number have ranges of their own.
  @Test func replaceKeepsNoRangeOfAnotherImage() {
    let process = ReplaceChannel(rate: 1).makeProcess(RandomStream(key: 1))
    for least in [0, 1000, 0] as [Float] {
      let sent = (0..<100).map { least + Float($0) / 100 }
      let slice = Slice(unit: 3, payload: sent.withUnsafeBytes { Array($0) })
      let frame = AirFrame(slice: slice, bytes: 0..<400, elementBytes: 4, firstByte: 0, start: .zero, end: .zero)
      guard case .received(let received, _) = process.carry(frame) else {
        Issue.record("a frame was lost")
        continue
      }
      #expect(values(received).allSatisfy { (least...least + 1).contains($0) })
    }
  }

  @Test func replaceInBytesAndHalves() {
    let zeros = [UInt8](repeating: 0, count: 100_000)
    // Every byte value equally often; false alarm 1e-5 (chi-squared, 255 degrees of freedom: 359).
    var counts = [Int](repeating: 0, count: 256)
    for byte in carry(ReplaceChannel(rate: 1), zeros).payload { counts[Int(byte)] += 1 }
    #expect(chiSquared(counts) < 359)
    let halves = (0..<1000).map { Float16($0) / 8 }
    let received = carry(ReplaceChannel(rate: 1), halves.withUnsafeBytes { Array($0) }, elementBytes: 2).payload
    received.withUnsafeBytes { bytes in
      let values = (0..<1000).map { bytes.loadUnaligned(fromByteOffset: 2 * $0, as: Float16.self) }
      #expect(values.allSatisfy { $0 >= 0 && $0 <= 124.875 })
      #expect(Set(values).count > 600)
    }
    // A slice of one value has no other to offer.
    #expect(carry(ReplaceChannel(rate: 1), zeros, elementBytes: 4).payload.allSatisfy { $0 == 0 })
  }

  /// The bits that differ are those that the field hits, the least significant of each byte first.
  @Test(arguments: [1e-4, 0.01, 0.1, 0.5, 1]) func bitFlips(_ rate: Double) {
    for (count, first) in [(1, 0), (7, 3), (8, 8), (1000, 13), (20_000, 5), (98_304, 0)] as [(Int, Int64)] {
      let sent = (0..<count).map { UInt8(truncatingIfNeeded: 31 * $0) }
      let received = carry(BitFlipChannel(rate: rate), sent, elementBytes: 1, firstByte: first).payload
      var flipped: [Int32] = []
      for (index, (one, other)) in zip(sent, received).enumerated() {
        for bit in 0..<8 where (one ^ other) >> UInt8(bit) & 1 == 1 { flipped.append(Int32(8 * index + bit)) }
      }
      #expect(areEqual(flipped, hits(rate, 8 * count, from: 8 * first)))
    }
  }

  @Test func rateZeroIsIdeal() {
    let channels: [any ChannelModel] = [ErasureChannel(rate: 0), ReplaceChannel(rate: 0), BitFlipChannel(rate: 0)]
    for channel in channels {
      let (received, erased) = carry(channel, payload, elementBytes: 4)
      let isWhole = received == payload
      #expect(isWhole && erased.isEmpty)
    }
  }

  @Test(arguments: ["-0.1", "1.000001", "1e300", "-1e-300"]) func ratesOutsideAreRefused(_ text: String) {
    let types: [any ChannelModel.Type] = [ErasureChannel.self, ReplaceChannel.self, BitFlipChannel.self]
    for type in types {
      do {
        _ = try JSONDecoder().decode(type, from: Data("{\"rate\": \(text)}".utf8))
        Issue.record("\(text) was accepted")
      } catch DecodingError.dataCorrupted(let context) {
        #expect(context.codingPath.map(\.stringValue) == ["rate"])
        #expect(context.debugDescription.hasSuffix("a probability lies between 0 and 1"))
      } catch { Issue.record(error) }
    }
  }

  @Test func ratesAreRead() throws {
    let data = Data("{\"rate\": 0.25}".utf8)
    #expect(try JSONDecoder().decode(ErasureChannel.self, from: data).rate == 0.25)
    #expect(try JSONDecoder().decode(ReplaceChannel.self, from: data).rate == 0.25)
    #expect(try JSONDecoder().decode(BitFlipChannel.self, from: data).rate == 0.25)
    _ = try JSONDecoder().decode(IdealChannel.self, from: Data("{}".utf8))
  }
}
