// Schemes compared image by image, for pairs.csv: they met the same images on the same channel, so that differences are
// known better than the accuracies themselves.

import Core
import Stochastics

/// The reference scheme beside one rival at one point of the sweep and one deadline.
package struct PairRow: Hashable, Sendable {
  package var reference: String
  package var rival: String
  package var swept: [SweptValue]
  package var latency: SimTime
  package var images: Int
  /// Images that the reference alone classified correctly.
  package var onlyReference: Int
  /// Images that the rival alone classified correctly.
  package var onlyRival: Int
  /// 1, 0 or −1 for each image, by session, where several images met one realisation; nil where each had its own.
  var sessions: ClusteredTrials?

  /// The reference's accuracy less the rival's, with its 95 % interval (``Intervals/pairedDifference``).
  package var difference: Estimate {
    get throws {
      try Intervals.pairedDifference(
        onlyFirst: onlyReference, onlySecond: onlyRival, pairs: images,
        independent: sessions?.effectiveCount() ?? Double(images))
    }
  }

  /// The p-value of McNemar's exact test of equal accuracies; where sessions share their luck that of Student's test on
  /// the sessions, if it is larger.
  package var probability: Double {
    get throws {
      try max(
        Intervals.mcNemar(onlyFirst: onlyReference, onlySecond: onlyRival), sessions?.probabilityOfZeroMean() ?? 0)
    }
  }

  /// Every other scheme of `plan` beside `reference`, in the order of the plan.
  package static func rows(
    of plan: Plan, _ outcomes: [PointOutcome], reference: String, labels: [UInt8]
  ) -> [PairRow] {
    var references: [[SweptValue]: Int] = [:]
    for (index, point) in plan.points.enumerated() where point.scheme == reference { references[point.swept] = index }
    return plan.points.indices.flatMap { index -> [PairRow] in
      let point = plan.points[index]
      guard point.scheme != reference, let other = references[point.swept] else { return [] }
      let (own, against) = (outcomes[index].predictions, outcomes[other].predictions)
      return zip(outcomes[other].times(of: plan.points[other]), own.indices).map { time, deadline in
        var row = PairRow(
          reference: reference, rival: point.scheme, swept: point.swept, latency: time, images: labels.count,
          onlyReference: 0, onlyRival: 0)
        let leads = labels.indices.map { image in
          let isRight = own[deadline][image] == UInt16(labels[image])
          let isRightThere = against[deadline][image] == UInt16(labels[image])
          return (isRightThere ? 1 : 0) - (isRight ? 1 : 0)
        }
        row.onlyReference = leads.count { $0 == 1 }
        row.onlyRival = leads.count { $0 == -1 }
        row.sessions = point.sessions(of: leads)
        return row
      }
    }
  }

  /// The text of pairs.csv.
  package static func text(_ rows: [PairRow]) throws -> String {
    let columns =
      ["reference", "rival"] + (rows.first?.swept.map(\.key) ?? []) + [
        "latency_ms", "images", "difference", "difference_low", "difference_high", "only_reference", "only_rival",
        "p_value",
      ]
    return CSVText.table(
      columns,
      try rows.map { row in
        let difference = try row.difference
        return [row.reference, row.rival] + row.swept.map(\.text)
          + [Milliseconds.text(nanoseconds: row.latency.nanoseconds), String(row.images)]
          + [difference.value, difference.low, difference.high].map { CSVText.decimal($0) }
          + [String(row.onlyReference), String(row.onlyRival), CSVText.probability(try row.probability)]
      })
  }
}
