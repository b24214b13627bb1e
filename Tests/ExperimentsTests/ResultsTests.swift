// What is written: rows, tables, digests.

import Core
import Experiments
import Foundation
import Imaging
import Stochastics
import Testing

@Suite struct ResultsTests {
  func row(_ scheme: String, _ swept: [(String, String)], _ milliseconds: Int64, correct: Int) -> ResultRow {
    ResultRow(
      scheme: scheme, swept: swept.map { SweptValue(key: $0.0, text: $0.1) },
      latency: SimTime(nanoseconds: milliseconds * 1_000_000), images: 200,
      answers: .init(correct: correct, agreeing: 150), deliveredBytes: 100, payloadBytes: 300)
  }

  @Test func pointsFile() throws {
    let rows = [row("raw", [("channel.rate", "0.10"), ("model.weights", "a,\"b\"")], 5, correct: 187)]
    let golden = #"""
      scheme,channel.rate,model.weights,latency_ms,images,replications,accuracy,accuracy_low,accuracy_high,\#
      delivered_fraction,payload_bytes,agreement
      raw,0.10,"a,""b""",5,200,1,0.935000,0.891413,0.964939,0.333333,1.500,0.750000

      """#
    #expect(try PointsFile.text(rows) == golden)
  }

  @Test func pointsFileWithoutAnswers() throws {
    var one = row("raw", [("channel.rate", "0.10")], 5, correct: 0)
    one.answers = nil
    #expect(
      try PointsFile.text([one]) == """
        scheme,channel.rate,latency_ms,images,replications,delivered_fraction,payload_bytes
        raw,0.10,5,200,1,0.333333,1.500

        """)
    #expect(SummaryTable.text([one]) == "delivered [%] over channel.rate\n  scheme   0.10\n  raw     33.33\n")
    var later = one
    later.latency = SimTime(nanoseconds: 9_000_000)
    #expect(CurveRow([one, later]) == nil)
  }

  /// Clopper–Pearson at 187 of 200, from sums of the binomial law and bisection in Python.
  @Test func exactInterval() throws {
    let accuracy = try #require(try row("raw", [], 0, correct: 187).accuracy)
    #expect(accuracy.value == 0.935)
    #expect(abs(accuracy.low - 0.891413) < 1e-6)
    #expect(abs(accuracy.high - 0.964939) < 1e-6)
  }

  @Test func tableOverSweptValues() {
    let rows = [("0", 200), ("0.5", 20)].flatMap { rate, correct in
      ["original", "raw"].map { row($0, [("channel.rate", rate)], 5, correct: correct) }
    }
    let golden = """
      accuracy [%] over channel.rate
        scheme         0    0.5
        original  100.00  10.00
        raw       100.00  10.00

      """
    #expect(SummaryTable.text(rows) == golden)
  }

  @Test func tableOverManyDeadlinesIsThinned() {
    let rows = (0...70).map { row("raw", [], Int64($0), correct: $0) }
    let head = SummaryTable.text(rows).split(separator: "\n")[1].split(separator: " ").map(String.init)
    #expect(head == ["scheme", "0", "10", "20", "30", "40", "50", "60", "70"])
  }

  @Test func datasetRecordIsOfLabelsAndPixels() throws {
    let dataset = FakeDataset(count: 5)
    let (record, labels) = try Manifest.DatasetRecord.describe(dataset, images: 5)
    let batch = try dataset.batch(0..<5)
    var bytes: [UInt8] = []
    for image in 0..<5 { bytes += [batch.labels[image]] + batch.pixels[image * 3072..<(image + 1) * 3072] }
    let digest = try MessageDigest.sha256.hexadecimal(bytes)
    #expect(record.sha256 == digest)
    #expect(record.images == 5)
    #expect(labels == [0, 1, 2, 0, 1])
  }

  /// Predictions made up so that the counts can be read off.
  @Test func pairsAreComparedImageByImage() throws {
    let plan = try Plan(
      ScenarioFile(
        "schemes: [raw, original, sorted]\nreference: original\ndeadlines_ms: [1, 2]\nsweep: {seed: [1, 2]}",
        path: "s.yaml"))
    let labels: [UInt8] = [0, 0, 0, 0, 1]
    func outcome(_ first: [UInt16], _ second: [UInt16]) -> PointOutcome {
      var outcome = PointOutcome(deadlines: 2)
      outcome.predictions = [first, second]
      return outcome
    }
    let raw = outcome([1, 1, 1, 0, 0], [0, 0, 0, 0, 1])
    let original = outcome([0, 0, 0, 1, 0], [0, 0, 0, 0, 1])
    let rows = PairRow.rows(
      of: plan, [raw, original, original, original, raw, original], reference: "original", labels: labels)
    #expect(rows.count == 8 && rows.allSatisfy { $0.reference == "original" })
    #expect(rows[0].rival == "raw" && rows[0].onlyReference == 3 && rows[0].onlyRival == 1)
    #expect(rows[1].onlyReference == 0 && rows[1].onlyRival == 0)
    #expect(rows[2].rival == "sorted" && rows[2].onlyReference == 0)
    #expect(rows[4].swept[0].text == "2" && rows[4].onlyReference == 1 && rows[4].onlyRival == 3)
    // 2 · (1 + 4) / 2⁴ for three against one.
    let line = try PairRow.text(rows).split(separator: "\n")[1]
    #expect(line.hasPrefix("original,raw,1,1,5,0.400000,") && line.hasSuffix(",3,1,6.250e-01"))
    let table = try SummaryTable.text(pairs: rows)
    #expect(table.contains("raw     1      40.00   0.00 \n"), "\(table)")
    #expect(try SummaryTable.text(pairs: []) == "")
  }

  @Test func tablesOfSeveralTrainings() throws {
    let description = try ConfigurationDecoder.decode(
      TableDescription.self,
      from: ConfigurationNode.parse("{name: t, title: T, latencies_ms: [5], overall: true}", file: "s.yaml"))
    let rows = [("1", 100), ("2", 120), ("3", 110)].flatMap { seed, correct -> [ResultRow] in
      [Int64(5), 9].map { row("nair", [("model.training_seed", seed)], $0, correct: $0 == 5 ? correct : 180) }
    }
    let table = try ResultTable(description, rows)
    // 50, 60 and 55 %: mean 55, deviation 5, Student's 4.302653 with two degrees of freedom.
    let golden = """
      scheme,latency_ms,accuracy,accuracy_low,accuracy_high,training_seeds,standard_deviation
      nair,5,0.550000,0.425793,0.674207,3,0.050000
      nair,overall,0.900000,0.900000,0.900000,3,0.000000

      """
    #expect(table.csv == golden)
    #expect(table.markdown(caption: "C").hasSuffix("| nair | 55.00 ± 5.00 | 90.00 ± 0.00 |\n"))
    let one = try ResultTable(description, Array(rows[..<2]))
    #expect(one.markdown(caption: "C").contains("| nair | 50.00 (42.87–57.13) |"), "\(one.markdown(caption: "C"))")
  }

  @Test func partsOfTheUnits() throws {
    let plan = try Plan(ScenarioFile("schemes: [original]\nmeasure: units", path: "s.yaml"))
    let rows = UnitRow.rows(of: plan.points[0], leading: [1, 2, 4], without: [3, 1], images: 4)
    let golden = """
      scheme,part,unit,images,accuracy,accuracy_low,accuracy_high
      original,the first units,0,4,0.250000,0.006309,0.805880
      original,the first units,1,4,0.500000,0.067586,0.932414
      original,the first units,2,4,1.000000,0.397635,1.000000
      original,all but one unit,1,4,0.750000,0.194120,0.993691
      original,all but one unit,2,4,0.250000,0.006309,0.805880

      """
    #expect(try UnitRow.text(rows) == golden)
    #expect(SummaryTable.text(units: rows).hasSuffix("  original  25.00  50.00  100.00\n"))
  }

  /// Every pair of networks with as many units, measure by measure.
  @Test func agreementOfOrders() throws {
    let text = """
      schemes: [original]
      measure: shares
      sweep: {model.weights: [a, b, c], model.importance: [conv, energy]}
      """
    let plan = try Plan(ScenarioFile(text, path: "s.yaml"))
    let importances: [[Double]] = [[1, 2, 3, 4], [1, 2, 3, 4], [2, 1, 3, 4], [4, 3, 2, 1], [1, 2], [1, 1, 1, 1]]
    let rows = OrderRow.rows(of: plan.points, importances: importances)
    let golden = """
      model.importance,first,second,units,kendall_tau,p_value
      conv,original a,original b,4,0.666667,3.333e-01
      energy,original a,original b,4,-1.000000,8.333e-02
      energy,original a,original c,4,,
      energy,original b,original c,4,,

      """
    #expect(OrderRow.text(rows) == golden)
    #expect(OrderRow.note(rows) == "Kendall's τ between networks: conv 0.67, energy -1.00")
    let three = OrderRow.rows(
      of: plan.points, importances: [[1, 2, 3], [1, 2, 3], [2, 1, 3], [1, 2, 3], [3, 2, 1], [1, 2, 3]])
    #expect(OrderRow.note(three) == "Kendall's τ between networks: conv -1.00 to 0.33, energy 1.00")
    #expect(OrderRow.note([]) == nil)
  }

  /// Leads stand below the accuracies, at the same latencies; a rival without that latency has an empty field.
  @Test func tablesTellTheReferencesLead() throws {
    let description = try ConfigurationDecoder.decode(
      TableDescription.self,
      from: ConfigurationNode.parse("{name: t, title: T, latencies_ms: [5], overall: true}", file: "s.yaml"))
    let plan = try Plan(ScenarioFile("schemes: [nair, raw]\nreference: nair\ndeadlines_ms: [5]", path: "s.yaml"))
    let one = try #require(
      PairRow.rows(of: plan, .init(repeating: .init(deadlines: 1), count: 2), reference: "nair", labels: []).first)
    func pair(_ rival: String, _ milliseconds: Int64, _ ahead: Int, _ behind: Int) -> PairRow {
      var row = one
      (row.rival, row.latency) = (rival, SimTime(nanoseconds: milliseconds * 1_000_000))
      (row.images, row.onlyReference, row.onlyRival) = (200, ahead, behind)
      return row
    }
    let pairs = [pair("raw", 5, 30, 10), pair("raw", 7, 0, 50), pair("raw", 9, 0, 0), pair("png", 9, 10, 30)]
    let text = try ResultTable(description, [row("nair", [], 5, correct: 100)]).markdown(leads: pairs)
    let lead = try pairs[0].difference
    let interval = [lead.low, lead.high].map { String(format: "%.2f", 100 * $0) }
    let lines = text.split(separator: "\n")
    #expect(lines[0] == "nair ahead of its rivals [points], with the paired 95 % interval:")
    #expect(lines[1] == "| rival | 5 ms | overall |")
    #expect(lines[3].hasPrefix("| raw | 10.00 (\(interval[0]) to \(interval[1])) | 0.00 (-"), "\(text)")
    #expect(lines[4].hasPrefix("| png |  | -10.00 ("), "\(text)")
    #expect(try ResultTable(description, [row("nair", [], 5, correct: 100)]).markdown(leads: []) == "")
  }

  @Test func sharesInBothArrangements() throws {
    let plan = try Plan(ScenarioFile("schemes: [original]\nmeasure: shares", path: "s.yaml"))
    let golden = """
      scheme,arrangement,place,unit,share
      original,channel order,1,1,0.250000
      original,channel order,2,2,0.500000
      original,channel order,3,3,0.250000
      original,sorted,1,2,0.500000
      original,sorted,2,1,0.250000
      original,sorted,3,3,0.250000

      """
    #expect(ShareRow.text(ShareRow.rows(of: plan.points[0], importance: [1, 2, 1])) == golden)
  }
}
