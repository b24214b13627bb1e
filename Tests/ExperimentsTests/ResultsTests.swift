// What is written: rows, tables, digests.

import Core
import Experiments
import Imaging
import Stochastics
import Testing

@Suite struct ResultsTests {
  func row(_ scheme: String, _ swept: [(String, String)], _ milliseconds: Int64, correct: Int) -> ResultRow {
    ResultRow(
      scheme: scheme, swept: swept.map { SweptValue(key: $0.0, text: $0.1) },
      latency: SimTime(nanoseconds: milliseconds * 1_000_000), images: 200, correct: correct,
      deliveredBytes: 100, payloadBytes: 300)
  }

  @Test func pointsFile() throws {
    let rows = [row("raw", [("channel.rate", "0.10"), ("model.weights", "a,\"b\"")], 5, correct: 187)]
    let golden = #"""
      scheme,channel.rate,model.weights,latency_ms,images,replications,accuracy,accuracy_low,accuracy_high,\#
      delivered_fraction,payload_bytes
      raw,0.10,"a,""b""",5,200,1,0.935000,0.891413,0.964939,0.333333,1.500

      """#
    #expect(try PointsFile.text(rows) == golden)
  }

  /// Clopper–Pearson at 187 of 200, from sums of the binomial law and bisection in Python.
  @Test func exactInterval() throws {
    let accuracy = try row("raw", [], 0, correct: 187).accuracy
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

  @Test func digestOfAStandardVector() throws {
    // FIPS 180-4's example "abc".
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(try SHA256.hexadecimal(Array("abc".utf8)) == digest)
  }

  @Test func datasetRecordIsOfLabelsAndPixels() throws {
    let dataset = FakeDataset(count: 5)
    let (record, labels) = try Manifest.DatasetRecord.describe(dataset, images: 5)
    let batch = try dataset.batch(0..<5)
    var bytes: [UInt8] = []
    for image in 0..<5 { bytes += [batch.labels[image]] + batch.pixels[image * 3072..<(image + 1) * 3072] }
    let digest = try SHA256.hexadecimal(bytes)
    #expect(record.sha256 == digest)
    #expect(record.images == 5)
    #expect(labels == [0, 1, 2, 0, 1])
  }
}
