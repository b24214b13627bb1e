// What arrived of one message, packet by packet, and what that makes of its slices at any instant.

import Core

/// The packets of one message as they came in.
struct Fragments: Sendable {
  /// A packet's arrival; a damaged copy may be followed by an intact one.
  struct Piece: Sendable {
    /// Since the request's start [ns].
    var time: Int64
    /// The packet's number within the request.
    var packet: Int32
    /// Its damage, by number; −1 for none.
    var damage: Int32
  }

  /// A packet's payload as it was received, where that is not how it was sent.
  struct Damage: Sendable, Hashable {
    var payload: [UInt8]
    /// By index within the slice, ascending.
    var erasedElements: [Int32]

    /// This copy with what `other` has of the elements that it lacks. The payload begins at byte `start` of the slice,
    /// whose elements have `width` bytes.
    func filled(from other: Damage, start: Int, width: Int) -> Damage {
      var filled = Damage(payload: payload, erasedElements: [])
      var place = 0
      for element in erasedElements {
        while place < other.erasedElements.count, other.erasedElements[place] < element { place += 1 }
        if place < other.erasedElements.count, other.erasedElements[place] == element {
          filled.erasedElements.append(element)
          continue
        }
        let first = Int(element) * width - start
        for byte in max(0, first)..<min(first + width, payload.count) { filled.payload[byte] = other.payload[byte] }
      }
      return filled
    }
  }

  private let message: Message
  private let transfers: ContiguousArray<Transfer>
  private let range: Range<Int>
  private let pieces: [Piece]
  private let damages: [Damage]
  private let keepsParts: Bool
  /// When what the server holds changes [ns], ascending.
  private let changes: [Int64]
  /// When the order of the units has arrived [ns]; nil when it never does.
  private let orderTime: Int64?
  /// When the most important slice was whole [ns]; nil when it never was.
  let firstUnitTime: Int64?

  /// Sorts out `pieces`, which are in the order of arrival, of the packets that `transfers` holds at `range`.
  init(
    message: Message, transfers: ContiguousArray<Transfer>, range: Range<Int>, pieces: [Piece], damages: [Damage],
    keepsParts: Bool
  ) {
    (self.message, self.transfers, self.range) = (message, transfers, range)
    (self.pieces, self.damages, self.keepsParts) = (pieces, damages, keepsParts)
    func slice(_ packet: Int) -> Int { Int(transfers[range.lowerBound + packet].slice) }
    // The packet with the order comes first, if there is one.
    let needsOrder = !range.isEmpty && slice(0) < 0
    let orderTime = needsOrder ? pieces.first { slice(Int($0.packet)) < 0 }?.time : 0
    self.orderTime = orderTime
    guard let orderTime else {
      (changes, firstUnitTime) = ([], nil)
      return
    }
    var missing = Self.packetsBySlice(message, transfers, range)
    var isKnown = [Bool](repeating: false, count: range.count)
    var changes: [Int64] = []
    var firstUnitTime: Int64?
    for piece in pieces {
      let packet = Int(piece.packet)
      let (place, time) = (slice(packet), max(piece.time, orderTime))
      if place < 0 { continue }
      if !isKnown[packet] {
        missing[place] -= 1
        if place == 0, missing[0] == 0 { firstUnitTime = time }
      }
      isKnown[packet] = true
      // Where whole slices count: one that is complete, or in which something damaged is replaced.
      if keepsParts || missing[place] == 0 { changes.append(time) }
    }
    (self.changes, self.firstUnitTime) = (changes, firstUnitTime)
  }

  private static func packetsBySlice(
    _ message: Message, _ transfers: ContiguousArray<Transfer>, _ range: Range<Int>
  ) -> [Int] {
    var counts = [Int](repeating: 0, count: message.slices.count)
    for number in range where transfers[number].original == number && transfers[number].slice >= 0 {
      counts[Int(transfers[number].slice)] += 1
    }
    return counts
  }

  /// Changes up to `time` [ns]: at equal counts the server holds the same.
  func count(by time: Int64) -> Int {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The instant of the last change [ns].
  var lastChange: Int64? { changes.last }

  /// A slice in the making.
  private struct Assembly {
    var slice: ReceivedSlice
    var missing: Int
    /// When the packet that it lacked last came [ns].
    var time: Int64
    var isDamaged = false
  }

  /// Slices, or parts of them, that have arrived by `time` [ns], in the order in which the first packet of each came, or
  /// where whole ones alone count, the last one.
  func slices(by time: Int64) -> [(time: Int64, slice: ReceivedSlice)] {
    guard let orderTime, orderTime <= time else { return [] }
    var assemblies = [Assembly?](repeating: nil, count: message.slices.count)
    var order: [Int] = []
    // The piece of each packet, counted from 1.
    var known = [Int32](repeating: 0, count: range.count)
    let counts = Self.packetsBySlice(message, transfers, range)
    for (number, piece) in pieces.enumerated() {
      if piece.time > time { break }
      let transfer = transfers[range.lowerBound + Int(piece.packet)]
      let place = Int(transfer.slice)
      if place < 0 { continue }
      if assemblies[place] == nil {
        let slice = message.slices[place]
        assemblies[place] = Assembly(
          slice: ReceivedSlice(unit: slice.unit, payload: [UInt8](repeating: 0, count: slice.payload.count)),
          missing: counts[place], time: piece.time)
        if keepsParts { order.append(place) }
      }
      if known[Int(piece.packet)] == 0 {
        assemblies[place]?.missing -= 1
        if assemblies[place]?.missing == 0 {
          assemblies[place]?.time = max(piece.time, orderTime)
          if !keepsParts { order.append(place) }
        }
      }
      known[Int(piece.packet)] = Int32(number + 1)
      if piece.damage >= 0 { assemblies[place]?.isDamaged = true }
      fill(&assemblies[place], transfer, piece)
    }
    markMissing(&assemblies, known)
    return order.compactMap { place in assemblies[place].map { ($0.time, $0.slice) } }
  }

  private func fill(_ assembly: inout Assembly?, _ transfer: Transfer, _ piece: Piece) {
    let (start, count) = (Int(transfer.start), Int(transfer.count))
    func copy(_ source: UnsafeRawBufferPointer) {
      assembly?.slice.payload.withUnsafeMutableBytes {
        UnsafeMutableRawBufferPointer(rebasing: $0[start..<start + count]).copyMemory(from: source)
      }
    }
    if piece.damage >= 0 {
      damages[Int(piece.damage)].payload.withUnsafeBytes(copy)
    } else {
      message.slices[Int(transfer.slice)].payload.withUnsafeBytes {
        copy(UnsafeRawBufferPointer(rebasing: $0[start..<start + count]))
      }
    }
  }

  /// Lists the elements that did not arrive: those of packets that are missing and those that arrived erased.
  private func markMissing(_ assemblies: inout [Assembly?], _ known: [Int32]) {
    let width = message.elementBytes
    for number in range where transfers[number].original == number && transfers[number].slice >= 0 {
      let transfer = transfers[number]
      let place = Int(transfer.slice)
      guard let assembly = assemblies[place], assembly.missing > 0 || assembly.isDamaged else { continue }
      let piece = Int(known[number - range.lowerBound]) - 1
      if piece < 0, transfer.count > 0 {
        let (first, last) = (Int(transfer.start) / width, Int(transfer.start + transfer.count - 1) / width)
        assemblies[place]?.slice.erasedElements += (first...last).map { Int32($0) }
        // The other packet's half of an element that was cut in two means nothing.
        let (end, size) = (Int(transfer.start + transfer.count), assembly.slice.payload.count)
        for byte in first * width..<Int(transfer.start) { assemblies[place]?.slice.payload[byte] = 0 }
        for byte in end..<min((last + 1) * width, size) { assemblies[place]?.slice.payload[byte] = 0 }
      } else if piece >= 0, pieces[piece].damage >= 0 {
        assemblies[place]?.slice.erasedElements += damages[Int(pieces[piece].damage)].erasedElements
      }
    }
    for place in assemblies.indices {
      guard let elements = assemblies[place]?.slice.erasedElements, elements.count > 1 else { continue }
      assemblies[place]?.slice.erasedElements = Receiver.ascending(elements)
    }
  }
}
