// What is written is read again, with the right numbers, and files made elsewhere are understood.

import Core
import Foundation
import Neural
import TemporaryFolder
import Testing

@Suite struct SafetensorsTests {
  /// A file of `header` and `body`, made as the format says and not by our writer.
  static func file(_ header: String, _ body: [UInt8] = []) -> Data {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) } + Data(header.utf8) + Data(body)
  }

  @Test func readsEveryFloatingPointType() throws {
    // Bit patterns from IEEE 754, written by hand: 1.5, −2, the smallest float16 subnormal, π cut to bfloat16.
    let header = """
      {"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"b":{"dtype":"F16","shape":[2],"data_offsets":[8,12]},\
      "c":{"dtype":"BF16","shape":[1],"data_offsets":[12,14]},"d":{"dtype":"F64","shape":[],"data_offsets":[14,22]},\
      "bn.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[22,30]},\
      "empty":{"dtype":"F32","shape":[0,3],"data_offsets":[30,30]},"__metadata__":{"who":"ñ\\n"}}
      """
    let body: [UInt8] = [
      0x00, 0x00, 0xC0, 0x3F, 0x00, 0x00, 0x00, 0xC0, 0x01, 0x00, 0x00, 0xC0, 0x49, 0x40,
      0x9A, 0x99, 0x99, 0x99, 0x99, 0x99, 0xB9, 0x3F, 1, 0, 0, 0, 0, 0, 0, 0,
    ]
    let file = try SafetensorsFile(content: Self.file(header, body), path: "hand.safetensors")
    let arrays = try file.arrays()
    #expect(arrays["a"] == NamedArray(shape: [2, 1], values: [1.5, -2]))
    #expect(arrays["b"] == NamedArray(shape: [2], values: [0x1p-24, -2]))
    #expect(arrays["c"] == NamedArray(shape: [1], values: [3.140625]))
    #expect(arrays["d"] == NamedArray(shape: [], values: [0.1]))
    #expect(arrays["empty"] == NamedArray(shape: [0, 3], values: []))
    #expect(arrays.count == 5)
    #expect(try file.values(of: "d", as: Double.self).values == [0.1])
    #expect(file.metadata == ["who": "ñ\n"])
  }

  @Test(arguments: SafetensorsFormat.allCases) func roundTrip(_ format: SafetensorsFormat) throws {
    let folder = try TemporaryFolder()
    let arrays = [
      "z \"quoted\" \\ ü\u{1}": NamedArray(shape: [], values: [0.5]),
      "a": NamedArray(shape: [2, 3], values: [0, -0.0, 1, -2, 0.25, 1024]),
      "none": NamedArray(shape: [4, 0], values: []),
    ]
    let metadata = ["seed": "7", "quote": "\"\\\n\u{1F4E1}"]
    try SafetensorsFile.write(arrays, metadata: metadata, as: format, to: folder.path("first"))
    let (tensors, read) = try SafetensorsFile.read(folder.path("first"))
    #expect(tensors == arrays)
    #expect(tensors["a"]?.values[1].sign == .minus)
    #expect(read == metadata)
    try SafetensorsFile.write(arrays, metadata: metadata, as: format, to: folder.path("second"))
    #expect(FileManager.default.contentsEqual(atPath: folder.path("first"), andPath: folder.path("second")))
  }

  @Test func roundsToNearestTiesToEven() throws {
    let folder = try TemporaryFolder()
    func written(_ values: [Float], _ format: SafetensorsFormat) throws -> [Float] {
      try SafetensorsFile.write(
        ["x": NamedArray(shape: [values.count], values: values)], as: format, to: folder.path("x"))
      return try SafetensorsFile.read(folder.path("x")).tensors["x"]?.values ?? []
    }
    // bfloat16 has 7 fraction bits, float16 has 10: halfway values go to the even neighbour.
    #expect(
      try written([1 + 0x1p-8, 1 + 0x3p-8, 1 + 0x1p-8 + 0x1p-20, -1 - 0x1p-8], .bfloat16) == [
        1, 1 + 0x1p-6, 1 + 0x1p-7, -1,
      ])
    #expect(
      try written([1 + 0x1p-11, 1 + 0x3p-11, 1 + 0x1p-11 + 0x1p-20], .float16) == [1, 1 + 0x1p-9, 1 + 0x1p-10])
    let special = try written([.nan, .infinity, -.infinity], .bfloat16)
    #expect(special[0].isNaN && special[1] == .infinity && special[2] == -.infinity)
  }

  @Test func refusesWhatTheFormatCannotHold() throws {
    let folder = try TemporaryFolder()
    let large = ["x": NamedArray(shape: [2], values: [1, 65_520])]
    #expect(throws: AirSliceError.data("tensor 'x' holds 65520.0, too large for float16", file: folder.path("x"))) {
      try SafetensorsFile.write(large, as: .float16, to: folder.path("x"))
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path("x")))
    let largest = ["x": NamedArray(shape: [1], values: [.greatestFiniteMagnitude])]
    #expect(throws: AirSliceError.self) {
      try SafetensorsFile.write(largest, as: .bfloat16, to: folder.path("x"))
    }
    try SafetensorsFile.write(large, as: .bfloat16, to: folder.path("x"))
  }

  @Test func weightsKeepArchitectureAndProvenance() throws {
    let folder = try TemporaryFolder()
    let weights = try Weights.sample(Architecture(widthMultiplier: 0.125, classes: 7), seed: 3)
    try weights.write(to: folder.path("w"), as: .float32)
    let read = try Weights(contentsOf: folder.path("w"))
    #expect(read.architecture == weights.architecture)
    #expect(read.entries == weights.entries)
    #expect(read.metadata == weights.metadata)
  }

  @Test(arguments: [0.125, 0.25, 0.33, 0.34, 0.5, 0.75, 0.97, 1, 1.4, 2]) func infersTheArchitecture(_ width: Double)
    throws
  {
    let folder = try TemporaryFolder()
    let weights = try Weights.sample(Architecture(widthMultiplier: width, classes: 12), seed: 1)
    // As PyTorch leaves it: no architecture among the metadata.
    try SafetensorsFile.write(weights.entries, as: .bfloat16, to: folder.path("w"))
    let read = try Weights(contentsOf: folder.path("w"))
    #expect(read.architecture == weights.architecture)
  }
}

extension Weights {
  /// Weights with numbers that follow from `seed`, positive where variances are.
  static func sample(_ architecture: Architecture, seed: UInt64) throws -> Weights {
    var generator = SplitMix64(seed: seed)
    var entries: [String: NamedArray] = [:]
    for parameter in architecture.parameterShapes {
      let low: Float = parameter.name.hasSuffix("running_var") ? 0.5 : -1
      let values = (0..<parameter.count).map { _ in Float.random(in: low...1.5, using: &generator) }
      entries[parameter.name] = NamedArray(shape: parameter.shape, values: values)
    }
    return try Weights(
      architecture: architecture, entries: entries, metadata: ["seed": "\(seed)", "command": "a \"test\""],
      source: "sample")
  }
}

/// S. Vigna's SplitMix64: numbers for tests that are the same everywhere.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
