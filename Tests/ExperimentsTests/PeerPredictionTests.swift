// The schemes' predictions, image by image, against those of an independent program under the same damage.
// Tests/Peers/predictions.py (NumPy and PyTorch) wrote Goldens/masked/predictions.csv from the stored images and masks.

import Core
import Experiments
import Foundation
import Imaging
import Neural
import PretrainedModels
import Schemes
import Testing

@Suite struct PeerPredictionTests {
  /// What the peer found for one mask.
  private struct Expected {
    var predicted: Int
    /// Best score minus second best.
    var margin: Double
  }

  /// Two float32 networks differ by rounding: where the two best scores are closer than this either may win.
  private static let nearTie = 1e-3

  /// Every kind of scheme and training whose weights come with AirSlice for the synthetic set has its columns; the other
  /// trainings of a kind run as that does.
  @Test func noSchemeIsForgotten() throws {
    let columns = try Self.columns()
    #expect(columns.count >= 5 && columns.contains("raw") && columns.contains("sorted block13"))
    #expect(columns.contains("clio-n-mt block3") && columns.contains("clio-l-mt block3"))
    let needed = [
      "nair": "nair block3", "nair-block13": "nair block13", "clio-n": "clio-n-st block3",
      "clio-l": "clio-l-st block3", "dropout": "dropout block3", "original": "original block3",
    ]
    let likeThose: Set = [
      "nair-block16", "nair-weights", "nair-penalty", "nair-neither", "clio-uniform", "clio-random", "original-jpeg",
    ]
    for (dataset, model) in try PretrainedModels.available() where dataset == "synthetic" && !likeThose.contains(model)
    {
      let column = try #require(needed[model], "no scheme of \(model) is compared")
      #expect(columns.contains(column), "run Tests/Peers/predictions.py again")
    }
  }

  @Test(arguments: try columns())
  func predictionsUnderStoredMasks(_ column: String) throws {
    let expected = try Self.expected(column)
    let masks = try StoredMasks()
    let images = try CIFARRecordFile(path: StoredMasks.path("images.bin"))
    try #require(masks.count == 1000 && expected.count == masks.count)

    let parts = column.split(separator: " ").map(String.init)
    var model = ModelChoice()
    model.cut = try #require(Cut(name: parts.count > 1 ? parts[1] : "block3"))
    let scheme = try Catalogue.scheme(named: parts[0]).scheme(
      SchemeSetting(
        name: parts[0], model: model, seed: 1, normalization: .synthetic, shelf: NetworkShelf(dataset: "synthetic")))
    let messages = try scheme.encode(images.batch(0..<images.count))
    let deliveries = (0..<masks.count).map { masks.apply($0, to: messages[$0 % images.count]) }
    let predicted = try scheme.infer(deliveries).predictedClasses()

    var nearTies = 0
    for (mask, (found, peer)) in zip(predicted, expected).enumerated() {
      if peer.margin < Self.nearTie { nearTies += 1 }
      #expect(found == peer.predicted || peer.margin < Self.nearTie, "mask \(mask)")
    }
    #expect(nearTies < 10, "too many near-ties for the comparison to mean anything")
    #expect(Set(predicted).count > 5, "nearly all predictions alike: the comparison would mean nothing")
  }

  /// The stored images and masks are those that this file describes; AIRSLICE_RECORD=1 writes them anew.
  @Test func storedInputsAreAsDescribed() throws {
    let batch = SyntheticDataset(split: .test).batch(0..<100)
    var records: [UInt8] = []
    for image in 0..<batch.count {
      records.append(batch.labels[image])
      records += batch.pixels[image * ImageBatch.imageBytes..<(image + 1) * ImageBatch.imageBytes]
    }
    let masks = StoredMasks.draw()
    if ProcessInfo.processInfo.environment["AIRSLICE_RECORD"] == "1" {
      let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Goldens/masked"
      try AtomicFile.write(records, to: "\(folder)/images.bin")
      try AtomicFile.write(masks, to: "\(folder)/masks.bin")
    } else {
      // Another C library's sines may round a pixel the other way.
      let stored = [UInt8](try Data(contentsOf: URL(fileURLWithPath: StoredMasks.path("images.bin"))))
      let differences = zip(stored, records).filter { $0 != $1 }
      #expect(stored.count == records.count && differences.count < records.count / 1000)
      #expect(differences.allSatisfy { abs(Int($0) - Int($1)) == 1 })
      #expect(try Data(contentsOf: URL(fileURLWithPath: StoredMasks.path("masks.bin"))) == Data(masks))
    }
  }

  /// The schemes that the peer has predicted with: "nair block3".
  private static func columns() throws -> [String] {
    try rows()[0].compactMap { $0.hasSuffix(" class") ? String($0.dropLast(6)) : nil }
  }

  private static func rows() throws -> [[Substring]] {
    try String(contentsOfFile: StoredMasks.path("predictions.csv"), encoding: .utf8)
      .split(separator: "\n").map { $0.split(separator: ",") }
  }

  /// The peer's classes and margins for one scheme.
  private static func expected(_ column: String) throws -> [Expected] {
    let rows = try rows()
    let place = try #require(rows.first?.firstIndex(of: "\(column) class"))
    return try rows.dropFirst().map { row in
      Expected(predicted: try #require(Int(row[place])), margin: try #require(Double(row[place + 1])))
    }
  }
}

/// 1,000 masks of 3,072 bits over what one message sends, in the order of sending. A set bit is an element that
/// arrives; where a message has more elements than a mask has bits, each bit stands for as many neighbours.
private struct StoredMasks {
  static let bits = 3072
  private let bytes: [UInt8]
  var count: Int { bytes.count * 8 / Self.bits }

  init() throws { bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Self.path("masks.bin")))) }

  static func path(_ name: String) throws -> String {
    let folder = try #require(Bundle.module.resourceURL)
    return folder.appendingPathComponent("Goldens/masked/\(name)").path
  }

  /// 250 masks that cut the end off, 250 that lose runs of 128 bits (a unit of the 48 × 8 × 8 features at block13),
  /// 500 that lose single bits at a rate drawn for each; SplitMix64 from seed 1.
  static func draw() -> [UInt8] {
    var state: UInt64 = 1
    func random(below limit: UInt64) -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      return (z ^ z >> 31) % limit
    }
    return (0..<1000).flatMap { mask in
      let rate = random(below: 1001)
      let keptRuns = mask < 250 ? random(below: 25) : 24
      var bytes = [UInt8](repeating: 0, count: bits / 8)
      for run in 0..<bits / 128 {
        let runIsKept = run < keptRuns && (mask >= 500 || mask < 250 || random(below: 1000) >= rate)
        for bit in run * 128..<(run + 1) * 128 where runIsKept && (mask < 500 || random(below: 1000) >= rate) {
          bytes[bit / 8] |= 1 << (bit % 8)
        }
      }
      return bytes
    }
  }

  /// What of `message` arrives under mask `index`: slices of which nothing does are left out.
  func apply(_ index: Int, to message: Message) -> Delivery {
    let elements = message.payloadBytes / message.elementBytes
    var delivery = Delivery()
    var first = 0
    for slice in message.slices {
      let count = slice.payload.count / message.elementBytes
      let erased = (0..<count).filter { element in
        let bit = index * Self.bits + (first + element) * Self.bits / elements
        return bytes[bit / 8] >> (bit % 8) & 1 == 0
      }
      first += count
      if erased.count == count { continue }
      var payload = slice.payload
      for byte in erased.flatMap({ $0 * message.elementBytes..<($0 + 1) * message.elementBytes }) { payload[byte] = 0 }
      delivery.slices.append(
        ReceivedSlice(unit: slice.unit, payload: payload, erasedElements: erased.map(Int32.init)))
    }
    return delivery
  }
}
