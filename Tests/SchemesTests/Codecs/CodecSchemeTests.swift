// Pictures through codecs: what is known beforehand costs nothing, what arrives is decoded, gaps are survived.

import Core
import Imaging
import Neural
import Schemes
import Testing

@Suite struct CodecSchemeTests {
  static let images = SyntheticDataset(split: .test).batch(0..<6)
  static var pictures: [Picture] { (0..<images.count).map(images.picture) }

  static var ways: [JPEGSettings] {
    [JPEGSettings.Chroma.full, .halved].flatMap { chroma in
      [JPEGSettings.Huffman.standard, .optimised].flatMap { huffman in
        [false, true].flatMap { isProgressive in
          [0, 1].map { restart in
            var settings = JPEGSettings()
            (settings.chroma, settings.huffman) = (chroma, huffman)
            (settings.isProgressive, settings.restartInterval) = (isProgressive, restart)
            return settings
          }
        }
      }
    }
  }

  func whole(_ streams: [[UInt8]]) -> [ReceivedStream] { streams.map { ReceivedStream($0) } }

  @Test(arguments: ways)
  func sharedHeadersCostNothing(_ settings: JPEGSettings) throws {
    let shared = try JPEGCodec(settings, headers: .shared)
    let sent = try JPEGCodec(settings, headers: .sent)
    let (scans, files) = (try shared.encode(Self.pictures), try sent.encode(Self.pictures))
    for (scan, file) in zip(scans, files) {
      // SOI, JFIF, two quantisation tables and the frame header at least are the same in all.
      #expect(file.count - scan.count >= 2 + 18 + 2 * 69 + 19)
      #expect(file.dropLast(2).suffix(scan.count).elementsEqual(scan))
      if settings.huffman == .standard, !settings.isProgressive { #expect(file.count - scan.count > 600) }
    }
    let decoded = try shared.decode(whole(scans))
    #expect(try decoded == sent.decode(whole(files)))
    for (picture, original) in zip(decoded, Self.pictures) {
      #expect(picture.rows == 32)
      let error = zip(picture.pixels, original.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
      #expect(error < 30 * ImageBatch.imageBytes)
    }
  }

  @Test(arguments: [CodecHeaders.shared, .sent])
  func pngIsWithoutLoss(_ headers: CodecHeaders) throws {
    let codec = PNGCodec(headers: headers)
    let streams = try codec.encode(Self.pictures)
    for (picture, original) in zip(try codec.decode(whole(streams)), Self.pictures) {
      #expect(picture.rows == 32 && picture.pixels == original.pixels)
    }
    // A file has 57 bytes beside the compressed pixels: signature 8, IHDR 25, IDAT's frame 12, IEND 12.
    let (content, files) = (
      try PNGCodec(headers: .shared).encode(Self.pictures), try PNGCodec(headers: .sent).encode(Self.pictures)
    )
    for (content, file) in zip(content, files) { #expect(file.count == content.count + 57) }
    // The longer the beginning, the more rows; a row is there whole or not at all.
    var rows = 0
    for count in 0...streams[0].count {
      let part = try codec.decode(whole([Array(streams[0].prefix(count))]))[0]
      #expect(part.rows >= rows)
      rows = part.rows
      let pixels = 96 * rows
      #expect(part.pixels.prefix(pixels) == Self.pictures[0].pixels.prefix(pixels))
    }
    #expect(rows == 32)
  }

  /// The first half of a plain scan gives the upper blocks of the picture and grey below.
  @Test func aScanThatEndsEarly() throws {
    var settings = JPEGSettings()
    settings.chroma = .full
    let codec = try JPEGCodec(settings, headers: .shared)
    let scan = try codec.encode(Self.pictures)[0]
    let (all, half) = (
      try codec.decode(whole([scan]))[0], try codec.decode(whole([Array(scan.prefix(scan.count / 2))]))[0]
    )
    #expect(half.rows == 32)
    #expect(half.pixels.prefix(8 * 96) == all.pixels.prefix(8 * 96))
    #expect(half.pixels.suffix(8 * 24).allSatisfy { abs(Int($0) - 128) <= 1 })
    #expect(try codec.decode([ReceivedStream()])[0] == DecodedPicture())
  }

  /// With a restart marker behind each block a gap costs the blocks that it lies in, and no other.
  @Test func restartMarkersLimitDamage() throws {
    var settings = JPEGSettings()
    (settings.chroma, settings.restartInterval) = (.full, 1)
    let codec = try JPEGCodec(settings, headers: .shared)
    let scan = try codec.encode(Self.pictures)[0]
    let all = try codec.decode(whole([scan]))[0]
    let markers = scan.indices.dropLast().filter { scan[$0] == 0xFF && (0xD0...0xD7).contains(scan[$0 + 1]) }
    #expect(markers.count == 15)
    // Within the block number 5, the second of the second row.
    let slice = ReceivedSlice(
      unit: 0, payload: scan, erasedElements: [Int32(markers[4] + 3), Int32(markers[4] + 4)])
    let stream = StreamPieces().stream(of: Delivery(slices: [slice]))
    let damaged = try codec.decode([stream])[0]
    for place in 0..<3072 {
      let block = place / 96 / 8 * 4 + place % 96 / 24
      if block != 5 { #expect(damaged.pixels[place] == all.pixels[place], "\(place)") }
    }
    #expect(damaged != all)
  }

  @Test func pieces() throws {
    let pieces = StreamPieces(bytes: 4)
    let stream: [UInt8] = Array(1...10)
    let slices = pieces.slices(of: stream)
    #expect(slices.map(\.payload) == [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10]] && slices.map(\.unit) == [0, 1, 2])
    let received = slices.map { ReceivedSlice(unit: $0.unit, payload: $0.payload) }
    #expect(pieces.stream(of: Delivery(slices: received.reversed())) == ReceivedStream(stream))
    let gap = pieces.stream(of: Delivery(slices: [received[2], received[0]]))
    #expect(gap.bytes == [1, 2, 3, 4, 0, 0, 0, 0, 9, 10] && Array(gap.beginning) == [1, 2, 3, 4])
    #expect(pieces.slices(of: []).count == 1)
    // Units of nowhere are left out.
    for unit in [-1, Int.max, 1 << 40] {
      #expect(pieces.stream(of: Delivery(slices: [ReceivedSlice(unit: unit, payload: [1])])) == ReceivedStream())
    }
    let last = ReceivedSlice(unit: Int.max, payload: [1])
    #expect(StreamPieces(bytes: 1).stream(of: Delivery(slices: [last])) == ReceivedStream())
    #expect(StreamPieces().slices(of: stream) == [Slice(unit: 0, payload: stream)])
  }

  /// JPEG at a low and a high quality.
  private func qualities(_ headers: CodecHeaders) throws -> [JPEGCodec] {
    try [10, 90].map { quality in
      var settings = JPEGSettings()
      settings.tables = .standard.scaled(quality: quality)
      return try JPEGCodec(settings, headers: headers)
    }
  }

  /// Whole files tell their quality themselves: no byte names it, and any of the codecs decodes them.
  @Test func wholeFilesNeedNoLevel() throws {
    let network = try SplitNetwork(NarrowNetwork.weights())
    let codecs = try qualities(.sent)
    let scheme = CodecScheme(
      name: "jpeg", codecs: codecs, pieces: StreamPieces(), network: network, normalization: .synthetic)
    for (level, codec) in codecs.enumerated() {
      let messages = try scheme.encode(Self.images, level: level)
      #expect(try messages.map(\.slices[0].payload) == codec.encode(Self.pictures))
      let alone = CodecScheme(
        name: "jpeg", codecs: [codec], pieces: StreamPieces(), network: network, normalization: .synthetic)
      let (mixed, single) = (
        try scheme.networkInput(messages.map(\.whole)), try alone.networkInput(alone.encode(Self.images).map(\.whole))
      )
      #expect(mixed.values == single.values)
    }
  }

  @Test func levelsAreNamedByTheFirstByte() throws {
    let network = try SplitNetwork(NarrowNetwork.weights())
    let codecs = try qualities(.shared)
    let scheme = CodecScheme(
      name: "jpeg", codecs: codecs, pieces: StreamPieces(), network: network, normalization: .synthetic)
    for (level, codec) in codecs.enumerated() {
      let messages = try scheme.encode(Self.images, level: level)
      #expect(try messages.map(\.slices[0].payload) == codec.encode(Self.pictures).map { [UInt8(level)] + $0 })
      let alone = CodecScheme(
        name: "jpeg", codecs: [codec], pieces: StreamPieces(), network: network, normalization: .synthetic)
      let (mixed, single) = (
        try scheme.networkInput(messages.map(\.whole)), try alone.networkInput(alone.encode(Self.images).map(\.whole))
      )
      #expect(mixed.values == single.values)
    }
    // Nothing, a level that is none, and a lost first byte are all the mean colour.
    let slice = ReceivedSlice(unit: 0, payload: [7, 1, 2, 3])
    let headless = ReceivedSlice(unit: 0, payload: [0, 1, 2, 3], erasedElements: [0])
    let nothing = try scheme.networkInput([Delivery(), Delivery(slices: [slice]), Delivery(slices: [headless])])
    #expect(nothing.values.allSatisfy { $0 == 0 })
  }

  /// Random damage of every kind ends in some picture.
  @Test func anyDamageIsSurvived() throws {
    let generator = RandomBytes()
    for settings in Self.ways {
      for headers in CodecHeaders.allCases {
        let codecs: [any PictureCodec] = [try JPEGCodec(settings, headers: headers), PNGCodec(headers: headers)]
        for codec in codecs {
          let streams = try codec.encode(Self.pictures)
          let damaged = streams.flatMap { stream in (0..<20).map { _ in generator.damaged(stream) } }
          #expect(try codec.decode(whole(damaged)).allSatisfy { (0...32).contains($0.rows) })
        }
      }
    }
  }
}

extension Message {
  /// All of it, as it was sent.
  var whole: Delivery { Delivery(slices: slices.map { ReceivedSlice(unit: $0.unit, payload: $0.payload) }) }
}

/// Damage, the same ever.
private final class RandomBytes {
  private var state: UInt64 = 7

  private func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  func damaged(_ stream: [UInt8]) -> [UInt8] {
    var stream = stream
    for _ in 0...next(4) {
      let place = next(stream.count)
      switch next(4) {
      case 0: stream[place] ^= 1 << UInt8(next(8))
      case 1: stream[place] = UInt8(next(256))
      case 2: stream.removeSubrange(place..<min(stream.count, place + 1 + next(9)))
      default: stream.removeSubrange(max(1, place)...)
      }
      if stream.isEmpty { stream = [0xFF] }
    }
    return stream
  }
}
