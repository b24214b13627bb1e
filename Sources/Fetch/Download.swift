// A file over HTTP or HTTPS that goes on where it stopped.

internal import CCurl
import Core
import Foundation

/// A download into a file that keeps what has arrived: the next run asks the server for the rest alone.
package struct Download {
  package let url: String
  /// The file that bytes are added to.
  package let path: String

  /// The file at `url`, to be written to `path`.
  /// - Throws: `usage` when `url` is neither http nor https.
  package init(url: String, path: String) throws {
    let scheme = url.split(separator: ":", maxSplits: 1).first?.lowercased()
    guard scheme == "http" || scheme == "https", url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw AirSliceError(.usage, "'\(url)' is no address to fetch from: https://… or http://… is needed")
    }
    (self.url, self.path) = (url, path)
  }

  /// Fetches what is missing of the file; `progress` is told the bytes that are there and those of the whole file, when the
  /// server says how many. A server that does not know of parts sends the whole file again.
  /// - Throws: `missingInput` when the server refuses, `io` when the connection breaks or writing fails, `interrupted` after
  ///   Ctrl-C, `cannotCreate` when the file cannot be made. What has arrived is kept.
  package func run(progress: @escaping (_ done: Int, _ total: Int?) -> Void = { _, _ in }) throws {
    let state = State(
      descriptor: open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644), path: path, progress: progress)
    guard state.descriptor >= 0 else {
      throw AirSliceError(.cannotCreate, "cannot create: \(String(cString: strerror(errno)))", at: .init(file: path))
    }
    let start = Int(lseek(state.descriptor, 0, SEEK_END))
    state.done = start
    var reply = airslice_http_reply()
    var message = [CChar](repeating: 0, count: 256)
    let status = withExtendedLifetime(state) {
      airslice_http_get(
        url, Int64(start),
        { context, reply, bytes, count in
          guard let context, let reply, let bytes else { return 1 }
          let state = Unmanaged<State>.fromOpaque(context).takeUnretainedValue()
          return state.take(UnsafeRawBufferPointer(start: bytes, count: count), reply.pointee) ? 0 : 1
        },
        { _ in Interrupt.isRequested ? 1 : 0 },
        Unmanaged.passUnretained(state).toOpaque(), &reply, &message)
    }
    if let fault = state.fault { throw fault }
    let text = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    switch Int(status) {
    case AIRSLICE_HTTP_DONE:
      guard fsync(state.descriptor) == 0 else { throw Self.failure(path) }
    case AIRSLICE_HTTP_STOPPED:
      try Interrupt.check(kept: kept(state.done))
      throw AirSliceError(.internal, "the download stopped for no reason", at: .init(file: url))
    // The server has no byte from there on: all of it is here, as the digest will tell.
    case AIRSLICE_HTTP_REFUSED where reply.status == 416 && start > 0:
      return
    case AIRSLICE_HTTP_REFUSED:
      throw AirSliceError(
        .missingInput, "the server refuses (HTTP \(reply.status)): try later, or name a mirror with --url",
        at: .init(file: url))
    case AIRSLICE_HTTP_NO_LIBRARY:
      throw AirSliceError(.internal, "libcurl cannot be loaded (\(text)): install libcurl4")
    default:
      throw AirSliceError(.io, "the connection broke: \(text); \(kept(state.done))", at: .init(file: url))
    }
  }

  private func kept(_ bytes: Int) -> String {
    bytes > 0 ? "\(bytes) bytes are kept, the same command goes on from there" : "nothing has arrived"
  }

  private static func failure(_ path: String) -> AirSliceError {
    AirSliceError(.io, "cannot write: \(String(cString: strerror(errno)))", at: .init(file: path))
  }

  /// The file while bytes arrive.
  private final class State {
    let descriptor: Int32
    let path: String
    let progress: (Int, Int?) -> Void
    /// Bytes in the file.
    var done = 0
    var fault: AirSliceError?
    private var isFirst = true

    init(descriptor: Int32, path: String, progress: @escaping (Int, Int?) -> Void) {
      (self.descriptor, self.path, self.progress) = (descriptor, path, progress)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Adds `bytes` to the file; false stops the transfer, with ``fault`` telling why.
    func take(_ bytes: UnsafeRawBufferPointer, _ reply: airslice_http_reply) -> Bool {
      if isFirst {
        isFirst = false
        guard begin(reply) else { return false }
      }
      var rest = bytes
      while !rest.isEmpty {
        let written = write(descriptor, rest.baseAddress, rest.count)
        if written < 0 {
          if errno == EINTR { continue }
          fault = Download.failure(path)
          return false
        }
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      }
      done += bytes.count
      progress(done, reply.total >= 0 ? Int(reply.total) : nil)
      return !Interrupt.isRequested
    }

    /// Goes to where the server begins.
    private func begin(_ reply: airslice_http_reply) -> Bool {
      let isPart = reply.status == 206
      guard !isPart || Int(reply.first) == done else {
        fault = AirSliceError(
          .io,
          "the server sends bytes from \(reply.first) on where those from \(done) on were asked for: remove the file",
          at: .init(file: path))
        return false
      }
      if !isPart {
        guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
          fault = Download.failure(path)
          return false
        }
        done = 0
      }
      return true
    }
  }
}
