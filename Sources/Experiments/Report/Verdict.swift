// Whether ours and the paper's number agree, by rules that are the same for all numbers of a kind.

import Core
import Foundation
import Neural
import Stochastics

/// What there is to say of one published number.
package enum Verdict: String, Sendable, CaseIterable {
  case reproduced
  /// The number is another, what it was to show is there.
  case shapeReproduced = "shape reproduced"
  case notReproduced = "not reproduced"
  /// The scenario has not been run, or not with that scheme.
  case missing
  /// None of the texts at hand quotes the published value.
  case unquoted = "published value not at hand"
}

/// The rules.
package struct Judge {
  /// Points of accuracy or share that count as the same: one training differs from the next by about as much, and the
  /// paper names neither epochs nor augmentation.
  package static let tolerance = 1.0
  /// Points that the distance to the uncut network, or to the even share, may differ by and still be the same shape.
  package static let shapeTolerance = 3.0
  /// By how much a lead may be larger or smaller and still be the same shape.
  package static let leadRatio = 2.0
  /// The relative deviation of counts and relative leads that is still the same shape, or the same, respectively.
  package static let relativeTolerance = 0.05

  private let results: ResultLookup
  /// Whether the images are the paper's: others can show a shape, no number.
  private let isPapersData: Bool

  /// Judges the results of the data set called `dataset`.
  package init(_ results: ResultLookup, dataset: String) {
    (self.results, isPapersData) = (results, dataset == "cifar10")
  }

  /// The verdict on `ours`, which was read from `file`, beside `number`, and why.
  package func verdict(_ number: PublishedNumber, _ ours: Estimate, file: String) throws -> (Verdict, why: String) {
    guard let published = number.value else { return (.unquoted, "") }
    switch number.quantity {
    case .accuracy, .bestAccuracy:
      let shape = try shapeOfAccuracy(ours, published, file)
      guard agrees(ours, published, within: Self.tolerance) else { return shape }
      // The same number, reached from another height.
      return (.reproduced, shape.0 == .notReproduced ? shape.why : "")
    case .erasureLoss:
      if agrees(ours, published, within: Self.tolerance) { return (.reproduced, "") }
      let difference = abs(ours.value - published)
      return (
        difference <= Self.shapeTolerance ? .shapeReproduced : .notReproduced,
        "\(Self.text(difference)) points \(ours.value > published ? "more" : "less")"
      )
    case .lead:
      if agrees(ours, published, within: Self.tolerance) { return (.reproduced, "") }
      return Self.sign(ours, published)
    case .relativeLead:
      if agrees(ours, published, within: Self.relativeTolerance * published) { return (.reproduced, "") }
      return Self.sign(ours, published)
    case .share(let scheme, _, _):
      return try share(ours, published, of: scheme)
    case .airTime, .count:
      return Self.count(ours.value, published, places: number.places)
    }
  }

  private func agrees(_ ours: Estimate, _ published: Double, within tolerance: Double) -> Bool {
    isPapersData && (abs(ours.value - published) <= tolerance || (ours.low...ours.high).contains(published))
  }

  /// An accuracy has the paper's shape where it lies as far below the uncut network's.
  private func shapeOfAccuracy(
    _ ours: Estimate, _ published: Double, _ file: String
  ) throws -> (Verdict, why: String) {
    guard let uncut = try results.uncut(besides: file)?.value
    else { return (.notReproduced, "no accuracy of the uncut network to compare with") }
    let (gap, theirs) = (uncut - ours.value, PaperNumbers.original - published)
    let why = "\(Self.text(gap)) points below the uncut network, the paper's \(Self.text(theirs))"
    if gap == 0 && theirs == 0 { return (.notReproduced, "the network's own accuracy is another") }
    return (abs(gap - theirs) <= Self.shapeTolerance ? .shapeReproduced : .notReproduced, why)
  }

  /// A lead has the paper's shape where it is one beyond chance, and of its size: one over another rival is another thing.
  private static func sign(_ ours: Estimate, _ published: Double) -> (Verdict, why: String) {
    let isSame = published > 0 ? ours.low > 0 : ours.high < 0
    if isSame {
      let ratio = ours.value / published
      let size = String(format: "of the same sign beyond chance, %.2g times as large", ratio)
      return ((1 / Self.leadRatio...Self.leadRatio).contains(ratio) ? .shapeReproduced : .notReproduced, size)
    }
    let isOpposite = published > 0 ? ours.high < 0 : ours.low > 0
    return (.notReproduced, isOpposite ? "of the other sign beyond chance" : "no more than chance")
  }

  /// A share has the paper's shape where it lies on the same side of the even share and as far from it. What a training
  /// does to the norm counts only where energy or the accuracy lost without the unit move too: batch normalisation undoes
  /// any scaling of filters.
  private func share(_ ours: Estimate, _ published: Double, of scheme: String) throws -> (Verdict, why: String) {
    if scheme != "original" {
      let grown: [Bool] = try ["energy", "drop-one"].compactMap { measure in
        let before = try results.share("original", .sorted, place: 1, measure: measure)
        let after = try results.share(scheme, .sorted, place: 1, measure: measure)
        guard let before, let after else { return nil }
        return after.value.value > before.value.value
      }
      if !grown.contains(true) {
        return (
          .notReproduced,
          grown.isEmpty
            ? "the results have no shares by energy or drop-one, which would have to grow too"
            : "by energy and by drop-one the largest share has not grown"
        )
      }
    }
    if agrees(ours, published, within: Self.tolerance) { return (.reproduced, "") }
    let even = 100 / Double(max(1, try results.unitCount(scheme)))
    let (excess, theirs) = (ours.value - even, published - 100.0 / 12)
    return (
      excess * theirs > 0 && abs(excess - theirs) <= Self.shapeTolerance ? .shapeReproduced : .notReproduced,
      "\(Self.text(excess)) points above the even share, the paper's \(Self.text(theirs))"
    )
  }

  /// A count is the paper's where it rounds to the digits printed.
  private static func count(_ ours: Double, _ published: Double, places: Int) -> (Verdict, why: String) {
    if CSVText.decimal(ours, places: places) == CSVText.decimal(published, places: places) { return (.reproduced, "") }
    let deviation = abs(ours / published - 1)
    let why = "\(text(100 * deviation)) % \(ours < published ? "less" : "more")"
    return (deviation <= relativeTolerance ? .shapeReproduced : .notReproduced, why)
  }

  private static func text(_ value: Double) -> String { CSVText.decimal(value, places: 2) }
}
