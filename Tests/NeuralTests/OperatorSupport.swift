// oneDNN's operations as the shim offers them, with buffers that take and give plain numbers.

import COneDNN
import Foundation
import Neural
import ReferenceNetwork
import Testing

/// A type of number, with the largest difference allowed relative to a tensor's largest value.
enum Accuracy: String, CaseIterable, Sendable {
  case float32, bfloat16

  /// Those that this processor has kernels for: bfloat16 needs AVX-512.
  static let supported: [Accuracy] = Precision.bfloat16.isSupported ? allCases : [.float32]

  var type: airslice_dnnl_type { self == .float32 ? AIRSLICE_DNNL_FLOAT32 : AIRSLICE_DNNL_BFLOAT16 }
  var tolerance: Double { self == .float32 ? 1e-5 : 1e-2 }

  /// The nearest value of this type: both sides of a comparison get equal inputs.
  func rounded(_ value: Double) -> Double {
    let bits = Float(value).bitPattern
    return self == .float32
      ? Double(Float(value)) : Double(Float(bitPattern: (bits + 0x7FFF + (bits >> 16 & 1)) & ~0xFFFF))
  }
}

/// How activations lie in memory.
enum Layout: String, CaseIterable, Sendable {
  case channelsLast, channelsFirst, blocked

  var dnnl: airslice_dnnl_layout {
    switch self {
    case .channelsLast: AIRSLICE_DNNL_CHANNELS_LAST
    case .channelsFirst: AIRSLICE_DNNL_CHANNELS_FIRST
    case .blocked: AIRSLICE_DNNL_BLOCKED
    }
  }

  /// Elements of `shape` with the channels that fill up the last block.
  func count(_ shape: FeatureShape) -> Int {
    (self == .blocked ? (shape.channels + 15) / 16 * 16 : shape.channels) * shape.height * shape.width
  }

  /// The place of every element of `count` features of `shape`, in the order batch, channel, row, column.
  func places(_ count: Int, _ shape: FeatureShape) -> [Int] {
    let (channels, area) = (shape.channels, shape.height * shape.width)
    return (0..<count * shape.count).map { index in
      let (image, channel, position) = (index / shape.count, index / area % channels, index % area)
      return switch self {
      case .channelsFirst: index
      case .channelsLast: (image * area + position) * channels + channel
      case .blocked: ((image * ((channels + 15) / 16) + channel / 16) * area + position) * 16 + channel % 16
      }
    }
  }
}

/// An engine of the shim.
final class ShimContext {
  let handle: OpaquePointer

  init(threads: Int32 = 1) throws {
    var made: OpaquePointer?
    #expect(airslice_dnnl_context_create(&made, threads) == 0)
    handle = try #require(made)
  }

  deinit { airslice_dnnl_context_destroy(handle) }
}

/// One operation with buffers of its own.
final class ShimOperation {
  private let context: ShimContext
  let handle: OpaquePointer
  private var buffers: [UInt32: UnsafeMutableRawPointer] = [:]

  init(_ context: ShimContext, _ make: (inout OpaquePointer?, OpaquePointer) -> Int32) throws {
    self.context = context
    var made: OpaquePointer?
    let status = make(&made, context.handle)
    #expect(status == 0, "\(String(cString: airslice_dnnl_status_text(status)))")
    handle = try #require(made)
  }

  deinit {
    airslice_dnnl_destroy(handle)
    buffers.values.forEach { $0.deallocate() }
  }

  /// The buffer for `role`, made and bound at first use; full of NaN, so that what is not written is seen.
  func buffer(_ role: airslice_dnnl_role) -> UnsafeMutableRawPointer {
    if let found = buffers[role.rawValue] { return found }
    let bytes = airslice_dnnl_bytes(handle, role)
    let made = UnsafeMutableRawPointer.allocate(byteCount: max(bytes, 64), alignment: 64)
    made.initializeMemory(as: UInt8.self, repeating: 0xFF, count: max(bytes, 64))
    buffers[role.rawValue] = made
    #expect(airslice_dnnl_bind(handle, role, made) == 0)
    return made
  }

  /// Uses the buffer that `other` has for `otherRole`.
  func share(_ role: airslice_dnnl_role, with other: ShimOperation, _ otherRole: airslice_dnnl_role? = nil) {
    #expect(airslice_dnnl_bind(handle, role, other.buffer(otherRole ?? role)) == 0)
  }

  func set(_ role: airslice_dnnl_role, _ values: [Float], _ accuracy: Accuracy = .float32) {
    let target = buffer(role)
    for (index, value) in values.enumerated() {
      switch accuracy {
      case .float32: target.storeBytes(of: value, toByteOffset: index * 4, as: Float.self)
      case .bfloat16:
        target.storeBytes(of: UInt16(value.bitPattern >> 16), toByteOffset: index * 2, as: UInt16.self)
      }
    }
  }

  func set(_ role: airslice_dnnl_role, _ features: Features<Double>, _ accuracy: Accuracy, _ layout: Layout) {
    var values = [Float](repeating: 0, count: features.count * layout.count(features.shape))
    for (place, value) in zip(layout.places(features.count, features.shape), features.values) {
      values[place] = Float(value)
    }
    set(role, values, accuracy)
  }

  func numbers(_ role: airslice_dnnl_role, _ count: Int, _ accuracy: Accuracy = .float32) -> [Float] {
    let source = buffer(role)
    return (0..<count).map { index in
      switch accuracy {
      case .float32: source.load(fromByteOffset: index * 4, as: Float.self)
      case .bfloat16:
        Float(bitPattern: UInt32(source.load(fromByteOffset: index * 2, as: UInt16.self)) << 16)
      }
    }
  }

  func features(
    _ role: airslice_dnnl_role, _ count: Int, _ shape: FeatureShape, _ accuracy: Accuracy, _ layout: Layout
  ) -> Features<Double> {
    let values = numbers(role, count * layout.count(shape), accuracy)
    return Features(count: count, shape: shape, values: layout.places(count, shape).map { Double(values[$0]) })
  }

  /// Puts `weights`, in PyTorch's layout, into the layout that this operation wants.
  func pack(_ weights: [Double]) throws {
    let packing = try ShimOperation(context) { airslice_dnnl_pack(&$0, $1, handle, AIRSLICE_DNNL_WEIGHTS) }
    packing.set(AIRSLICE_DNNL_SOURCE, weights.map { Float($0) })
    packing.share(AIRSLICE_DNNL_DESTINATION, with: self, AIRSLICE_DNNL_WEIGHTS)
    packing.run()
  }

  /// The gradient by the weights in PyTorch's layout.
  func unpackedGradient(_ count: Int) throws -> [Double] {
    let role = AIRSLICE_DNNL_GRADIENT_OF_WEIGHTS
    let unpacking = try ShimOperation(context) { airslice_dnnl_unpack(&$0, $1, handle, role) }
    unpacking.share(AIRSLICE_DNNL_SOURCE, with: self, role)
    _ = unpacking.buffer(AIRSLICE_DNNL_DESTINATION)
    unpacking.run()
    return unpacking.numbers(AIRSLICE_DNNL_DESTINATION, count).map(Double.init)
  }

  func run() { #expect(airslice_dnnl_run(handle) == 0) }
}

extension FeatureShape {
  func dnnl(_ batch: Int, _ layout: Layout) -> airslice_dnnl_shape {
    airslice_dnnl_shape(
      batch: Int32(batch), channels: Int32(channels), height: Int32(height), width: Int32(width), layout: layout.dnnl)
  }
}

/// Numbers between −1 and 1 that `accuracy` can hold.
func randomNumbers(_ count: Int, _ accuracy: Accuracy, _ generator: inout SplitMix64) -> [Double] {
  (0..<count).map { _ in accuracy.rounded(.random(in: -1...1, using: &generator)) }
}

func randomFeatures(
  _ count: Int, _ shape: FeatureShape, _ accuracy: Accuracy, _ generator: inout SplitMix64
) -> Features<Double> {
  Features(count: count, shape: shape, values: randomNumbers(count * shape.count, accuracy, &generator))
}

/// Largest difference relative to the largest expected value; NaN counts as infinite.
func relativeDifference(_ found: [Double], _ expected: [Double]) -> Double {
  guard found.count == expected.count, !found.contains(where: \.isNaN) else { return .infinity }
  return largestDifference(found, expected) / (expected.map(\.magnitude).max() ?? 1)
}
