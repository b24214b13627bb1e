// The types of number that networks compute in.

internal import COneDNN
import Core

/// The type of the numbers that activations and convolutions use; statistics, gradients of weights and the weights
/// that are trained stay float32.
public enum Precision: String, Sendable, CaseIterable {
  /// IEEE 754 binary32.
  case float32
  /// The upper half of a float32: 8 bits of exponent, 7 of fraction. Needs AVX-512.
  case bfloat16

  var dnnl: airslice_dnnl_type { self == .float32 ? AIRSLICE_DNNL_FLOAT32 : AIRSLICE_DNNL_BFLOAT16 }
  /// Bytes of one number.
  package var byteCount: Int { self == .float32 ? 4 : 2 }

  /// Whether this processor multiplies matrices of it in tiles (AMX), many times as fast as in vectors.
  package var hasTiles: Bool { self == .bfloat16 && airslice_dnnl_has_tiles() != 0 }

  /// Whether this processor has kernels for it: bfloat16 needs AVX-512 (`ONEDNN_MAX_CPU_ISA=AVX2` hides it).
  package var isSupported: Bool {
    let shape = BatchShape(batch: 1, features: FeatureShape(channels: 16, height: 4, width: 4), layout: .blocked)
    let convolution = ConvolutionShape(input: shape, outputChannels: 16, outputLayout: .blocked)
    return (try? Operation.convolution(Context(threads: 1), convolution, self, .training)) != nil
  }

  /// - Throws: `usage` where the processor has no kernels for it.
  func requireSupport() throws {
    guard isSupported else {
      throw AirSliceError(.usage, "this processor has no kernels for \(rawValue) (AVX-512): choose float32")
    }
  }
}
