// The server's end: packets put back together into slices, each on its own, so that what is lost or late holds up nothing.

import Core
import Radio

/// Puts received packets back to their places within their slices.
struct Receiver {
  /// What is there of one slice.
  private struct Assembly {
    var payload: [UInt8] = []
    var received = 0
    var erasures: [Int32] = []
  }

  private let message: Message
  private var assemblies: [Assembly]

  init(for message: Message) {
    self.message = message
    assemblies = Array(repeating: Assembly(), count: message.slices.count)
  }

  /// Takes in one packet as it was received.
  /// - Returns: the whole slice when this packet was the last that it lacked.
  /// - Precondition: no packet is taken in twice.
  mutating func accept(_ packet: Packet, payload: [UInt8], erasedElements: [Int32]) -> ReceivedSlice? {
    let size = message.slices[packet.importance].payload.count
    if packet.bytes.count == size {
      return ReceivedSlice(unit: packet.unit, payload: payload, erasedElements: erasedElements)
    }
    return update(&assemblies[packet.importance], packet, size, payload, erasedElements)
  }

  private func update(
    _ assembly: inout Assembly, _ packet: Packet, _ size: Int, _ payload: [UInt8], _ erased: [Int32]
  ) -> ReceivedSlice? {
    if assembly.payload.isEmpty { assembly.payload = [UInt8](repeating: 0, count: size) }
    assembly.payload.replaceSubrange(packet.bytes, with: payload)
    assembly.received += payload.count
    assembly.erasures += erased
    if assembly.received < size { return nil }
    defer { assembly = Assembly() }
    return ReceivedSlice(
      unit: packet.unit, payload: assembly.payload, erasedElements: Self.ascending(assembly.erasures))
  }

  /// `elements` in ascending order, each once: packets may have come in any order, and an element that was cut in two
  /// is erased in both.
  static func ascending(_ elements: [Int32]) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(elements.count)
    for element in elements.sorted() where element != result.last { result.append(element) }
    return result
  }
}
