// What a scheme hands to the link, and what the link hands back.

/// A piece of one image's information that is of use on its own: with NAIR two channels of the features.
public struct Slice: Sendable, Hashable {
  /// Where the slice belongs: the number of its unit in natural (channel) order. The index vector carries it.
  public var unit: Int
  /// The bytes that go on the air.
  public var payload: [UInt8]

  /// A slice of `payload` that belongs at `unit`.
  public init(unit: Int, payload: [UInt8]) {
    self.unit = unit
    self.payload = payload
  }
}

/// All that one image sends: slices in order of decreasing importance.
public struct Message: Sendable, Hashable {
  /// The slices, the most important first.
  public var slices: [Slice]
  /// Bytes of one element (a tensor element, a pixel component, a codec byte): the grain of `erasure` and `replace`.
  public var elementBytes: Int

  /// A message of `slices`, the most important first, of elements of `elementBytes` bytes each.
  public init(slices: [Slice], elementBytes: Int) {
    self.slices = slices
    self.elementBytes = elementBytes
  }

  /// All payload bytes together.
  public var payloadBytes: Int { slices.reduce(0) { $0 + $1.payload.count } }
}

/// What has arrived of one slice.
public struct ReceivedSlice: Sendable, Hashable {
  /// The unit's number in natural order, as in ``Slice/unit``.
  public var unit: Int
  /// The bytes as received, damaged bits included; those of ``erasedElements`` mean nothing and are zero.
  public var payload: [UInt8]
  /// Elements that did not arrive, by index within the payload, ascending, without repetition; empty when all did.
  public var erasedElements: [Int32]

  /// What arrived of `unit`.
  public init(unit: Int, payload: [UInt8], erasedElements: [Int32] = []) {
    self.unit = unit
    self.payload = payload
    self.erasedElements = erasedElements
  }
}

/// What the server holds of one message at one deadline: any subset of its slices, in order of arrival.
public struct Delivery: Sendable, Hashable {
  /// What has arrived, in order of arrival.
  public var slices: [ReceivedSlice]

  /// A delivery of `slices`; nothing by default.
  public init(slices: [ReceivedSlice] = []) { self.slices = slices }
}
