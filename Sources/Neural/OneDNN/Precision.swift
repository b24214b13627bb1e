// The types of number that networks compute in.

internal import COneDNN

/// The type of the numbers that activations and convolutions use; statistics, gradients of weights and the weights
/// that are trained stay float32.
public enum Precision: String, Sendable, CaseIterable {
  /// IEEE 754 binary32.
  case float32
  /// The upper half of a float32: 8 bits of exponent, 7 of fraction. Needs AVX-512.
  case bfloat16

  var dnnl: airslice_dnnl_type { self == .float32 ? AIRSLICE_DNNL_FLOAT32 : AIRSLICE_DNNL_BFLOAT16 }
  var byteCount: Int { self == .float32 ? 4 : 2 }
}
