// The sections `requests` and `background` of a scenario's transport: who else wants the medium, and the server.

import Core
import Transport

/// `{pattern: periodic, interval_ms: 100, jitter_ms: 5, session: 16, devices: 2, server_ms: 3}`; images are requests in
/// their order, `session` of them simulated together.
struct RequestsChoice: Decodable {
  var traffic = Traffic()

  /// A year [ns].
  private static let longestSession: Int64 = 365 * 86_400 * 1_000_000_000

  private enum CodingKeys: String, CodingKey {
    case pattern, session, devices
    case interval = "interval_ms"
    case jitter = "jitter_ms"
    case serverTime = "server_ms"
  }

  private enum Pattern: String, CaseIterable { case single, periodic, poisson }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let pattern = try values.decodeIfPresent(OneOf<Pattern>.self, forKey: .pattern)?.value ?? .single
    let interval = try values.decodeIfPresent(Milliseconds.self, forKey: .interval)?.nanoseconds
    if pattern == .single {
      for key in [CodingKeys.interval, .jitter, .session, .devices] where values.contains(key) {
        throw AirSliceError(.data, "'\(key.rawValue)' needs several requests: write pattern: periodic or poisson")
      }
    } else {
      guard let interval, interval > 0 else {
        throw AirSliceError(.data, "'pattern: \(pattern.rawValue)' needs an interval_ms above 0")
      }
      traffic.pattern = pattern == .periodic ? .periodic(interval: interval) : .poisson(interval: interval)
      traffic.session = try values.whole(.session, 1...100_000) ?? 16
      guard interval <= Self.longestSession / Int64(traffic.session) else {
        throw AirSliceError(
          .data, "\(traffic.session) requests so far apart last longer than a year: take a shorter interval_ms")
      }
    }
    traffic.jitter = try values.decodeIfPresent(Milliseconds.self, forKey: .jitter)?.nanoseconds ?? 0
    traffic.devices = try values.whole(.devices, 1...1000) ?? 1
    traffic.serverTime = try values.decodeIfPresent(Milliseconds.self, forKey: .serverTime)?.nanoseconds ?? 0
  }
}

/// Strangers: `{nodes: 8, load: 0.3, payload_bytes: 50}`.
struct BackgroundChoice: Decodable {
  var background = Background()

  private enum CodingKeys: String, CodingKey {
    case nodes, load
    case payloadBytes = "payload_bytes"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    background.nodes = try values.whole(.nodes, 0...1000) ?? 0
    background.load = try values.decodeIfPresent(Double.self, forKey: .load) ?? 0
    background.payloadBytes = try values.whole(.payloadBytes, 0...116) ?? background.payloadBytes
    guard (0...100).contains(background.load) else {
      throw AirSliceError(.data, "load is \(background.load); offered load lies between 0 and 100 Erlang")
    }
    guard background.load == 0 || background.nodes > 0 else {
      throw AirSliceError(.data, "load is \(background.load), and there are no nodes to offer it")
    }
  }
}
