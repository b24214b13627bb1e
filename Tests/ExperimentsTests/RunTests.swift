// Runs with parts that can be worked out on paper: deadlines to the nanosecond, rows byte for byte, independence of
// threads and batches, and the same channel for neighbouring points.

import Core
import EventKernel
import Experiments
import Testing

@Suite struct RunTests {
  /// A unit is 64 bits, 0.256 ms at 250 kbit/s.
  @Test func exactDeadlinesAndPadding() async throws {
    let text = """
      schemes: [original]
      deadlines_ms: [0, 0.255999, 0.256, 0.512, 0.767999, 0.768, 1.023999, 1.024, 1000]
      """
    let golden = """
      scheme,latency_ms,images,replications,accuracy,accuracy_low,accuracy_high,delivered_fraction,payload_bytes,agreement
      original,0,12,1,0.333333,0.099246,0.651124,0.000000,32,0.333333
      original,0.255999,12,1,0.333333,0.099246,0.651124,0.000000,32,0.333333
      original,0.256,12,1,0.666667,0.348876,0.900754,0.250000,32,0.666667
      original,0.512,12,1,0.666667,0.348876,0.900754,0.500000,32,0.666667
      original,0.767999,12,1,0.666667,0.348876,0.900754,0.500000,32,0.666667
      original,0.768,12,1,1.000000,0.735352,1.000000,0.750000,32,1.000000
      original,1.023999,12,1,1.000000,0.735352,1.000000,0.750000,32,1.000000
      original,1.024,12,1,1.000000,0.735352,1.000000,1.000000,32,1.000000
      original,1000,12,1,1.000000,0.735352,1.000000,1.000000,32,1.000000

      """
    let run = try await runFakes(text)
    #expect(try PointsFile.text(run.rows) == golden)
    // Nothing received is the class of the padding for every image.
    #expect(run.outcomes[0].predictions[0] == [UInt16](repeating: 0, count: 12))
  }

  @Test func withoutDeadlinesTheRowStandsWhereAllHasArrived() async throws {
    let run = try await runFakes("schemes: [original]\nlink: {rate_kbps: 1000}")
    #expect(run.rows.map(\.latency.nanoseconds) == [256_000])
    #expect(run.rows[0].correct == 12 && run.rows[0].deliveredFraction == 1)
  }

  @Test func packetsOfPartsOfUnitsCountWhenTheUnitIsWhole() async throws {
    let text = """
      schemes: [original]
      transport: {payload_bytes: 3}
      deadlines_ms: [0.191999, 0.255999, 0.256, 1.024]
      """
    #expect(try await runFakes(text).rows.map(\.deliveredFraction) == [0, 0, 0.25, 1])
  }

  static let noisy = """
    schemes: [original, raw]
    seed: 3
    sweep:
      channel.rate: [0, 0.05, 0.3, 1]
    deadlines_ms: [0.256, 0.512, 2]
    channel: {kind: erasure}
    """

  @Test(arguments: [(2, 128), (1, 1), (2, 5), (4, 7)])
  func rowsDependNeitherOnThreadsNorOnBatches(threads: Int, batch: Int) async throws {
    let reference = try await runFakes(Self.noisy, images: 97)
    let other = try await runFakes(Self.noisy, images: 97, threads: threads, batch: batch)
    #expect(try PointsFile.text(reference.rows) == PointsFile.text(other.rows))
    #expect(reference.outcomes == other.outcomes)
  }

  @Test func rateZeroIsTheCleanAccuracyAndRateOneThePadding() async throws {
    let rows = try await runFakes(Self.noisy, images: 97).rows
    let clean = try await runFakes("schemes: [original]\ndeadlines_ms: [0.256, 0.512, 2]", images: 97).rows
    #expect(rows.filter { $0.swept[0].text == "0" && $0.scheme == "original" }.map(\.correct) == clean.map(\.correct))
    for row in rows where row.swept[0].text == "1" {
      #expect(row.deliveredBytes == 0)
      #expect(row.correct == 33)
    }
  }

  @Test func addingAValueChangesNoOtherRow() async throws {
    let few = try await runFakes(Self.noisy, images: 40).rows
    let more = try await runFakes(Self.noisy.replacing("0.05, ", with: "0.05, 0.1, 0.2, "), images: 40).rows
    #expect(more.count > few.count)
    #expect(more.filter { $0.swept[0].text != "0.1" && $0.swept[0].text != "0.2" } == few)
  }

  /// Common random numbers: what is erased at a low rate is erased at every higher one, and schemes of equal messages
  /// meet the same channel.
  @Test func neighbouringPointsMeetTheSameChannel() async throws {
    let run = try await runFakes(Self.noisy, images: 60)
    #expect(run.outcomes[2].predictions == run.outcomes[3].predictions)
    #expect(run.outcomes[2].traces == run.outcomes[3].traces)
    let delivered = (0..<4).map { run.outcomes[2 * $0].deliveredBytes[2] }
    #expect(delivered == delivered.sorted(by: >))
    // Within 4 standard deviations of the binomial law (one run in 16,000 lies outside).
    for (place, rate) in [(1, 0.05), (2, 0.3)] {
      let erased = Double(1920 - delivered[place])
      let deviation: Double = (1920 * rate * (1 - rate)).squareRoot()
      #expect(abs(erased - 1920 * rate) < 4 * deviation)
    }
  }

  @Test func anotherSeedIsAnotherChannel() async throws {
    let first = try await runFakes(Self.noisy, images: 60)
    let second = try await runFakes(Self.noisy.replacing("seed: 3", with: "seed: 4"), images: 60)
    #expect(first.outcomes[2].traces != second.outcomes[2].traces)
    #expect(first.outcomes[0].predictions == second.outcomes[0].predictions)
  }

  /// `measure: link` finds the same of the link, and the server is never asked.
  @Test func aLinkIsMeasuredWithoutTheServer() async throws {
    let count = Counted.Count()
    let text = Self.noisy + "\ntransport: {accounting: full}"
    let whole = try await runFakes(text, images: 30)
    let link = try await runFakes(
      "measure: link\n" + text, images: 30, scheme: Counted(base: VotingScheme(), count: count))
    #expect(count.value == 0)
    #expect(link.rows.allSatisfy { $0.answers == nil && $0.radio != nil })
    #expect(whole.rows.allSatisfy { $0.answers != nil })
    let unanswered = whole.rows.map { row in
      var row = row
      row.answers = nil
      return row
    }
    #expect(link.rows == unanswered)
    #expect(link.outcomes.map(\.traces) == whole.outcomes.map(\.traces))
  }

  /// One thread fails at once: the other ends the part that it is at, and takes no more of the hundred.
  @Test func afterAFailureNothingIsBegun() async throws {
    let count = Counted.Count()
    let scheme = FailingScheme(count: count)
    await #expect(throws: AirSliceError.self) {
      try await runFakes("schemes: [original]", images: 100, threads: 2, batch: 1, scheme: scheme)
    }
    #expect(count.value < 20)
  }

  @Test func imagesAreTheirOwn() async throws {
    // The first images of a longer run fare as in a shorter one.
    let short = try await runFakes(Self.noisy, images: 20).outcomes
    let long = try await runFakes(Self.noisy, images: 50).outcomes
    for (few, many) in zip(short, long) {
      #expect(few.predictions == many.predictions.map { Array($0[..<20]) })
      #expect(few.traces == Array(many.traces[..<20]))
    }
  }

  /// A stored table and digest of events: a change of either is a change of the channel's realisations or of the order
  /// of events, to be made on purpose only.
  @Test func storedRun() async throws {
    let text = """
      schemes: [original]
      seed: 11
      channel: {kind: bit-flip}
      transport: {policy: random, payload_bytes: 4}
      sweep: {channel.rate: [0.02, 0.2]}
      deadlines_ms: [0.512, 1.024]
      """
    let golden = """
      scheme,channel.rate,latency_ms,images,replications,accuracy,accuracy_low,accuracy_high,delivered_fraction,payload_bytes,agreement
      original,0.02,0.512,60,1,0.916667,0.816142,0.972387,0.216667,32,0.916667
      original,0.02,1.024,60,1,1.000000,0.940371,1.000000,1.000000,32,1.000000
      original,0.2,0.512,60,1,0.600000,0.465405,0.724378,0.216667,32,0.600000
      original,0.2,1.024,60,1,0.883333,0.774284,0.951785,1.000000,32,0.883333

      """
    let run = try await runFakes(text, images: 60)
    let table = try PointsFile.text(run.rows)
    #expect(table == golden, "\(table)")
    var digest = EventTrace()
    for trace in run.outcomes.flatMap(\.traces) { digest.record(trace) }
    #expect(digest.digest == 1_242_697_496_822_612_673)
  }

  /// Loss-free, the votes are unanimous: agreement is accuracy.
  @Test func agreementIsWithTheLossFreePrediction() async throws {
    let run = try await runFakes(Self.noisy, images: 60)
    let labels = (0..<60).map { UInt16($0 % 3) }
    for outcome in run.outcomes { #expect(outcome.lossFree == [labels, labels, labels]) }
    #expect(run.rows.allSatisfy { $0.agreeing == $0.correct })
  }

  @Test func curvesAreReadOffTheRows() async throws {
    let run = try await runFakes("schemes: [original]\ndeadlines_ms: [0, 0.256, 0.768, 1.024]")
    let curve = try #require(CurveRow(run.rows))
    // A third until 0.256 ms, two thirds until 0.768 ms, then all, of 1.024 ms.
    #expect(abs(curve.area - (0.25 / 3 + 0.5 * 2 / 3 + 0.25)) < 1e-12)
    let golden = """
      scheme,latency_to_85_ms,latency_to_90_ms,area
      original,0.768,0.768,0.666667

      """
    #expect(CurveRow.text([curve]) == golden)
    let early = try #require(CurveRow(Array(run.rows[..<2])))
    #expect(early.latencyTo85 == nil && CurveRow.text([early]).hasSuffix("original,,,0.333333\n"))
    #expect(CurveRow(Array(run.rows[..<1])) == nil)
  }

  @Test func classesAreCountedEachOnItsOwn() async throws {
    let run = try await runFakes("schemes: [original]\ndeadlines_ms: [0.256]", images: 8)
    // By then class 2 is taken for class 1; of eight images it has two.
    let rows = ClassRow.rows(
      of: run.plan.points[0], run.outcomes[0], labels: (0..<8).map { UInt8($0 % 3) }, names: ["a", "b", "c", "d"])
    let golden = """
      scheme,latency_ms,class,images,accuracy,accuracy_low,accuracy_high
      original,0.256,a,3,1.000000,0.292402,1.000000
      original,0.256,b,3,1.000000,0.292402,1.000000
      original,0.256,c,2,0.000000,0.000000,0.841886

      """
    #expect(try ClassRow.text(rows) == golden)
  }
}
