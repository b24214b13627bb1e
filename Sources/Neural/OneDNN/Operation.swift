// One oneDNN primitive with fixed shapes, bound to its buffers.

internal import COneDNN
import Core

/// A primitive that knows its buffers: make it, bind every role, run it any number of times.
package final class Operation {
  /// What a convolution or a normalisation does besides.
  package struct Flags: OptionSet {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }
    package static let bias = Flags(rawValue: UInt32(AIRSLICE_DNNL_WITH_BIAS))
    package static let relu = Flags(rawValue: UInt32(AIRSLICE_DNNL_WITH_RELU))
    /// Adds to what the destination holds.
    package static let accumulate = Flags(rawValue: UInt32(AIRSLICE_DNNL_ACCUMULATE))
    package static let training = Flags(rawValue: UInt32(AIRSLICE_DNNL_FOR_TRAINING))
    /// Normalises with a mean and a variance that are given, not with the batch's.
    package static let globalStatistics = Flags(rawValue: UInt32(AIRSLICE_DNNL_GLOBAL_STATISTICS))
    fileprivate var dnnl: Int32 { Int32(bitPattern: rawValue) }
  }

  /// What a buffer is to an operation.
  package enum Role: UInt32 {
    case source, secondSource, weights, bias, destination, mean, variance, scale, shift, workspace
    case gradientOfSource, gradientOfDestination, gradientOfWeights, gradientOfBias, gradientOfScale, gradientOfShift

    fileprivate var dnnl: airslice_dnnl_role { airslice_dnnl_role(rawValue) }
  }

  private let handle: OpaquePointer
  private let context: Context
  private let what: String
  private var bound: [Role: Buffer] = [:]

  private init(_ what: String, _ context: Context, _ make: (inout OpaquePointer?, OpaquePointer) -> Int32) throws {
    var made: OpaquePointer?
    try check(make(&made, context.handle), what)
    guard let made else { throw AirSliceError(.internal, "oneDNN made no \(what)") }
    (handle, self.context, self.what) = (made, context, what)
  }

  deinit { airslice_dnnl_destroy(handle) }

  /// Binds `buffer` as `role` and keeps it alive. Returns itself, to be chained.
  @discardableResult
  package func bind(_ role: Role, _ buffer: Buffer) throws -> Operation {
    precondition(buffer.byteCount >= byteCount(role), "the buffer is too small for \(what)")
    try check(airslice_dnnl_bind(handle, role.dnnl, buffer.pointer), "\(what) with a buffer as \(role)")
    bound[role] = buffer
    return self
  }

  /// A new buffer of the size that the operation wants as `role`.
  package func makeBuffer(_ role: Role) -> Buffer { Buffer(byteCount: byteCount(role)) }

  /// Bytes that the operation wants as `role`; 0 when it takes none.
  package func byteCount(_ role: Role) -> Int { airslice_dnnl_bytes(handle, role.dnnl) }

  /// Runs to the end.
  package func run() throws { try check(airslice_dnnl_run(handle), what) }

  // MARK: Kinds

  package static func convolution(
    _ context: Context, _ shape: ConvolutionShape, _ precision: Precision, _ flags: Flags
  ) throws -> Operation {
    var shape = shape.dnnl
    return try Operation("a convolution", context) {
      airslice_dnnl_convolution_forward(&$0, $1, &shape, precision.dnnl, flags.dnnl)
    }
  }

  /// The gradient by the input of the convolution `self`.
  package func convolutionBackwardData(_ shape: ConvolutionShape, _ precision: Precision) throws -> Operation {
    var shape = shape.dnnl
    return try Operation("a convolution's backward pass by data", context) {
      airslice_dnnl_convolution_backward_data(&$0, $1, &shape, precision.dnnl, handle)
    }
  }

  /// The gradient by weights, and bias with that flag, of the convolution `self`.
  package func convolutionBackwardWeights(
    _ shape: ConvolutionShape, _ precision: Precision, _ flags: Flags
  ) throws -> Operation {
    var shape = shape.dnnl
    return try Operation("a convolution's backward pass by weights", context) {
      airslice_dnnl_convolution_backward_weights(&$0, $1, &shape, precision.dnnl, flags.dnnl, handle)
    }
  }

  package static func batchNormalization(
    _ context: Context, _ shape: BatchShape, _ precision: Precision, _ flags: Flags
  ) throws -> Operation {
    var shape = shape.dnnl
    return try Operation("batch normalisation", context) {
      airslice_dnnl_batch_normalization_forward(
        &$0, $1, &shape, precision.dnnl, BatchNormalization.epsilon, flags.dnnl)
    }
  }

  package func batchNormalizationBackward(_ shape: BatchShape, _ precision: Precision, _ flags: Flags) throws
    -> Operation
  {
    var shape = shape.dnnl
    return try Operation("batch normalisation's backward pass", context) {
      airslice_dnnl_batch_normalization_backward(
        &$0, $1, &shape, precision.dnnl, BatchNormalization.epsilon, flags.dnnl, handle)
    }
  }

  package static func averagePooling(_ context: Context, _ shape: BatchShape, _ precision: Precision) throws
    -> Operation
  {
    var shape = shape.dnnl
    return try Operation("average pooling", context) {
      airslice_dnnl_average_pooling_forward(&$0, $1, &shape, precision.dnnl)
    }
  }

  package func averagePoolingBackward(_ shape: BatchShape, _ precision: Precision) throws -> Operation {
    var shape = shape.dnnl
    return try Operation("average pooling's backward pass", context) {
      airslice_dnnl_average_pooling_backward(&$0, $1, &shape, precision.dnnl, handle)
    }
  }

  /// destination [left, right], float32 = Σ over rows of source [rows, left] · weights [rows, right].
  package static func productOverRows(
    _ context: Context, rows: Int, left: Int, right: Int, _ precision: Precision
  ) throws -> Operation {
    try Operation("a product of matrices", context) {
      airslice_dnnl_product_over_rows(&$0, $1, Int32(rows), Int32(left), Int32(right), precision.dnnl)
    }
  }

  /// destination = source + second source.
  package static func add(_ context: Context, _ shape: BatchShape, _ precision: Precision) throws -> Operation {
    var shape = shape.dnnl
    return try Operation("a sum", context) { airslice_dnnl_add(&$0, $1, &shape, precision.dnnl) }
  }

  /// Converts activations of `shape` to another layout and type.
  package static func convert(
    _ context: Context, _ shape: BatchShape, from: Precision, to layout: Layout, _ precision: Precision
  ) throws -> Operation {
    var shape = shape.dnnl
    return try Operation("a conversion", context) {
      airslice_dnnl_convert(&$0, $1, &shape, from.dnnl, layout.dnnl, precision.dnnl)
    }
  }

  /// Converts from PyTorch's float32 layout to the one in which this operation takes `role`.
  package func packing(_ role: Role) throws -> Operation {
    try Operation("packing of weights", context) { airslice_dnnl_pack(&$0, $1, handle, role.dnnl) }
  }

  /// Converts from the layout in which this operation leaves `role` to PyTorch's float32 layout.
  package func unpacking(_ role: Role) throws -> Operation {
    try Operation("unpacking of weights", context) { airslice_dnnl_unpack(&$0, $1, handle, role.dnnl) }
  }
}
