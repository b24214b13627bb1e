// One row of points.csv, and the file itself: the same bytes for the same results, whatever the machine's load.

import Core
import Stochastics
import Transport

/// What one point reaches at one deadline, as whole numbers; fractions are made of them only when they are written.
package struct ResultRow: Hashable, Sendable {
  package var scheme: String
  package var swept: [SweptValue]
  /// The deadline; without one, the instant at which the last of all images' packets had arrived.
  package var latency: SimTime
  package var images: Int
  package var replications: Int
  /// What the server answered; nil where it was not asked.
  package var answers: Answers?
  /// Whether each was right, by session, where several images met one realisation; nil where each had its own.
  package var sessions: ClusteredTrials?
  /// Payload bytes that had arrived by the deadline, over all images and replications.
  package var deliveredBytes: Int
  /// Payload bytes of all messages, over all images and replications.
  package var payloadBytes: Int
  /// What it took of the radio, where that is counted.
  package var radio: RadioFindings?
  /// What it took of the device's supply, where that is counted.
  package var energy: EnergyFindings?

  package init(
    scheme: String, swept: [SweptValue], latency: SimTime, images: Int, replications: Int = 1, answers: Answers?,
    sessions: ClusteredTrials? = nil, deliveredBytes: Int, payloadBytes: Int, radio: RadioFindings? = nil,
    energy: EnergyFindings? = nil
  ) {
    (self.scheme, self.swept, self.latency) = (scheme, swept, latency)
    (self.images, self.replications, self.answers) = (images, replications, answers)
    (self.deliveredBytes, self.payloadBytes, self.radio) = (deliveredBytes, payloadBytes, radio)
    (self.energy, self.sessions) = (energy, sessions)
  }

  /// Images, over all replications, by the class that the server gave them.
  package struct Answers: Hashable, Sendable {
    /// Those that were classified correctly.
    package var correct: Int
    /// Those whose class was that which the scheme gives them when nothing is lost or damaged.
    package var agreeing: Int

    package init(correct: Int, agreeing: Int) { (self.correct, self.agreeing) = (correct, agreeing) }
  }

  private var trials: Int { images * replications }

  /// The fraction of images classified correctly; nil where the server was not asked.
  package var fractionCorrect: Double? { answers.map { Double($0.correct) / Double(max(1, trials)) } }

  /// The same with the exact 95 % interval, of as many independent images as say the same where sessions share their luck.
  package var accuracy: Estimate? {
    get throws {
      try answers.map { try Intervals.share(successes: $0.correct, trials: trials, clusters: sessions) }
    }
  }

  /// The fraction of images whose class was that of a clean and patient link; nil where the server was not asked.
  package var agreement: Double? { answers.map { Double($0.agreeing) / Double(max(1, trials)) } }

  /// The fraction of the payload that had arrived.
  package var deliveredFraction: Double { Double(deliveredBytes) / Double(max(1, payloadBytes)) }
  /// Mean payload of one image [byte].
  package var meanPayloadBytes: Double { Double(payloadBytes) / Double(max(1, trials)) }
}

/// The table of a scenario's results.
package enum PointsFile {
  /// The text of points.csv: RFC 4180 with newlines, fractions with six decimals.
  /// - Precondition: all rows have the same swept keys, and answers or none of them has.
  package static func text(_ rows: [ResultRow]) throws -> String {
    let keys = rows.first?.swept.map(\.key) ?? []
    // Points without a count leave the columns empty.
    let isCounted = rows.contains { $0.radio != nil }
    let hasMissions = rows.contains { $0.radio?.missions != nil }
    let isPowered = rows.contains { $0.energy != nil }
    let isAnswered = rows.contains { $0.answers != nil }
    let columns =
      ["scheme"] + keys + beginning + (isAnswered ? accuracies : []) + payloads + (isAnswered ? agreement : [])
      + (isCounted ? RadioFindings.columns : []) + (hasMissions ? MissionFindings.columns : [])
      + (isPowered ? EnergyFindings.columns : [])
    return CSVText.table(columns, try rows.map { try fields($0, keys, isCounted, hasMissions, isPowered) })
  }

  /// All columns that there can be, the scheme's and those of swept keys aside.
  static func columns(isAnswered: Bool) -> [String] {
    beginning + (isAnswered ? accuracies : []) + payloads + (isAnswered ? agreement : []) + RadioFindings.columns
      + MissionFindings.columns + EnergyFindings.columns
  }

  /// What a scenario has to say for points.csv to have `column`; nil where it always has.
  static func need(of column: String) -> (advice: String, isMet: (Scenario) -> Bool)? {
    if EnergyFindings.columns.contains(column) {
      return ("under full accounting alone: write accounting: full", { $0.device != nil })
    }
    if RadioFindings.columns.contains(column) {
      return (
        "where more happens than plain packets: write accounting: full, or protection, queue or requests",
        { $0.uplink.keepsStatistics }
      )
    }
    if MissionFindings.columns.contains(column) {
      return (
        "over sessions with deadlines: write requests: {session: 20} and deadlines_ms",
        { $0.transport.traffic.session > 1 && $0.deadlines != nil }
      )
    }
    return nil
  }

  private static let beginning = ["latency_ms", "images", "replications"]
  private static let accuracies = ["accuracy", "accuracy_low", "accuracy_high"]
  private static let payloads = ["delivered_fraction", "payload_bytes"]
  private static let agreement = ["agreement"]

  private static func fields(
    _ row: ResultRow, _ keys: [String], _ isCounted: Bool, _ hasMissions: Bool, _ isPowered: Bool
  ) throws -> [String] {
    precondition(row.swept.map(\.key) == keys, "rows of one sweep")
    let accuracy = try row.accuracy.map { [$0.value, $0.low, $0.high] } ?? []
    let agreement = row.agreement.map { [CSVText.decimal($0)] } ?? []
    return [row.scheme] + row.swept.map(\.text)
      + [Milliseconds.text(nanoseconds: row.latency.nanoseconds), String(row.images), String(row.replications)]
      + (accuracy + [row.deliveredFraction]).map { CSVText.decimal($0) } + [payload(row.meanPayloadBytes)] + agreement
      + numbers(row.radio?.values, RadioFindings.columns, isCounted)
      + numbers(try row.radio?.missions?.values, MissionFindings.columns, hasMissions)
      + numbers(row.energy?.values, EnergyFindings.columns, isPowered)
  }

  private static func numbers(_ values: [Double?]?, _ columns: [String], _ areThere: Bool) -> [String] {
    areThere ? values?.map { $0.map { CSVText.decimal($0) } ?? "" } ?? columns.map { _ in "" } : []
  }

  /// Whole numbers as such: payloads are equal for all images unless a codec made them.
  private static func payload(_ bytes: Double) -> String {
    bytes == bytes.rounded() ? String(Int(bytes)) : CSVText.decimal(bytes, places: 3)
  }
}
