// A small HTTP server on this machine, as good or as bad as a test wants it.

import Foundation
import Synchronization

/// Serves one file at every path, one connection at a time, until the end of its life.
public final class LocalServer: Sendable {
  /// What the next answers are.
  public enum Behaviour: Sendable {
    /// The file, or the part that is asked for.
    case good
    /// The whole file, whatever part is asked for.
    case withoutRanges
    /// Says how long the file is, sends so many bytes and hangs up.
    case endsAfter(Int)
    /// As good, but from another byte on than asked for.
    case wrongRange
    /// No file, only this status.
    case status(Int)
    /// Sends the client to another address.
    case redirect(String)
  }

  private struct State {
    var file: [UInt8]
    var behaviour: Behaviour
    var ranges: [String] = []
  }

  public let port: UInt16
  private let state: Mutex<State>
  private let socket: Int32

  /// A server of `file`.
  public init(_ file: [UInt8], _ behaviour: Behaviour = .good) throws {
    state = Mutex(State(file: file, behaviour: behaviour))
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(socket, pointer, length) | listen(socket, 8) | getsockname(socket, pointer, &length)
      }
    }
    guard socket >= 0, status == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
    self.socket = socket
    port = UInt16(bigEndian: address.sin_port)
    // The thread alone closes the socket: closed by another, its number might be that of the next server's socket by the
    // time that this thread accepts once more, and take a connection away from it.
    Thread { [weak self] in
      while true {
        let connection = accept(socket, nil, nil)
        guard connection >= 0 else { break }
        self?.answer(connection)
        close(connection)
      }
      close(socket)
    }.start()
  }

  /// Nobody is served any more: `accept` fails from now on.
  deinit { shutdown(socket, Int32(SHUT_RDWR)) }

  /// The file's address.
  public var url: String { "http://127.0.0.1:\(port)/archive.tar.gz" }

  /// What the next answers are.
  public func behave(_ behaviour: Behaviour) { state.withLock { $0.behaviour = behaviour } }

  /// Serves another file from now on.
  public func serve(_ file: [UInt8]) { state.withLock { $0.file = file } }

  /// The Range headers so far, empty for requests without one.
  public var ranges: [String] { state.withLock { $0.ranges } }

  private func answer(_ connection: Int32) {
    var request: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !request.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      let count = read(connection, &buffer, buffer.count)
      if count <= 0 { return }
      request += buffer.prefix(count)
    }
    let range =
      String(decoding: request, as: UTF8.self).split(separator: "\r\n").first { $0.hasPrefix("Range: bytes=") }
      .map { String($0.dropFirst("Range: bytes=".count)) } ?? ""
    let (file, behaviour) = state.withLock { state in
      state.ranges.append(range)
      return (state.file, state.behaviour)
    }
    let from = Int(range.prefix { $0 != "-" }) ?? 0
    switch behaviour {
    case .status(let status): send(connection, "HTTP/1.1 \(status) No\r\nContent-Length: 0\r\n", [])
    case .redirect(let url): send(connection, "HTTP/1.1 302 Found\r\nLocation: \(url)\r\nContent-Length: 0\r\n", [])
    case .withoutRanges: sendWhole(connection, file, upTo: file.count)
    case .endsAfter(let count): from > 0 ? sendPart(connection, file, from) : sendWhole(connection, file, upTo: count)
    case .good: from > 0 ? sendPart(connection, file, from) : sendWhole(connection, file, upTo: file.count)
    case .wrongRange: sendPart(connection, file, from + 1)
    }
  }

  private func sendWhole(_ connection: Int32, _ file: [UInt8], upTo count: Int) {
    send(connection, "HTTP/1.1 200 OK\r\nContent-Length: \(file.count)\r\n", file.prefix(count))
  }

  private func sendPart(_ connection: Int32, _ file: [UInt8], _ first: Int) {
    guard first < file.count else {
      return send(connection, "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n", [])
    }
    send(
      connection,
      "HTTP/1.1 206 Partial Content\r\nContent-Length: \(file.count - first)\r\n"
        + "Content-Range: bytes \(first)-\(file.count - 1)/\(file.count)\r\n", file[first...])
  }

  private func send(_ connection: Int32, _ header: String, _ body: ArraySlice<UInt8>) {
    let bytes = Array((header + "Connection: close\r\n\r\n").utf8) + body
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return }
      sent += count
    }
  }
}
