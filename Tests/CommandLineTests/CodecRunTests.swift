// Scenarios of codecs, run as a user runs them, on an untrained network.

import Foundation
import Testing

@Suite(.serialized) struct CodecRunTests {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.writeWeights("narrow.safetensors")
    try place.write(
      """
      schemes: [raw, png, jpeg, jpeg-fit, deepn-jpeg, deepn-jpeg-fit]
      dataset: synthetic
      images: 16
      model: {weights: narrow.safetensors}
      codec: {quality: 90, piece_bytes: 8, deepn: {images: 100}}
      deadlines_ms: [0, 2, 5, 10, 20, 40, 98.303999, 98.304]
      """, "s.yaml")
  }

  @Test func sixSchemes() throws {
    let result = try place.run(["run", "s.yaml", "--no-plot", "--output", "a"])
    #expect(result.code == 0, "\(result.errors)")
    let points = try place.read("a/synthetic/s/points.csv")
    let lines = points.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    func values(_ scheme: String, _ column: String) throws -> [Double] {
      let place = try #require(lines[0].firstIndex(of: column))
      return lines.filter { $0[0] == scheme }.compactMap { Double($0[place]) }
    }
    // Without loss PNG's picture is the raw one.
    #expect(try values("png", "accuracy").last == values("raw", "accuracy").last)
    #expect(try values("png", "delivered_fraction").last == 1)
    #expect(try values("raw", "delivered_fraction").dropLast().allSatisfy { $0 == 0 })
    for scheme in ["jpeg", "deepn-jpeg"] {
      // One quality arrives bit by bit, pieces of 0.256 ms each.
      let delivered = try values(scheme, "delivered_fraction")
      #expect(delivered == delivered.sorted() && delivered.first == 0 && delivered.last == 1)
      #expect(delivered.contains { $0 > 0 && $0 < 1 })
      #expect(Set(try values(scheme, "payload_bytes")).count == 1)
      // The best that fits grows with the time there is, within the link's 31.25 bytes a millisecond.
      let sizes = try values("\(scheme)-fit", "payload_bytes")
      #expect(sizes == sizes.sorted() && sizes.first! < sizes.last!)
      for (size, time) in zip(sizes, try values("\(scheme)-fit", "latency_ms")) where time >= 5 {
        #expect(size <= 31.25 * time)
      }
    }
    let second = try place.run(["run", "s.yaml", "--no-plot", "--threads", "2", "--batch", "5", "--output", "b"])
    #expect(second.code == 0)
    #expect(try place.read("b/synthetic/s/points.csv") == points)
  }

  @Test func damagedStreams() throws {
    let changes = [
      "schemes=[png, jpeg]", "codec.headers=sent", "codec.restart_interval=1", "deadlines_ms=[200]",
    ]
    for channel in ["{kind: bit-flip, rate: 0.003}", "{kind: erasure, rate: 0.02}"] {
      let arguments = (changes + ["channel=\(channel)"]).flatMap { ["--set", $0] }
      let result = try place.run(["run", "s.yaml", "--no-plot", "--output", "c"] + arguments)
      #expect(result.code == 0, "\(result.errors)")
    }
  }

  /// Weights of a training behind a codec are asked for by its name, by codecs alone.
  @Test func weightsOfItsOwn() throws {
    let auto = ["--set", "model.weights=auto", "--set", "codec.training=original-none"]
    let result = try place.run(["run", "s.yaml", "--set", "schemes=[jpeg]"] + auto)
    #expect(result.code == 66 && result.errors.contains("no weights of 'original-none'"), "\(result.errors)")
    let few = ["--set", "images=4", "--no-plot", "--output", "d"]
    #expect(try place.run(["run", "s.yaml", "--set", "schemes=[raw]"] + auto + few).code == 0)
    let given = ["--set", "schemes=[jpeg]", "--set", "codec.training=original-none"]
    #expect(try place.run(["run", "s.yaml"] + given + few).code == 0)
  }

  @Test func badTables() throws {
    try place.write(String(repeating: "0 ", count: 64), "zeros.txt")
    for (setting, code, part) in [
      ("codec.tables=zeros.txt", 65, "zeros.txt:1: '0' cannot divide a coefficient"),
      ("codec.tables=none.txt", 66, "none.txt: the quantisation tables cannot be read: No such"),
      ("codec.quality=101", 65, "101 does not fit here"),
    ] as [(String, Int32, String)] {
      let result = try place.run(["run", "s.yaml", "--set", setting])
      #expect(result.code == code)
      #expect(result.complaints.count == 1 && result.errors.contains(part), "\(result.errors)")
    }
  }
}
