// Where a network is split between device and server.

/// The place of the split, named after the last layer that the device runs.
public enum Cut: Sendable, Hashable, CustomStringConvertible {
  /// The device runs nothing: the normalised image itself is sent.
  case input
  /// After the first convolution.
  case stem
  /// After a block, counted from 1.
  case block(Int)
  /// After the last convolution, before the pooling.
  case last

  /// The cut of that name: `input`, `stem`, `block1`, `block2`, …, `last`.
  public init?(name: String) {
    switch name {
    case "input": self = .input
    case "stem": self = .stem
    case "last": self = .last
    default:
      guard name.hasPrefix("block"), let number = Int(name.dropFirst(5)), number > 0, name == "block\(number)" else {
        return nil
      }
      self = .block(number)
    }
  }

  public var description: String {
    switch self {
    case .input: "input"
    case .stem: "stem"
    case .block(let number): "block\(number)"
    case .last: "last"
    }
  }
}
