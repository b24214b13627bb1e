// Codecs in scenarios: what can be said of them, and senders that fit their message to the deadline.

import Core
import Experiments
import Imaging
import Schemes
import Testing

@Suite struct CodecScenarioTests {
  private func codec(_ text: String) throws -> CodecChoice {
    try Plan(ScenarioFile("schemes: [jpeg]\ncodec: \(text)", path: "s.yaml")).common.codec
  }

  @Test func everyKey() throws {
    let usual = try codec("{}")
    #expect(usual == CodecChoice() && usual.quality == 75 && usual.headers == .shared && usual.pieces.bytes == nil)
    #expect(usual.settings(quality: 75).tables == .standard.scaled(quality: 75))
    let choice = try codec(
      """

        quality: 30
        qualities: [10, 90]
        chroma: 4:4:4
        huffman: optimised
        progressive: true
        restart_interval: 3
        headers: sent
        training: original-jpeg
        piece_bytes: 16
        deepn: {quality: 40, images: 9, a: 200, b: 70, c: 230, k1: 9, k2: 2, k3: 4, t1: 10, t2: 50, q_min: 7}
      """)
    #expect(choice.quality == 30 && choice.qualities == [10, 90] && choice.pieces.bytes == 16)
    #expect(choice.jpeg.chroma == .full && choice.jpeg.huffman == .optimised && choice.jpeg.isProgressive)
    #expect(choice.jpeg.restartInterval == 3 && choice.headers == .sent)
    #expect(choice.training == "original-jpeg" && usual.training == "original")
    #expect(choice.deepN.quality == 40 && choice.deepN.images == 9)
    let map = choice.deepN.parameters
    #expect(map.divisor(10) == 110 && map.divisor(20) == 30 && map.divisor(51) == 26 && map.divisor(1e3) == 7)
    let flat = CoefficientStatistics(
      luminance: [Double](repeating: 20, count: 64), chrominance: [Double](repeating: 10, count: 64), images: 9)
    let tables = choice.settings(quality: 50, deepN: flat).tables
    #expect(tables.luminance == [UInt16](repeating: 30, count: 64) && tables.chrominance[63] == 110)
  }

  @Test(arguments: [
    ("{quality: 0}", "s.yaml:2:18: 0 does not fit here: a whole number from 1 to 100"),
    ("{quality: 101}", "s.yaml:2:18: 101 does not fit here"),
    ("{quality: 7.5}", "s.yaml:2:18: 7.5 does not fit here"),
    ("{qualities: [10, 101]}", "s.yaml:2:25: 101 does not fit here: qualities are whole numbers from 1 to 100"),
    ("{qualities: [10, 10]}", "s.yaml:2:25: 10 does not fit here"),
    ("{qualities: [10]}", "'qualities' gives no choice"),
    ("{chroma: 4:4:0}", "s.yaml:2:17: unknown chrominance '4:4:0'"),
    ("{huffman: optimized}", "did you mean optimised?"),
    ("{restart_interval: -1}", "a whole number from 0 to 65535"),
    ("{piece_bytes: 0}", "a whole number from 1 to 65536"),
    ("{headers: none}", "unknown way with headers 'none'"),
    ("{deepn: {quality: 0}}", "a whole number from 1 to 100"),
    ("{deepn: {t1: 70}}", "t1 is 70.0, above t2"),
    ("{training: nair}", "s.yaml:2:19: 'nair' is no training of a whole network"),
    ("{qualty: 3}", "did you mean quality?"),
    ("{tables: /nowhere/t}", "/nowhere/t: the quantisation tables cannot be read: No such file"),
  ])
  func refused(_ text: String, _ part: String) {
    let error = #expect(throws: AirSliceError.self) { try codec(text) }
    #expect(error?.description.contains(part) == true, "\(String(describing: error))")
  }

  /// 31.25 bytes a millisecond: the longest message that is there just at the deadline is the one that is sent.
  @Test func theBestThatFitsIsSent() async throws {
    let text = "schemes: [original]\ndeadlines_ms: [0, 0.255999, 0.256, 3.199999, 3.2, 7.359999, 7.36, 100]"
    let run = try await runFakes(text, scheme: LadderScheme())
    #expect(run.rows.map(\.meanPayloadBytes) == [8, 8, 8, 8, 100, 100, 230, 230])
    #expect(run.rows.map(\.deliveredFraction) == [0, 0, 1, 1, 1, 1, 1, 1])
    #expect(run.rows.map(\.correct) == [4, 4, 4, 4, 8, 8, 12, 12])
    // Against the class that the very message gives when nothing is lost, which here class 0 for all is, or the padding.
    #expect(run.rows.allSatisfy { $0.agreement == 1 })
    let patient = try await runFakes("schemes: [original]", scheme: LadderScheme())
    #expect(patient.rows.map(\.correct) == [12] && patient.rows[0].latency.nanoseconds == 7_360_000)
    let others = try await runFakes(text, threads: 2, batch: 5, scheme: LadderScheme())
    #expect(try PointsFile.text(others.rows) == PointsFile.text(run.rows))
    #expect(others.outcomes == run.outcomes)
  }

  /// A frame of 100 bytes and its number is there 5.216 ms after the mean backoff's beginning, one of 115 5.696 ms, and the
  /// next 6.880 ms later (facts of IEEE 802.15.4, CSMA-CA and acknowledgement).
  @Test func framesAreCounted() async throws {
    let text = "schemes: [original]\ntransport: {accounting: full}\ndeadlines_ms: [5.215, 5.216, 12.575, 12.576]"
    let run = try await runFakes(text, scheme: LadderScheme())
    #expect(run.rows.map(\.meanPayloadBytes) == [8, 100, 100, 230])
  }

  /// The server's own time and a code's bits are counted on: what is chosen is there, whole, by the deadline.
  @Test(arguments: [
    ("requests: {server_ms: 2}", [8, 8, 100, 100, 230]), ("protection: {code: hamming-7-4}", [8, 8, 8, 100, 100]),
    ("protection: {copies: 2}", [8, 100, 100, 230, 230]),
  ])
  func whatDelaysTheMessageIsCountedOn(_ keys: String, _ sizes: [Double]) async throws {
    let text = "schemes: [original]\ntransport: {\(keys)}\ndeadlines_ms: [2.256, 3.2, 5.2, 7.36, 9.36]"
    let rows = try await runFakes(text, scheme: LadderScheme()).rows
    #expect(rows.map(\.meanPayloadBytes) == sizes && rows.allSatisfy { $0.deliveredFraction == 1 })
  }

  /// A clean channel is the same at any power.
  @Test func powerIsNoMatterOfTheChoice() async throws {
    let text = """
      schemes: [original]
      channel: {kind: awgn, mean_snr_db: 40}
      transport: {accounting: full, protection: {power_db: -5}}
      deadlines_ms: [12.576]
      """
    #expect(try await runFakes(text, scheme: LadderScheme()).rows.map(\.meanPayloadBytes) == [230])
  }

  /// Pieces are packets of their own: 29 frames where the whole would be two.
  @Test func piecesAreCounted() async throws {
    let scheme = LadderScheme(pieceBytes: 8)
    let text = "schemes: [original]\ntransport: {accounting: full}\ndeadlines_ms: [12.576, 120]"
    let rows = try await runFakes(text, scheme: scheme).rows
    #expect(rows.map(\.meanPayloadBytes) == [8, 230])
  }

  /// Losses make the chosen message arrive damaged, as any other.
  @Test func whatIsSentCanBeLost() async throws {
    let text = "schemes: [original]\nchannel: {kind: erasure, rate: 1}\ndeadlines_ms: [100]"
    let row = try await runFakes(text, scheme: LadderScheme()).rows[0]
    #expect(row.deliveredFraction == 0 && row.correct == 4 && row.agreeing == 4 && row.meanPayloadBytes == 230)
  }
}
