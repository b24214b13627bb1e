// Reading and writing safetensors files: the weights format that PyTorch users have, without pickle's dangers.
// Format: 8 bytes of header length, little-endian; a JSON header; the tensors' bytes, without gaps.

import Core
import Foundation

/// A safetensors file in memory, its header checked.
package struct SafetensorsFile: Sendable {
  private let content: Data
  private let path: String
  private let header: SafetensorsHeader

  /// The strings under `__metadata__`.
  package var metadata: [String: String] { header.metadata }
  /// The tensors' names in the order of their bytes.
  package var names: [String] { header.entries.map(\.name) }

  /// Reads the file at `path`.
  /// - Throws: `missingInput` without a file, `io` when it cannot be read, `data` when it is not as the format says.
  package init(contentsOf path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw AirSliceError(.missingInput, "no such file", at: .init(file: path))
    }
    guard !isFolder.boolValue else {
      throw AirSliceError(.missingInput, "is a folder: name a safetensors file", at: .init(file: path))
    }
    guard let content = FileManager.default.contents(atPath: path) else {
      throw AirSliceError(.io, "cannot read", at: .init(file: path))
    }
    try self.init(content: content, path: path)
  }

  /// Takes the bytes of a whole file; `path` names it in errors.
  package init(content: Data, path: String) throws {
    (self.content, self.path) = (content, path)
    header = try SafetensorsHeader(of: content, path: path)
  }

  /// The shape and numbers of the tensor `name`; float64 narrowed to `Float` is rounded to nearest.
  /// - Throws: `data` when there is none of that name, or its numbers are not floating point.
  package func values<Number: BinaryFloatingPoint>(
    of name: String, as _: Number.Type = Number.self
  ) throws -> (shape: [Int], values: [Number]) {
    guard let entry = header.entries.first(where: { $0.name == name }) else {
      throw AirSliceError.data("no tensor \(quoted(name))", file: path)
    }
    return (entry.shape, try numbers(entry))
  }

  /// All tensors as float32; PyTorch's `num_batches_tracked` counters, which are integers, are left out.
  /// - Throws: `data` when another tensor's numbers are not floating point.
  package func arrays() throws -> [String: NamedArray] {
    var arrays: [String: NamedArray] = [:]
    for entry in header.entries where !entry.name.hasSuffix("num_batches_tracked") {
      arrays[entry.name] = NamedArray(shape: entry.shape, values: try numbers(entry))
    }
    return arrays
  }

  private func numbers<Number: BinaryFloatingPoint>(_ entry: SafetensorsHeader.Entry) throws -> [Number] {
    let decoded = content.withUnsafeBytes { file in
      entry.type.decode(UnsafeRawBufferPointer(rebasing: file[entry.range]), as: Number.self)
    }
    guard let decoded else {
      throw AirSliceError.data(
        "tensor \(quoted(entry.name)) is of dtype \(entry.type.rawValue): F32, F16, BF16 and F64 can be read",
        file: path)
    }
    return decoded
  }

  /// Every tensor of the file at `path` as float32, and its metadata.
  package static func read(_ path: String) throws -> (tensors: [String: NamedArray], metadata: [String: String]) {
    let file = try SafetensorsFile(contentsOf: path)
    return (try file.arrays(), file.metadata)
  }

  /// Writes `arrays`, in the order of their names, and `metadata` to `path`; equal input gives equal bytes.
  /// - Throws: `data` when a number is too large for `format`, `cannotCreate` or `io` when the file cannot be written.
  package static func write(
    _ arrays: [String: NamedArray], metadata: [String: String] = [:], as format: SafetensorsFormat = .float32,
    to path: String
  ) throws {
    let names = arrays.keys.sorted()
    var members = [
      "\"__metadata__\":{"
        + metadata.sorted { $0.key < $1.key }.map { "\(json($0.key)):\(json($0.value))" }.joined(separator: ",") + "}"
    ]
    var body: [UInt8] = []
    body.reserveCapacity(arrays.values.reduce(0) { $0 + $1.values.count } * format.bytes)
    for name in names {
      guard let array = arrays[name] else { continue }
      let begin = body.count
      if let value = format.encode(array.values, into: &body) {
        throw AirSliceError.data("tensor \(quoted(name)) holds \(value), too large for \(format)", file: path)
      }
      let shape = array.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(json(name)):{\"dtype\":\"\(format.rawValue)\",\"shape\":[\(shape)],\"data_offsets\":[\(begin),\(body.count)]}"
      )
    }
    var header = Data("{\(members.joined(separator: ","))}".utf8)
    // Spaces up to a multiple of 8, so that readers that map the file find the numbers aligned.
    header.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - header.count % 8) % 8))
    var file = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) }
    file.append(header)
    file.append(contentsOf: body)
    try AtomicFile.write(file, to: path)
  }

  /// `text` as a JSON string.
  private static func json(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case _ where scalar.value < 32: String(format: "\\u%04x", scalar.value)
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
