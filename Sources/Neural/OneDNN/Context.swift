// The engine that operations are made and run in.

internal import COneDNN
import Core

/// Turns an oneDNN status into an error: the one place where that happens.
func check(_ status: Int32, _ what: String) throws {
  guard status == 0 else {
    throw AirSliceError(.internal, "oneDNN cannot do \(what): \(String(cString: airslice_dnnl_status_text(status)))")
  }
}

/// An engine with a number of OpenMP threads. A context and what is made in it belong to one thread at a time.
package final class Context {
  let handle: OpaquePointer

  /// - Precondition: `threads` is positive.
  package init(threads: Int) throws {
    precondition(threads > 0)
    var made: OpaquePointer?
    try check(airslice_dnnl_context_create(&made, Int32(threads)), "an engine")
    guard let made else { throw AirSliceError(.internal, "oneDNN made no engine") }
    handle = made
  }

  deinit { airslice_dnnl_context_destroy(handle) }
}
