// The header of a safetensors file: JSON that comes from anywhere, so nothing in it is believed unchecked.

import Core
import Foundation

/// The checked header: every tensor lies within the data, as long as its shape says, without overlaps or gaps.
struct SafetensorsHeader {
  /// One tensor of a file.
  struct Entry: Sendable {
    var name: String
    var type: SafetensorsType
    var shape: [Int]
    /// Its bytes, counted from the start of the file.
    var range: Range<Int>
  }

  /// The tensors in the order of their bytes.
  var entries: [Entry]
  /// The strings under `__metadata__`.
  var metadata: [String: String]

  /// The reference implementation's limit on the header's length [byte].
  private static let longest: UInt64 = 100_000_000

  /// Reads and checks the header of `file`, a whole safetensors file; `path` names it in errors.
  init(of file: Data, path: String) throws {
    func fault(_ message: String) -> AirSliceError { .data(message, file: path) }
    guard file.count >= 8 else {
      throw fault("\(file.count) bytes are too few for a safetensors file: is it cut short?")
    }
    let length = file.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard length <= Self.longest, length <= UInt64(file.count - 8) else {
      throw fault("the header would be \(length) bytes long in a file of \(file.count): cut short or no safetensors")
    }
    let start = file.startIndex + 8
    let text = Data(file[start..<start + Int(length)])
    guard text.first == UInt8(ascii: "{"), !text.contains(0), String(validating: text, as: UTF8.self) != nil else {
      throw fault("the header is not a JSON object in UTF-8")
    }
    let content: Content
    do {
      content = try JSONDecoder().decode(Content.self, from: text)
    } catch let entryFault as Content.Fault {
      throw fault(entryFault.message)
    } catch {
      throw fault("the header is not a JSON object")
    }
    if let name = Self.repeatedKey(in: text) { throw fault("the header has \(name) twice") }
    metadata = content.metadata
    entries = try content.tensors.map { name, raw in
      try Self.check(name, raw, dataStart: 8 + Int(length), fileEnd: file.count, fault: fault)
    }
    entries.sort { first, second in
      (first.range.lowerBound, first.range.upperBound, first.name)
        < (second.range.lowerBound, second.range.upperBound, second.name)
    }
    var end = 8 + Int(length)
    for entry in entries {
      guard entry.range.lowerBound == end else {
        let what = entry.range.lowerBound < end ? "overlaps the one before it" : "leaves a gap before it"
        throw fault("tensor \(quoted(entry.name)) \(what): its bytes should begin at \(end - 8 - Int(length))")
      }
      end = entry.range.upperBound
    }
    guard end == file.count else {
      throw fault("\(file.count - end) bytes at the end belong to no tensor")
    }
  }

  /// One tensor's description made into an ``Entry``, without a sum or product that could overflow.
  private static func check(
    _ name: String, _ raw: Content.Tensor, dataStart: Int, fileEnd: Int, fault: (String) -> AirSliceError
  ) throws -> Entry {
    guard let type = SafetensorsType(rawValue: raw.dtype) else {
      throw fault("tensor \(quoted(name)) has the unknown dtype \(quoted(raw.dtype))")
    }
    var bytes = type.bytes
    for size in raw.shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else {
        throw fault("tensor \(quoted(name)) has the impossible shape \(raw.shape.prefix(8))")
      }
      bytes = product
    }
    guard raw.dataOffsets.count == 2, raw.dataOffsets[0] >= 0, raw.dataOffsets[0] <= raw.dataOffsets[1] else {
      throw fault("tensor \(quoted(name)) has data_offsets \(raw.dataOffsets.prefix(8)): [begin, end] is right")
    }
    let (begin, end) = (raw.dataOffsets[0], raw.dataOffsets[1])
    guard end <= fileEnd - dataStart else {
      throw fault("tensor \(quoted(name)) ends at byte \(end) of \(fileEnd - dataStart): is the file cut short?")
    }
    guard end - begin == bytes else {
      throw fault("tensor \(quoted(name)) has \(end - begin) bytes; \(raw.dtype) \(raw.shape.prefix(8)) needs \(bytes)")
    }
    return Entry(name: name, type: type, shape: raw.shape, range: dataStart + begin..<dataStart + end)
  }

  /// The first key of the outermost object of `json`, valid JSON, that occurs twice: decoders keep one and are silent.
  private static func repeatedKey(in json: Data) -> String? {
    var keys = Set<Data>()
    var (depth, stringStart, lastString, escaped) = (0, nil as Int?, json.startIndex..<json.startIndex, false)
    for (index, byte) in zip(json.indices, json) {
      if let start = stringStart {
        if escaped {
          escaped = false
        } else if byte == UInt8(ascii: "\\") {
          escaped = true
        } else if byte == UInt8(ascii: "\"") {
          (lastString, stringStart) = (start..<index + 1, nil)
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): stringStart = index
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ":") where depth == 1:
        // Two spellings of one key ("a" and "\u0061") are the same key.
        let key = (try? JSONDecoder().decode(String.self, from: json[lastString])) ?? ""
        if !keys.insert(Data(key.utf8)).inserted { return quoted(key) }
      default: break
      }
    }
    return nil
  }
}

/// The header's JSON as it stands, its types checked but no value.
private struct Content: Decodable {
  struct Tensor: Decodable {
    var dtype: String
    var shape: [Int]
    var dataOffsets: [Int]
    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case dataOffsets = "data_offsets"
    }
  }
  struct Fault: Error { var message: String }
  struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  var tensors: [(String, Tensor)] = []
  var metadata: [String: String] = [:]

  init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: Key.self)
    for key in object.allKeys {
      let isMetadata = key.stringValue == "__metadata__"
      do {
        if isMetadata {
          metadata = try object.decode([String: String].self, forKey: key)
        } else {
          tensors.append((key.stringValue, try object.decode(Tensor.self, forKey: key)))
        }
      } catch {
        throw Fault(
          message: isMetadata
            ? "__metadata__ is not an object of strings"
            : "tensor \(quoted(key.stringValue)) lacks a dtype, a shape or data_offsets that are whole numbers below 2^63"
        )
      }
    }
  }
}

/// `name`, which comes from a file, in quotes on one line of bearable length.
func quoted(_ name: String) -> String {
  let visible = name.unicodeScalars.prefix(80).map { $0.value < 32 || $0.value == 127 ? "?" : String($0) }.joined()
  return "'\(visible)\(name.unicodeScalars.count > 80 ? "…" : "")'"
}
