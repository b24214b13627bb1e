// What weights say of their training, and the one line that a wrong one is refused with.

import Core
import Neural
import Schemes
import Testing

@Suite struct TrainingRecordTests {
  /// The narrow network has 8 channels at block3: four units of two.
  static let good = ["scheme": "nair", "cut": "block3", "unit_channels": "2", "order": "2,0,3,1"]

  func record(_ metadata: [String: String]) throws -> TrainingRecord {
    var weights = try NarrowNetwork.weights()
    weights.metadata = metadata
    return try TrainingRecord(of: weights, file: "w.safetensors")
  }

  func refusal(_ change: [String: String?]) -> String {
    var metadata = Self.good
    for (key, value) in change { metadata[key] = value }
    do { return "taken: \(try record(metadata))" } catch { return "\(error)" }
  }

  @Test func readsWhatItWrites() throws {
    let shares = [0.125, 0.5, 0.25, 0.125]
    for (order, shares) in [([2, 0, 3, 1], shares), (nil, nil)] as [([Int]?, [Double]?)] {
      let written = TrainingRecord(training: "clio-n", cut: .block(3), unitChannels: 2, order: order, shares: shares)
      #expect(try record(written.metadata) == written)
    }
    #expect(try record(Self.good).order == [2, 0, 3, 1])
  }

  @Test func refused() {
    for order in ["0,1,2", "0,1,2,2", "1,2,3,4", "0,1,2,3,4", "0,1,2,x", "", "0;1;2;3", "0,1,2,-3"] {
      #expect(refusal(["order": order]).hasPrefix("w.safetensors: its order '"), "\(order)")
      #expect(refusal(["order": order]).hasSuffix("is no permutation of the units 0 to 3"))
    }
    #expect(refusal(["scheme": nil]).contains("does not say what it was trained for"))
    #expect(refusal(["cut": nil]).contains("metadata 'cut' is missing"))
    #expect(refusal(["cut": "block18"]).contains("metadata 'cut' is 'block18'"))
    for value in ["0", "-2", "two"] { #expect(refusal(["unit_channels": value]).contains("'\(value)'")) }
    for shares in ["1", "0.5,0.5,nan,0", "0.5,0.5,-0.5,0.5", "0.5,0.5,0.5,0.5", "a,b,c,d"] {
      #expect(refusal(["shares": shares]).contains("are not 4 fractions that make 1"), "\(shares)")
    }
    let long = refusal(["order": String(repeating: "7\n", count: 5000)])
    #expect(long.count < 200 && !long.contains("\n"))
  }

  @Test func refusedForAnotherPurpose() throws {
    let record = try record(Self.good)
    func refusal(_ training: String, _ cut: Cut, _ unitChannels: Int) -> String {
      do {
        try record.check(training: training, cut: cut, unitChannels: unitChannels, file: "w.safetensors")
        return ""
      } catch { return "\(error)" }
    }
    #expect(refusal("nair", .block(3), 2) == "")
    #expect(refusal("clio-n", .block(3), 2).contains("was trained as 'nair', where the scheme needs weights trained"))
    #expect(refusal("nair", .block(2), 2).contains("for the cut block3, where the scenario cuts at block2"))
    #expect(refusal("nair", .block(3), 4).contains("for units of 2 channels, where the scenario has 4"))
  }
}
