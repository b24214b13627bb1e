// Numbers on logarithmic axes: enough of them, round ones, and in the script that draws them.

import Core
import Figures
import Foundation
import Testing

@Suite struct LogarithmicTicksTests {
  @Test(arguments: [
    (1.2, 50.0, [2.0, 5, 10, 20, 50], "%g"),
    (0.03, 0.5, [0.05, 0.1, 0.2, 0.5], "%g"),
    (2, 9, [2, 3, 4, 5, 6, 7, 8, 9], "%g"),
    (3, 4, [3, 3.2, 3.4, 3.6, 3.8, 4], "%g"),
    (2e-6, 4e-5, [2e-6, 5e-6, 1e-5, 2e-5], "%.0t·10^{%T}"),
    (100, 1e6, [], "10^{%L}"), (1e-7, 0.5, [], "10^{%L}"), (0.1, 10, [], "10^{%L}"),
    (7, 7, [7], "%g"),
  ])
  func places(_ low: Double, _ high: Double, _ places: [Double], _ format: String) {
    let ticks = LogarithmicTicks(low...high)
    #expect(ticks.format == format)
    #expect(ticks.places?.count ?? 0 == places.count)
    for (found, expected) in zip(ticks.places ?? [], places) { #expect(abs(found / expected - 1) < 1e-12) }
  }

  /// Between three and ten numbers on every axis, all on it.
  @Test func enoughEverywhere() {
    for step in 0..<400 {
      let low = pow(10, -9 + 0.0453 * Double(step))
      for factor in [1.001, 1.03, 1.5, 2, 3.7, 9.9, 12, 40, 99, 150, 900, 1e4, 1e7] {
        let range = low...low * factor
        let ticks = LogarithmicTicks(range)
        guard let places = ticks.places else {
          let powers = (-9...20).count { range.contains(pow(10, Double($0))) }
          #expect(powers >= 3, "\(range)")
          continue
        }
        #expect((3...10).contains(places.count), "\(range): \(places)")
        #expect(places.allSatisfy { range.contains($0) } && places == places.sorted())
      }
    }
  }

  /// In panels the axis ends with the data; a single plot's is lengthened to whole decades.
  @Test(arguments: [(true, "set xtics (2, 5, 10, 20, 50)"), (false, "set format x '10^{%L}'")])
  func inTheScript(_ hasPanels: Bool, _ line: String) throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("ticks \(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: root) }
    let rows = [1.2, 2, 5, 10, 20, 50].flatMap { burst in
      [125, 250].map { "raw,\(burst),\($0),0.\(Int(burst) + 30)\n" }
    }
    let panels = hasPanels ? #","panels": {"column": "latency_ms"}"# : #","filter": {"latency_ms": "125"}"#
    try AtomicFile.createDirectory("\(root)/results/fig")
    try AtomicFile.write("scheme,burst,latency_ms,accuracy\n" + rows.joined(), to: "\(root)/results/fig/points.csv")
    try AtomicFile.write(
      """
      {"title": "T", "x": {"column": "burst", "label": "Burst", "scale": "log"},
       "y": {"column": "accuracy", "label": "A"}, "series": ["scheme"]\(panels)}
      """, to: "\(root)/results/fig/figure.json")
    let pictures = try Figure.draw(results: "\(root)/results/fig", plots: "\(root)/plots", formats: [.svg])
    let svg = try String(contentsOfFile: pictures[0], encoding: .utf8)
    let script = try String(
      contentsOfFile: pictures[0].replacingOccurrences(of: ".svg", with: ".gp"), encoding: .utf8)
    #expect(script.contains(line))
    for number in [2, 5, 10, 20, 50] where hasPanels {
      #expect(svg.contains(">\(number)<") || svg.contains("> \(number)<"), "\(number)")
    }
  }
}
