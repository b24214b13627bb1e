// What happens to frames and acknowledgements between antenna and antenna: composed, encoded, damaged, decoded, checked.

import Core
import Radio

/// The channels of a session with the memory that frames are put together in. Belongs to one session.
final class Air {
  /// What the receiver makes of a frame.
  enum Outcome {
    /// It noticed nothing.
    case lost
    /// The check sequence is right; bytes may differ from those sent all the same.
    case intact(Fragments.Damage?)
    /// The check sequence is wrong; with the payload as received, if it can be told whose it is.
    case damaged(Fragments.Damage?)
    /// The check sequence is right, but elements of the payload are erased or replaced.
    case harmed(Fragments.Damage)
  }

  /// Attempts at the same packet are this far apart in the channel's positions [byte], so that they do not shift what
  /// other packets meet. An acknowledgement's place is behind its frame, whether it is sent or not.
  private static let attemptStride = Int64(1) << 36

  private let addressing: Addressing?
  private let headerBits: Int64
  private let isExposed: Bool
  private let keepsDamaged: Bool
  private let isAcknowledged: Bool
  private let links: Int
  /// By request, and how many bytes of its packets name the unit.
  private let messages: [Message]
  private let indexBytes: [Int]
  /// By device, then by link.
  private let processes: [any ChannelProcess]
  private let bitProcesses: [(any BitChannelProcess)?]
  /// The same at each of the session's powers, for data frames: by device, by link, by power.
  private let raisedProcesses: [(any BitChannelProcess)?]
  private let powers: Int
  private let coders: [(any ErrorCorrectionCoder)?]
  /// How long preamble, delimiter and length take, by link [ns].
  private let synchronisationTimes: [Int64]
  /// Bits on the air of an acknowledgement, by code.
  let acknowledgementBits: [Int64]

  /// Preamble, delimiter, length, then the frame as it goes on the air.
  private let octets: UnsafeMutableRawBufferPointer
  /// A frame before encoding, one after decoding, and the header that it should have.
  private let plain, decoded, header: UnsafeMutableRawBufferPointer

  init(
    _ uplink: Uplink, _ messages: [Message], longest: Int, longestCoded: Int, devices: Int, _ source: StreamSource
  ) throws {
    self.messages = messages
    indexBytes = messages.map { uplink.index.bytesPerPacket(units: $0.unitCount) }
    addressing = uplink.frames.addressing
    headerBits = uplink.frames.headerBits
    isExposed = uplink.reception.exposesSynchronisation
    keepsDamaged = uplink.reception.keepsDamagedFrames
    isAcknowledged = uplink.access?.isAcknowledged ?? false
    links = uplink.links.count
    processes = (0..<devices).flatMap { device in
      uplink.group.makeProcesses { source.stream("channel", link: StreamSource.key(device: device, link: $0)) }
    }
    let bitProcesses = processes.map { $0 as? any BitChannelProcess }
    let powers = uplink.powers
    raisedProcesses = try bitProcesses.flatMap { process in try powers.map { try Self.raise(process, by: $0) } }
    (self.bitProcesses, self.powers) = (bitProcesses, powers.count)
    coders = try uplink.codes.map { try $0.makeCoder(isInterleaved: uplink.isInterleaved) }
    let synchronisation = Int64(8 * DataFrame.synchronisationBytes)
    synchronisationTimes = uplink.links.map { $0.rate.nanoseconds(forBits: synchronisation) }
    let answers = uplink.codes.map { $0.encodedBytes(of: AcknowledgementFrame.bytes) }
    acknowledgementBits = answers.map { synchronisation + Int64(8 * $0) }
    let room = max(longestCoded, answers.max() ?? 0) + DataFrame.synchronisationBytes
    let frame = max(longest, AcknowledgementFrame.bytes)
    func allocate(_ count: Int) -> UnsafeMutableRawBufferPointer {
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 8)
      memory.initializeMemory(as: UInt8.self, repeating: 0)
      return memory
    }
    (octets, plain, decoded, header) = (allocate(room), allocate(frame), allocate(frame), allocate(32))
  }

  deinit {
    for memory in [octets, plain, decoded, header] { memory.deallocate() }
  }

  /// - Throws: `data` for a channel without a signal-to-noise ratio.
  private static func raise(
    _ process: (any BitChannelProcess)?, by decibels: Double
  ) throws -> (any BitChannelProcess)? {
    if decibels == 0 { return process }
    guard let raised = (process as? any PowerControlled)?.raised(by: Decibels(decibels).powerRatio) else {
      throw AirSliceError(
        .data, "more power means nothing to a channel without an SNR: use awgn, rayleigh, rician, nakagami or a trace")
    }
    return raised
  }

  /// Bits on the air of a frame that is coded to `codedBytes` bytes.
  func bits(ofFrame codedBytes: Int32) -> Int64 {
    let outside = addressing == nil ? headerBits : Int64(8 * DataFrame.synchronisationBytes)
    return outside + Int64(8 * codedBytes)
  }

  /// How far the channel's position moves on for a packet [byte].
  func positions(of transfer: Transfer, _ node: Node) -> Int64 {
    if bitProcesses[process(node)] == nil { return Int64(transfer.count) }
    return answerPosition(transfer) + (isAcknowledged ? acknowledgementBits[Int(transfer.code)] / 8 : 0)
  }

  /// Where an acknowledgement's place begins, from the start of its frame [byte].
  private func answerPosition(_ transfer: Transfer) -> Int64 {
    Int64(transfer.codedBytes) + (isExposed ? Int64(DataFrame.synchronisationBytes) : 0)
  }

  private func process(_ node: Node) -> Int { Int(node.device) * links + Int(node.link) }

  /// Carries the frame of `transfer` that `node` has sent.
  func carry(_ transfer: Transfer, _ node: Node) -> Outcome {
    let number = process(node)
    let position = node.position + Int64(node.attempt) * Self.attemptStride
    guard let process = raisedProcesses[number * powers + Int(transfer.power)] else {
      return carryElements(transfer, node, messages[Int(transfer.request)], processes[number], position)
    }
    if let outcome = foresee(Int(transfer.codedBytes), node, process, position) { return outcome }
    let message = messages[Int(transfer.request)]
    let coder = coders[Int(transfer.code)]
    let (frameBytes, codedBytes) = (Int(transfer.frameBytes), Int(transfer.codedBytes))
    let frame =
      coder == nil
      ? UnsafeMutableRawBufferPointer(rebasing: octets[6..<6 + frameBytes])
      : UnsafeMutableRawBufferPointer(rebasing: plain[..<frameBytes])
    compose(transfer, node, message, in: frame)
    if let coder {
      coder.encode(
        UnsafeRawBufferPointer(frame), into: UnsafeMutableRawBufferPointer(rebasing: octets[6..<6 + codedBytes]))
    }
    switch damage(codedBytes, node, process, position) {
    case .none: return .intact(nil)
    case .lost: return .lost
    case .flipped: break
    }
    guard let coder else { return judge(UnsafeRawBufferPointer(frame), transfer, node) }
    let received = UnsafeMutableRawBufferPointer(rebasing: decoded[..<frameBytes])
    _ = coder.decode(UnsafeRawBufferPointer(rebasing: octets[6..<6 + codedBytes]), into: received)
    return judge(UnsafeRawBufferPointer(received), transfer, node)
  }

  /// What becomes of a frame, where the channel can tell without having it; nil where it cannot.
  private func foresee(
    _ codedBytes: Int, _ node: Node, _ process: any BitChannelProcess, _ position: Int64
  ) -> Outcome? {
    let (count, start) = extent(codedBytes, node, process)
    switch process.foresee(count, firstByte: position, start: start, end: SimTime(nanoseconds: node.end)) {
    case .none?: return .intact(nil)
    case .lost?: return .lost
    case .flipped?, nil: return nil
    }
  }

  /// The bytes that the channel may damage, and when the first of them is on the air; for a channel that loses whole frames
  /// when the frame is.
  private func extent(
    _ codedBytes: Int, _ node: Node, _ process: any BitChannelProcess
  ) -> (count: Int, start: SimTime) {
    if process.losesWholeFrames { return (codedBytes, SimTime(nanoseconds: node.start)) }
    if isExposed { return (codedBytes + DataFrame.synchronisationBytes, SimTime(nanoseconds: node.start)) }
    let outside = addressing == nil ? 0 : synchronisationTimes[Int(node.link)]
    return (codedBytes, SimTime(nanoseconds: node.start + outside))
  }

  /// Sends the first `codedBytes` bytes behind the synchronisation through the channel.
  private func damage(
    _ codedBytes: Int, _ node: Node, _ process: any BitChannelProcess, _ position: Int64
  ) -> Damage {
    let end = SimTime(nanoseconds: node.end)
    let (count, start) = extent(codedBytes, node, process)
    if !isExposed {
      return process.damage(
        UnsafeMutableRawBufferPointer(rebasing: octets[6..<6 + count]), firstByte: position, start: start, end: end)
    }
    // Four bytes of preamble, the delimiter, the length.
    octets.storeBytes(of: 0, as: UInt32.self)
    (octets[4], octets[5]) = (0xA7, UInt8(truncatingIfNeeded: codedBytes))
    let damage = process.damage(
      UnsafeMutableRawBufferPointer(rebasing: octets[..<count]), firstByte: position, start: start, end: end)
    guard damage == .flipped else { return damage }
    let isFound =
      octets.load(as: UInt32.self) == 0 && octets[4] == 0xA7 && octets[5] == UInt8(truncatingIfNeeded: codedBytes)
    return isFound ? .flipped : .lost
  }

  /// Puts the frame together: header, number of the unit, payload, check sequence.
  private func compose(
    _ transfer: Transfer, _ node: Node, _ message: Message, in frame: UnsafeMutableRawBufferPointer
  ) {
    var place = 0
    if let addressing {
      writeHeader(to: frame, addressing, node)
      place = addressing.headerBytes
    }
    if transfer.slice < 0 {
      for octet in IndexVector.orderOctets(message.slices.map(\.unit)) {
        frame[place] = octet
        place += 1
      }
    } else {
      for byte in 0..<indexBytes[Int(transfer.request)] {
        frame[place] = Self.octet(byte, ofUnit: transfer.unit)
        place += 1
      }
      let count = Int(transfer.count)
      message.slices[Int(transfer.slice)].payload.withUnsafeBytes { payload in
        let part = UnsafeRawBufferPointer(rebasing: payload[Int(transfer.start)..<Int(transfer.start) + count])
        UnsafeMutableRawBufferPointer(rebasing: frame[place..<place + count]).copyMemory(from: part)
      }
      place += count
    }
    if addressing != nil {
      let check = FrameCheckSequence.compute(UnsafeRawBufferPointer(rebasing: frame[..<place]))
      (frame[place], frame[place + 1]) = (UInt8(truncatingIfNeeded: check), UInt8(check >> 8))
    }
  }

  /// The number `unit` as it travels, the least significant byte first.
  private static func octet(_ byte: Int, ofUnit unit: Int32) -> UInt8 { UInt8(truncatingIfNeeded: unit >> (8 * byte)) }

  private func writeHeader(to frame: UnsafeMutableRawBufferPointer, _ addressing: Addressing, _ node: Node) {
    DataFrame.writeHeader(
      to: frame, addressing: addressing, device: Int(node.device), sequenceNumber: node.sequenceNumber,
      acknowledged: isAcknowledged)
  }

  /// What the receiver makes of a frame in which bits were wrong before decoding.
  private func judge(_ frame: UnsafeRawBufferPointer, _ transfer: Transfer, _ node: Node) -> Outcome {
    var isRight = true
    var isOurs = true
    var place = 0
    if let addressing {
      isRight = FrameCheckSequence.compute(frame) == 0
      if !isRight && !keepsDamaged { return .damaged(nil) }
      writeHeader(to: header, addressing, node)
      place = addressing.headerBytes
      isOurs = (0..<place).allSatisfy { frame[$0] == header[$0] }
    }
    if transfer.slice < 0 { return isRight && isOurs ? .intact(nil) : .damaged(nil) }
    for byte in 0..<indexBytes[Int(transfer.request)] {
      isOurs = isOurs && frame[place] == Self.octet(byte, ofUnit: transfer.unit)
      place += 1
    }
    // A frame of somebody else, or of no known unit, is nothing here.
    if !isOurs { return isRight ? .lost : .damaged(nil) }
    let payload = Array(frame[place..<place + Int(transfer.count)])
    if isRight && isAsSent(payload, transfer) { return .intact(nil) }
    let damage = Fragments.Damage(payload: payload, erasedElements: [])
    return isRight ? .intact(damage) : .damaged(damage)
  }

  /// A channel that knows elements only harms payloads alone (``BitChannelProcess``): header, number of the unit, order
  /// of the units and check sequence arrive as they are, if the frame does.
  private func carryElements(
    _ transfer: Transfer, _ node: Node, _ message: Message, _ process: any ChannelProcess, _ position: Int64
  ) -> Outcome {
    let range = Int(transfer.start)..<Int(transfer.start + transfer.count)
    let isOrder = transfer.slice < 0
    let slice =
      isOrder
      ? Slice(unit: 0, payload: IndexVector.orderOctets(message.slices.map(\.unit)))
      : message.slices[Int(transfer.slice)]
    let frame = AirFrame(
      slice: slice, bytes: range, elementBytes: isOrder ? 1 : message.elementBytes, firstByte: position,
      start: SimTime(nanoseconds: node.start), end: SimTime(nanoseconds: node.end))
    guard case .received(let payload, let erasedElements) = process.carry(frame) else { return .lost }
    if isOrder { return .intact(nil) }
    if erasedElements.isEmpty && isAsSent(payload, transfer) { return .intact(nil) }
    return .harmed(Fragments.Damage(payload: payload, erasedElements: erasedElements))
  }

  /// Whether `payload` is what `transfer` was sent with.
  func isAsSent(_ payload: [UInt8], _ transfer: Transfer) -> Bool {
    let range = Int(transfer.start)..<Int(transfer.start + transfer.count)
    return messages[Int(transfer.request)].slices[Int(transfer.slice)].payload[range].elementsEqual(payload)
  }

  /// Whether the acknowledgement that is on the air for `node`'s frame arrives as it should.
  func carriesAcknowledgement(of transfer: Transfer, _ node: Node) -> Bool {
    let number = process(node)
    let position = node.position + Int64(node.attempt) * Self.attemptStride + answerPosition(transfer)
    guard let process = bitProcesses[number] else {
      let frame = AirFrame(
        slice: Slice(unit: 0, payload: AcknowledgementFrame.octets(sequenceNumber: node.sequenceNumber)),
        bytes: 0..<AcknowledgementFrame.bytes, elementBytes: 1, firstByte: position,
        start: SimTime(nanoseconds: node.start), end: SimTime(nanoseconds: node.end))
      return processes[number].carry(frame) != .lost
    }
    let count = AcknowledgementFrame.bytes
    let coder = coders[Int(transfer.code)]
    let bytes = coder?.encodedBytes(of: count) ?? count
    switch foresee(bytes, node, process, position) {
    case .intact?: return true
    case .lost?: return false
    case .damaged?, .harmed?, nil: break
    }
    let frame = UnsafeMutableRawBufferPointer(rebasing: coder == nil ? octets[6..<6 + count] : plain[..<count])
    AcknowledgementFrame.write(to: frame, sequenceNumber: node.sequenceNumber)
    coder?.encode(
      UnsafeRawBufferPointer(frame), into: UnsafeMutableRawBufferPointer(rebasing: octets[6..<6 + bytes]))
    switch damage(bytes, node, process, position) {
    case .none: return true
    case .lost: return false
    case .flipped: break
    }
    if let coder {
      let received = UnsafeMutableRawBufferPointer(rebasing: decoded[..<count])
      _ = coder.decode(UnsafeRawBufferPointer(rebasing: octets[6..<6 + bytes]), into: received)
      return AcknowledgementFrame.answers(UnsafeRawBufferPointer(received), sequenceNumber: node.sequenceNumber)
    }
    return AcknowledgementFrame.answers(UnsafeRawBufferPointer(frame), sequenceNumber: node.sequenceNumber)
  }
}
