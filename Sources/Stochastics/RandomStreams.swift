// Named streams of random numbers: who draws what is settled by names, never by the order of calls, so that one more
// draw here shifts nothing there, and so that all schemes and all points of a sweep meet the same channel.

/// The random streams of one experiment, each keyed by what it is for.
public struct RandomStreams: Hashable, Sendable {
  /// The experiment's seed.
  public let seed: UInt64

  /// The streams of `seed`.
  public init(seed: UInt64) { self.seed = seed }

  /// The stream for `purpose` ("channel", "policy", …) in one replication, for one image and one link.
  ///
  /// The key is a fixed hash of these five alone. The point of a sweep is left out on purpose: neighbouring points and
  /// all schemes see the same realisation, which parameters merely scale (common random numbers).
  public func stream(_ purpose: String, replication: Int = 0, image: Int = 0, link: Int = 0) -> RandomStream {
    var key = KeyHash.mix(seed)
    key = KeyHash.mix(key ^ KeyHash.digest(purpose))
    for part in [replication, image, link] { key = KeyHash.mix(key ^ KeyHash.mix(UInt64(bitPattern: Int64(part)))) }
    return RandomStream(key: key)
  }
}

/// The fixed hash behind the keys; the standard library's `Hasher` is seeded anew in every process.
enum KeyHash {
  /// The finaliser of SplitMix64 after one step of its Weyl sequence: a bijection.
  /// G. L. Steele et al., OOPSLA 2014, doi:10.1145/2660193.2660195.
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// FNV-1a, 64 bits, over the UTF-8 bytes of `text`.
  static func digest(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
