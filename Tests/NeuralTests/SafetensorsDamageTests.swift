// Damaged and lying safetensors files: one clear line each, and never a trap.

import Core
import Foundation
import Neural
import TemporaryFolder
import Testing

@Suite struct SafetensorsDamageTests {
  /// The fault that reading `content` gives; nil when it is accepted.
  private static func fault(_ content: Data) -> AirSliceError? {
    do {
      _ = try SafetensorsFile(content: content, path: "bad.safetensors").arrays()
      return nil
    } catch {
      return error as? AirSliceError ?? AirSliceError(.internal, "another error: \(error)")
    }
  }

  private static func entry(_ shape: String, _ offsets: String, _ dtype: String = "F32") -> String {
    #"{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":\#(offsets)}"#
  }

  @Test(arguments: [
    // (header, bytes of data, what the one line must say)
    (#"{"a":\#(entry("[2]", "[0,8]"))}"#, 7, "ends at byte 8 of 7"),
    (#"{"a":\#(entry("[2]", "[0,8]"))}"#, 9, "1 bytes at the end belong to no tensor"),
    (#"{"a":\#(entry("[2]", "[8,0]"))}"#, 8, "[begin, end] is right"),
    (#"{"a":\#(entry("[2]", "[-8,0]"))}"#, 8, "[begin, end] is right"),
    (#"{"a":\#(entry("[2]", "[0]"))}"#, 8, "[begin, end] is right"),
    (#"{"a":\#(entry("[2]", "[0,9223372036854775807]"))}"#, 8, "ends at byte 9223372036854775807"),
    (#"{"a":\#(entry("[2]", "[0,9223372036854775808]"))}"#, 8, "whole numbers below 2^63"),
    (#"{"a":\#(entry("[2]", "[0,7.5]"))}"#, 8, "whole numbers below 2^63"),
    (#"{"a":\#(entry("[3]", "[0,8]"))}"#, 8, "has 8 bytes; F32 [3] needs 12"),
    (#"{"a":\#(entry("[9223372036854775808]", "[0,8]"))}"#, 8, "whole numbers below 2^63"),
    (#"{"a":\#(entry("[4611686018427387904]", "[0,8]"))}"#, 8, "impossible shape"),
    (#"{"a":\#(entry("[4294967296,4294967296,0]", "[0,0]"))}"#, 0, "impossible shape"),
    (#"{"a":\#(entry("[-2]", "[0,8]"))}"#, 8, "impossible shape"),
    (#"{"a":\#(entry("[-1,-2]", "[0,8]"))}"#, 8, "impossible shape"),
    (#"{"a":\#(entry("[2]", "[0,8]", "F31"))}"#, 8, "unknown dtype 'F31'"),
    (#"{"a":\#(entry("[1]", "[0,8]", "I64"))}"#, 8, "is of dtype I64"),
    (#"{"a":\#(entry("[2]", "[0,8]")),"b":\#(entry("[2]", "[4,12]"))}"#, 12, "'b' overlaps"),
    (#"{"a":\#(entry("[2]", "[0,8]")),"b":\#(entry("[2]", "[0,8]"))}"#, 8, "'b' overlaps"),
    (#"{"a":\#(entry("[2]", "[0,8]")),"b":\#(entry("[1]", "[12,16]"))}"#, 16, "'b' leaves a gap"),
    (#"{"a":\#(entry("[2]", "[4,12]"))}"#, 12, "'a' leaves a gap"),
    (#"{"a":\#(entry("[2]", "[0,8]")),"a":\#(entry("[2]", "[0,8]"))}"#, 8, "'a' twice"),
    (#"{"a":\#(entry("[2]", "[0,8]")),"\u0061":\#(entry("[2]", "[8,16]"))}"#, 16, "'a' twice"),
    (#"{"__metadata__":{},"__metadata__":{}}"#, 0, "'__metadata__' twice"),
    (#"{"__metadata__":{"a":1}}"#, 0, "__metadata__ is not an object of strings"),
    (#"{"a":[]}"#, 0, "'a' lacks a dtype"),
    (#"{"a":{"dtype":"F32","shape":[0]}}"#, 0, "'a' lacks a dtype"),
    ("[]", 0, "not a JSON object"),
    ("", 0, "not a JSON object"),
    (#"{"a":"#, 0, "not a JSON object"),
    (#"{"a":1}}"#, 0, "the header"),
  ])
  func saysWhatIsWrong(_ header: String, _ bytes: Int, _ expected: String) throws {
    let fault = Self.fault(SafetensorsTests.file(header, [UInt8](repeating: 0, count: bytes)))
    let found = try #require(fault, "accepted \(header.prefix(200))")
    #expect(found.kind == .data)
    #expect(found.location?.file == "bad.safetensors")
    #expect(found.message.contains(expected), "\(found.message)")
    #expect(!found.description.contains("\n"))
  }

  @Test func lyingLengths() throws {
    for length: UInt64 in [3, 1 << 20, 100_000_001, 1 << 62, 1 << 63, .max] {
      let content = withUnsafeBytes(of: length.littleEndian) { Data($0) } + Data("{}".utf8)
      #expect(Self.fault(content)?.message.contains("the header would be \(length) bytes") == true)
    }
    for count in 0..<8 {
      #expect(Self.fault(Data(repeating: 0, count: count))?.message.contains("too few") == true)
    }
  }

  @Test func headersThatAreNoText() {
    let deep = String(repeating: #"{"a":"#, count: 100_000)
    #expect(Self.fault(SafetensorsTests.file(deep))?.message.contains("the header") == true)
    #expect(Self.fault(SafetensorsTests.file("{\0}"))?.message.contains("not a JSON object in UTF-8") == true)
    let notUTF8 = Data([2 + 5, 0, 0, 0, 0, 0, 0, 0]) + Data("{\"".utf8) + Data([0xFF, 0x22, 0x3A, 0x30, 0x7D])
    #expect(Self.fault(notUTF8)?.message.contains("not a JSON object in UTF-8") == true)
  }

  @Test func missingFilesAndFolders() throws {
    let folder = try TemporaryFolder()
    for path in [folder.path("none"), folder.path(".")] {
      let error = #expect(throws: AirSliceError.self) { try Weights(contentsOf: path) }
      #expect(error?.kind == .missingInput)
      #expect(error?.location?.file == path)
    }
  }

  @Test func weightsOfAnotherNetwork() throws {
    let folder = try TemporaryFolder()
    func fault(_ arrays: [String: NamedArray], _ metadata: [String: String] = [:]) throws -> AirSliceError? {
      try SafetensorsFile.write(arrays, metadata: metadata, to: folder.path("w"))
      return #expect(throws: AirSliceError.self) { try Weights(contentsOf: folder.path("w")) }
    }
    let weights = try Weights.sample(Architecture(widthMultiplier: 0.25), seed: 2)
    #expect(try fault(["x": NamedArray(shape: [1], values: [0])])?.message.contains("linear.weight") == true)
    #expect(try fault(weights.entries, ["architecture": "resnet18"])?.message.contains("'resnet18'") == true)
    let narrow = Architecture(widthMultiplier: 0.125).name
    #expect(try fault(weights.entries, ["architecture": narrow])?.message.contains("\(narrow) needs") == true)
    var entries = weights.entries
    entries["layers.3.conv1.weight"] = nil
    #expect(try fault(entries)?.message.contains("no tensor 'layers.3.conv1.weight'") == true)
    entries = weights.entries
    entries["bn1.bias"]?.values[0] = .nan
    #expect(try fault(entries)?.message.contains("'bn1.bias' holds a number that is not finite") == true)
    entries = weights.entries
    entries["bn1.running_var"]?.values[3] = -1e-3
    #expect(try fault(entries)?.message.contains("'bn1.running_var' holds a negative variance") == true)
    entries = weights.entries
    entries["extra\n"] = NamedArray(shape: [1], values: [0])
    #expect(try fault(entries)?.message.contains("unknown tensor 'extra") == true)
    entries = ["linear.weight": NamedArray(shape: [1, 0, 4096], values: [])]
    #expect(try fault(entries)?.kind == .data)
  }

  /// 6,000 files with random damage are accepted or refused with one line of kind `data`; a trap would end the test.
  @Test func damageNeverTraps() throws {
    let header = """
      {"__metadata__":{"architecture":"mobilenetv2-cifar w0.5 c10"},\
      "a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"b":{"dtype":"F16","shape":[2],"data_offsets":[8,12]},\
      "n.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[12,20]}}
      """
    let good = SafetensorsTests.file(header, (0..<20).map { UInt8($0) })
    #expect(Self.fault(good) == nil)
    let tokens = [
      "{", "}", "[", "]", "\"", "\\", ":", ",", "-", "0", "9223372036854775808", "1e999", "null", "\\ud800",
    ]
    var generator = SplitMix64(seed: 20_260)
    var accepted = 0
    for _ in 0..<6_000 {
      var bytes = [UInt8](good)
      for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[place] = .random(in: .min ... .max, using: &generator)
        case 2: bytes.removeLast(bytes.count - place)
        case 3: bytes.insert(contentsOf: Array(tokens.randomElement(using: &generator)!.utf8), at: place)
        case 4: bytes.remove(at: place)
        default: bytes[place] = UInt8(ascii: "0") + .random(in: 0..<10, using: &generator)
        }
      }
      if Bool.random(using: &generator), bytes.count >= 8 {
        // A right header length lets the damage reach what lies behind the first check.
        let length = UInt64(max(0, min(bytes.count - 8, header.utf8.count + bytes.count - good.count)))
        withUnsafeBytes(of: length.littleEndian) { bytes.replaceSubrange(0..<8, with: $0) }
      }
      if let fault = Self.fault(Data(bytes)) {
        #expect(fault.kind == .data)
        #expect(!fault.description.contains("\n"))
      } else {
        accepted += 1
      }
    }
    // Damage to the numbers alone is no fault of the format; damage to the header nearly always is.
    #expect((1..<3_000).contains(accepted))
  }
}
