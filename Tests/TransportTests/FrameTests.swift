// The bytes of 802.15.4 frames and their checksum.

import Core
import Radio
import Stochastics
import Testing
import Transport

@Suite struct FrameCheckSequenceTests {
  /// One bit after the other, as the standard's shift register does it.
  private func bitwise(_ octets: [UInt8]) -> UInt16 {
    var register: UInt16 = 0
    for octet in octets {
      for bit in 0..<8 {
        let feedback = (register ^ UInt16(octet >> UInt8(bit))) & 1
        register >>= 1
        if feedback == 1 { register ^= 0x8408 }
      }
    }
    return register
  }

  @Test(arguments: [
    (Array("123456789".utf8), 0x2189), ([0x02, 0x00, 0x6A], 0x79E4), ([0x01], 0x1189), (Array("A".utf8), 0x538D),
    (Array(0...124), 0x6D99), ([UInt8](repeating: 0, count: 125), 0), ([], 0),
  ])
  func knownVectors(_ octets: [UInt8], _ check: Int) { #expect(FrameCheckSequence.compute(octets) == UInt16(check)) }

  /// Every length that the tables' eight-byte steps treat differently.
  @Test func agreesWithTheShiftRegister() {
    let generator = RandomStream(key: 1).generator()
    for count in 0...140 {
      let octets = (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      #expect(FrameCheckSequence.compute(octets) == bitwise(octets))
    }
  }

  @Test func overAWholeFrameItIsZero() {
    #expect(AcknowledgementFrame.octets(sequenceNumber: 0x6A) == [0x02, 0x00, 0x6A, 0xE4, 0x79])
    for number: UInt8 in [0, 1, 200, 255] {
      #expect(FrameCheckSequence.compute(AcknowledgementFrame.octets(sequenceNumber: number)) == 0)
      let frame = DataFrame.octets(
        addressing: .short, device: 3, sequenceNumber: number, acknowledged: true, payload: Array(0..<100))
      #expect(FrameCheckSequence.compute(frame) == 0)
    }
  }

  /// The generator divides neither one bit nor two within a frame, nor any burst of at most 16 bits.
  @Test func detectsBurstsAndPairsOfBits() {
    let frame = [UInt8](repeating: 0, count: 127)
    func check(flipping bits: [Int]) -> UInt16 {
      var damaged = frame
      for bit in bits { damaged[bit / 8] ^= 1 << UInt8(bit % 8) }
      return FrameCheckSequence.compute(damaged)
    }
    let places = [0, 1, 7, 8, 500, 1000]
    for first in places {
      #expect(check(flipping: [first]) != 0)
      for second in stride(from: first + 1, to: 1016, by: 7) { #expect(check(flipping: [first, second]) != 0) }
      for length in 2...15 { #expect(check(flipping: Array(first..<first + length)) != 0) }
    }
  }
}

@Suite struct DataFrameTests {
  @Test(arguments: [
    (Addressing.short, 9, 116), (.shortBothPANs, 11, 114), (.extended, 21, 104), (.extendedBothPANs, 23, 102),
    (.none, 3, 122),
  ])
  func sizes(_ addressing: Addressing, _ header: Int, _ payload: Int) {
    #expect(addressing.headerBytes == header && addressing.maximumPayload == payload)
    let frame = DataFrame.octets(
      addressing: addressing, device: 0, sequenceNumber: 7, acknowledged: false,
      payload: [UInt8](repeating: 0xEE, count: payload))
    #expect(frame.count == 127)
    // Header and payload meet where they should.
    #expect(frame[header] == 0xEE && frame[header + payload - 1] == 0xEE)
    #expect(frame[2] == 7)
  }

  /// Frame control by the clause: type in bits 0 to 2, acknowledgement request 5, PAN compression 6, modes 10 and 14.
  @Test func frameControl() {
    func control(_ addressing: Addressing, acknowledged: Bool) -> UInt16 {
      let frame = DataFrame.octets(
        addressing: addressing, device: 0, sequenceNumber: 0, acknowledged: acknowledged, payload: [])
      return UInt16(frame[0]) | UInt16(frame[1]) << 8
    }
    #expect(control(.short, acknowledged: true) == 0x8861)
    #expect(control(.short, acknowledged: false) == 0x8841)
    #expect(control(.shortBothPANs, acknowledged: true) == 0x8821)
    #expect(control(.extended, acknowledged: true) == 0xCC61)
    #expect(control(.extendedBothPANs, acknowledged: false) == 0xCC01)
    #expect(control(.none, acknowledged: true) == 0x0021)
  }

  @Test func devicesHaveAddressesOfTheirOwn() {
    for addressing in Addressing.allCases where addressing != .none {
      let frames = (0..<300).map {
        DataFrame.octets(
          addressing: addressing, device: $0, sequenceNumber: 0, acknowledged: true, payload: [])
      }
      #expect(Set(frames).count == 300)
    }
  }

  /// Back to back, without access and acknowledgement: 71 frames of 116 bytes take 300.768 ms, 81 of 102
  /// take 342.496 ms, and the whole tensor 3607.04 ms.
  @Test(arguments: [
    (Addressing.short, 8192, 300_768_000), (.extendedBothPANs, 8192, 342_496_000), (.short, 98304, 3_607_040_000),
    (.short, 2048, 75_328_000), (.short, 3072, 112_992_000),
  ])
  func headersTakeTime(_ addressing: Addressing, _ bytes: Int, _ nanoseconds: Int) throws {
    let message = Message(slices: [Slice(unit: 0, payload: [UInt8](repeating: 1, count: bytes))], elementBytes: 1)
    let uplink = Uplink(
      links: [Link()], packetizer: Packetizer(payloadBytes: addressing.maximumPayload),
      frames: .ieee802154(addressing))
    let arrivals = try uplink.transmit(message, streams: RandomStreams(seed: 1), image: 0)
    #expect(arrivals.units.map(\.time.nanoseconds) == [Int64(nanoseconds)])
  }
}
