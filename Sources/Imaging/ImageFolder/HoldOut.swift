// Which of a user's own pictures are for testing, and which for choices made while training.

import Stochastics

/// The shares of each class's pictures that are held out of training.
public struct HoldOut: Hashable, Sendable {
  /// The share for testing.
  public let test: Double
  /// The share for validation.
  public let validation: Double

  /// A fifth for testing and a tenth for validation.
  public static let standard = HoldOut(shares: (0.2, 0.1))

  /// Shares of all pictures; nil unless both lie within 0 to 1 and their sum below 1.
  public init?(test: Double, validation: Double) {
    guard test >= 0, validation >= 0, test + validation < 1 else { return nil }
    self.init(shares: (test, validation))
  }

  private init(shares: (test: Double, validation: Double)) { (test, validation) = (shares.test, shares.validation) }

  /// The same share for validation, and none for testing.
  var withoutTest: HoldOut { HoldOut(shares: (0, validation)) }

  /// The numbers below `count` that belong to `split`, in ascending order, for class `label`: by a fixed permutation, the
  /// same on every machine, of which the first are for testing and the next for validation. Every part with a share above
  /// 0, and training, gets one picture at least; nil when there are too few for that.
  func members(of split: Split, count: Int, label: Int) -> [Int]? {
    func part(_ share: Double) -> Int { share == 0 ? 0 : max(1, Int((share * Double(count)).rounded())) }
    let (tested, validated) = (part(test), part(validation))
    guard tested + validated < count else { return nil }
    let order = RandomStreams(seed: 0).stream("image folder", image: label).generator().permutation(count)
    switch split {
    case .test: return order.prefix(tested).sorted()
    case .validation: return order.dropFirst(tested).prefix(validated).sorted()
    case .train: return order.dropFirst(tested + validated).sorted()
    case .trainAndValidation: return order.dropFirst(tested).sorted()
    }
  }
}
