// Whole figures: gnuplot draws them, and what can go wrong on the way is told in one line.

import Core
import Figures
import Foundation
import Testing

@Suite struct FigureTests {
  /// A results folder `<root>/results/synthetic/<name>` with these files; the root is removed with the value.
  private final class Results {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("figures \(UUID().uuidString)").path
    let folder: String
    var plots: String { "\(root)/plots" }

    init(_ name: String, points: String?, figure: String? = nil) throws {
      folder = "\(root)/results/synthetic/\(name)"
      try AtomicFile.createDirectory(folder)
      if let points { try AtomicFile.write(points, to: "\(folder)/points.csv") }
      if let figure { try AtomicFile.write(figure, to: "\(folder)/figure.json") }
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func text(_ file: String) throws -> String {
      try String(contentsOfFile: "\(plots)/synthetic/\(file)", encoding: .utf8)
    }
  }

  private static let points = """
    scheme,channel.rate,images,accuracy,accuracy_low,accuracy_high
    original,0.1,100,0.5,0.4,0.6
    original,0,100,0.9,0.8,0.95
    sorted,0,100,0.9,0.8,0.95
    sorted,0.1,100,0.7,0.6,0.8
    """

  private static func figure(_ more: String = "", title: String = "T", column: String = "channel.rate") -> String {
    """
    {"title": "\(title)", "x": {"column": "\(column)", "label": "Rate, with_underscore"},
     "y": {"column": "accuracy", "label": "Accuracy [%]", "factor": 100}, "series": ["scheme"]\(more)}
    """
  }

  @Test func drawsTheSameSVGEachTime() throws {
    let results = try Results("fig", points: Self.points, figure: Self.figure())
    let pictures = try Figure.draw(results: results.folder, plots: results.plots)
    #expect(pictures == ["svg", "png"].map { "\(results.plots)/synthetic/fig.\($0)" })
    let first = try results.text("fig.svg")
    try Figure.draw(results: results.folder, plots: results.plots)
    #expect(try results.text("fig.svg") == first)
    for text in ["original", "sorted", "Rate, with_underscore", "Accuracy [%]"] { #expect(first.contains(text)) }
    let png = try Data(contentsOf: URL(fileURLWithPath: pictures[1]))
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    let left = try FileManager.default.contentsOfDirectory(atPath: "\(results.plots)/synthetic")
    #expect(left.sorted() == ["fig.gp", "fig.png", "fig.svg"], "nothing temporary stays")
  }

  /// The places where curve and intervals must be are read back from the SVG of a figure with known ranges.
  @Test func drawsValuesWhereTheyBelong() throws {
    let figure = """
      {"title": "", "x": {"column": "channel.rate", "label": "", "range": [0, 0.1]},
       "y": {"column": "accuracy", "label": "", "factor": 100, "range": [0, 100]}, "filter": {"scheme": "original"}}
      """
    let results = try Results("fig", points: Self.points, figure: figure)
    try Figure.draw(results: results.folder, plots: results.plots, formats: [.svg])
    let svg = try results.text("fig.svg")
    // With one curve the frame is known: 70 px from the left, 30 px from the right of a page of 900 px.
    let line = try #require(svg.firstMatch(of: #/d='M(\d+\.\d+),(\d+\.\d+) L(\d+\.\d+),(\d+\.\d+) *'\/><\/g>\s*<\/g>/#))
    let numbers = try [line.1, line.2, line.3, line.4].map { try #require(Double($0)) }
    #expect(abs(numbers[0] - 70) < 1)
    #expect(abs(numbers[2] - 870) < 1)
    // 90 % and 50 % of the frame's height of 380 px: the second point lies 152 px below the first.
    #expect(abs(numbers[3] - numbers[1] - 152) < 1, "rows are joined in order of x, not of the file")
  }

  @Test func theScriptDrawsAgainFromItsFolder() throws {
    let results = try Results("it's", points: Self.points, figure: Self.figure())
    try Figure.draw(results: results.folder, plots: results.plots, formats: [.svg])
    let script = try results.text("it's.gp")
    #expect(script.contains("data = \"../../results/synthetic/it's/points.csv\""))
    let first = try results.text("it's.svg")
    try FileManager.default.removeItem(atPath: "\(results.plots)/synthetic/it's.svg")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gnuplot", "it's.gp"]
    process.currentDirectoryURL = URL(fileURLWithPath: "\(results.plots)/synthetic")
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try results.text("it's.svg") == first)
  }

  @Test func drawsPanelsWithOneLegend() throws {
    let cuts = ["stem", "block1", "block2"]
    let rows = cuts.flatMap { cut in
      ["a", "b"].flatMap { scheme in ["\(scheme),\(cut),1,0.1", "\(scheme),\(cut),2,0.2"] }
    }
    let results = try Results(
      "fig", points: (["scheme,model.cut,channel.rate,accuracy"] + rows).joined(separator: "\n"),
      figure: Self.figure(#", "panels": {"column": "model.cut", "title": "cut at {}", "show_others": true}"#))
    try Figure.draw(results: results.folder, plots: results.plots, formats: [.svg, .pdf])
    let svg = try results.text("fig.svg")
    for cut in cuts { #expect(svg.contains("cut at \(cut)")) }
    #expect(svg.components(separatedBy: "<text>a</text>").count == 2, "each curve once in one legend")
    #expect(svg.contains("grey: the curves of the other panels"))
    let pdf = try Data(contentsOf: URL(fileURLWithPath: "\(results.plots)/synthetic/fig.pdf"))
    #expect(pdf.starts(with: Data("%PDF".utf8)))
  }

  /// Six short names have room side by side on a page of 920 px; where one of them is long, they stand in two rows.
  @Test func longNamesTakeMoreRowsOfTheLegend() {
    func layout(_ names: [String]) -> FigureLayout {
      FigureLayout(panels: 4, hasPanels: true, across: 2, legendEntries: names, caption: "")
    }
    let short = layout(["a", "b", "c", "d", "e", "f"])
    let long = layout(["a", "b", "c", "d", "e", "original-other-width"])
    #expect(short.width == 920 && short.legend == 24 && short.legendColumns == 6)
    #expect(long.width == 920 && long.legend == 48 && long.legendColumns == 3)
    #expect(long.height == short.height + 24)
  }

  @Test func drawsTheReferenceInEveryOtherPanel() throws {
    let results = try Results(
      "fig", points: Self.points,
      figure: Self.figure(#", "panels": {"column": "scheme", "reference": "sorted"}"#)
        .replacingOccurrences(of: #""series": ["scheme"]"#, with: #""series": []"#))
    try Figure.draw(results: results.folder, plots: results.plots, formats: [.svg])
    let script = try results.text("fig.gp")
    #expect(script.components(separatedBy: "dt (6,4)").count == 2, "in the one panel that is not its own")
    #expect(try results.text("fig.svg").contains("dashed: sorted"))
    // A scheme that was left out is no fault.
    let other = try Results(
      "fig", points: Self.points, figure: Self.figure(#", "panels": {"column": "scheme", "reference": "nair"}"#))
    try Figure.draw(results: other.folder, plots: other.plots, formats: [.svg])
    #expect(!(try other.text("fig.svg")).contains("dashed"))
  }

  @Test func pointsStandForThemselves() throws {
    let results = try Results("fig", points: Self.points, figure: Self.figure(#", "join": "points""#))
    try Figure.draw(results: results.folder, plots: results.plots, formats: [.svg])
    let script = try results.text("fig.gp")
    #expect(!script.contains("smooth unique") && script.contains("with yerrorbars"))
    #expect(script.contains("keyentry with points "))
    // However many there are, each is shown.
    let rows = (0..<90).map { "a,\($0),1,0.5,0.4,0.6" }
    let many = try Results(
      "fig", points: ([String(Self.points.prefix(while: { $0 != "\n" }))] + rows).joined(separator: "\n"),
      figure: Self.figure(#", "join": "points""#))
    try Figure.draw(results: many.folder, plots: many.plots, formats: [.svg])
    #expect(!(try many.text("fig.gp")).contains("(some("))
  }

  @Test func drawsAGridOfPanels() throws {
    let rows = ["float32", "int8"].flatMap { wire in
      ["1", "4"].flatMap { time in ["a,\(wire),\(time),0,0.5", "a,\(wire),\(time),0.1,0.4"] }
    }
    let results = try Results(
      "fig", points: (["scheme,model.wire,latency_ms,channel.rate,accuracy"] + rows).joined(separator: "\n"),
      figure: Self.figure(
        #", "panels": {"column": "latency_ms", "row": "model.wire", "title": "{row} after {} ms"}"#))
    try Figure.draw(results: results.folder, plots: results.plots, formats: [.svg])
    let svg = try results.text("fig.svg")
    for title in ["float32 after 1 ms", "float32 after 4 ms", "int8 after 1 ms", "int8 after 4 ms"] {
      #expect(svg.contains(title))
    }
  }

  /// A curve of many points has few marks; joined by lines its interval is a band, in steps it is bars.
  @Test(arguments: ["line", "steps"])
  func thinsTheMarksOfFullCurves(_ join: String) throws {
    let rows = (0..<90).map { "\($0),0.5,0.4,0.6" }
    let results = try Results(
      "fig", points: (["latency_ms,accuracy,accuracy_low,accuracy_high"] + rows).joined(separator: "\n"),
      figure: """
        {"title": "", "x": {"column": "latency_ms", "label": ""}, "y": {"column": "accuracy", "label": ""}, \
        "join": "\(join)"}
        """)
    try Figure.draw(results: results.folder, plots: results.plots, formats: [.svg, .png])
    let svg = try results.text("fig.svg")
    // gnuplot draws a bar's mark twice: in the background's colour below the mark itself.
    #expect(svg.components(separatedBy: "#gpPt6'").count - 1 == (join == "line" ? 30 : 60), "filled circles")
    #expect(svg.contains("fill-opacity = '0.2") == (join == "line"), "a band is a transparent area")
  }

  /// Rows without an interval have a mark all the same, and a panel without points its frame.
  @Test func drawsWhatIsPartlyThere() throws {
    let points = """
      scheme,model.cut,channel.rate,accuracy,accuracy_low,accuracy_high
      original,block3,0,0.5,0.4,0.6
      original,stem,0.1,0.5,0.4,0.6
      original,stem,0.2,0.5,,
      ,stem,0.3,0.5,,
      """
    let results = try Results(
      "fig", points: points,
      figure: Self.figure(#", "panels": {"column": "model.cut"}"#)
        .replacingOccurrences(of: "\"label\": \"Rate", with: "\"scale\": \"log\", \"label\": \"Rate"))
    try Figure.draw(results: results.folder, plots: results.plots, formats: [.svg])
    let svg = try results.text("fig.svg")
    #expect(svg.contains("block3") && svg.contains("stem"))
    #expect(svg.components(separatedBy: "#gpPt4'").count - 1 == 2, "the second curve's square in plot and legend")
    #expect(
      svg.components(separatedBy: "#gpPt6'").count - 1 == 3 + 3, "two circles, one in the legend, and what lies below")
  }

  @Test(arguments: Figure.Format.allCases)
  func saysWhatALogarithmicAxisLeavesOut(_ format: Figure.Format) throws {
    let results = try Results(
      "fig", points: Self.points,
      figure: Self.figure().replacingOccurrences(of: "\"label\": \"Rate", with: "\"scale\": \"log\", \"label\": \"Rate")
    )
    try Figure.draw(results: results.folder, plots: results.plots, formats: [format])
    #expect(try results.text("fig.gp").contains("not on a logarithmic axis: 0"))
  }

  /// Titles and values are text to gnuplot, never commands: a backtick would run a program.
  @Test func runsNothingThatNamesSay() throws {
    let results = try Results("fig", points: nil)
    let mark = "\(results.root)/mark"
    for title in [
      "`touch '\(mark)'`", "'.system(\\\"touch '\(mark)'\\\").'", "a\\n!touch '\(mark)'", "{/Symbol %d @x}",
    ] {
      let points = Self.points.replacingOccurrences(of: "sorted", with: "`touch '\(mark)'`")
      try AtomicFile.write(points, to: "\(results.folder)/points.csv")
      try AtomicFile.write(Self.figure(title: title), to: "\(results.folder)/figure.json")
      try Figure.draw(results: results.folder, plots: results.plots, formats: [.svg])
      #expect(!FileManager.default.fileExists(atPath: mark), "\(title)")
    }
  }

  @Test func withoutGnuplotTheScriptStaysAndOneLineSaysSo() throws {
    let results = try Results("fig", points: Self.points, figure: Self.figure())
    let error = try #require(throws: AirSliceError.self) {
      try Figure.draw(results: results.folder, plots: results.plots, searchPath: "/nowhere:")
    }
    #expect(error.kind == .missingInput)
    #expect(error.description.contains("gnuplot is not installed"))
    #expect(try results.text("fig.gp").hasPrefix("# T"))
  }

  @Test func aGnuplotThatFailsLeavesTheOldPicture() throws {
    let results = try Results("fig", points: Self.points, figure: Self.figure())
    try Figure.draw(results: results.folder, plots: results.plots, formats: [.svg])
    let before = try results.text("fig.svg")
    let tools = "\(results.root)/tools"
    try AtomicFile.createDirectory(tools)
    // One that refuses, and one that ends well and writes nothing, as on a full disk.
    for (body, kind) in [("echo 'line 3: no' >&2; exit 1", AirSliceError.Kind.internal), ("exit 0", .io)] {
      try AtomicFile.write("#!/bin/sh\n\(body)\n", to: "\(tools)/gnuplot")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(tools)/gnuplot")
      let error = try #require(throws: AirSliceError.self) {
        try Figure.draw(results: results.folder, plots: results.plots, formats: [.svg], searchPath: tools)
      }
      #expect(error.kind == kind)
      #expect(try results.text("fig.svg") == before)
    }
  }

  @Test(arguments: [
    ("{", "not JSON"), (#"{"title": 3}"#, "'title'"), (#"{"title": "T"}"#, "'x' is missing"),
    (#"{"title": "T", "x": {"column": "a"}}"#, "'x.label' is missing"),
    (#"{"title": "T", "x": {"column": "a", "label": "", "scale": "cubic"}}"#, "'x.scale'"),
  ])
  func refusesADamagedDescription(_ figure: String, _ text: String) throws {
    let results = try Results("fig", points: Self.points, figure: figure)
    let error = try #require(throws: AirSliceError.self) {
      try Figure.draw(results: results.folder, plots: results.plots)
    }
    #expect(error.kind == .data)
    #expect(error.location?.file.hasSuffix("fig/figure.json") == true)
    #expect(error.message.contains(text), "\(error)")
    #expect(!error.message.contains("\n"))
  }

  @Test func tellsWhatIsMissingAndWhatCannotBeMade() throws {
    let empty = try Results("fig", points: nil)
    #expect(throws: AirSliceError.self) { try Figure.draw(results: empty.folder, plots: empty.plots) }
    let results = try Results("fig", points: Self.points)
    let error = try #require(throws: AirSliceError.self) {
      try Figure.draw(results: results.folder, plots: "\(results.folder)/points.csv/plots")
    }
    #expect(error.kind == .cannotCreate)
  }
}
