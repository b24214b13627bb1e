// Which rows become which curve, and what is told when a description does not fit its points.

import Core
import Figures
import Foundation
import Testing

@Suite struct FigureCurvesTests {
  private let points = """
    scheme,channel.rate,model.cut,images,accuracy,accuracy_low,accuracy_high
    original,0,block3,100,0.9,0.8,0.95
    original,0.10,block3,100,0.5,0.4,0.6
    sorted,0,block3,100,0.9,0.8,0.95
    original,0,stem,100,0.9,,
    sorted,0.1,block3,100,0.7,0.6,0.8
    sorted,0.2,block3,100,,,
    """
  private let rate = FigureDescription.Axis(column: "channel.rate", label: "Lost [%]", factor: 100)
  private let accuracy = FigureDescription.Axis(column: "accuracy", label: "Accuracy [%]", factor: 100)

  private func curves(_ description: FigureDescription, _ text: String? = nil) throws -> FigureCurves {
    try FigureCurves(CSVTable((text ?? points).utf8, file: "points.csv"), description)
  }

  @Test func sortsRowsIntoPanelsAndCurves() throws {
    let curves = try curves(
      FigureDescription(title: "", x: rate, y: accuracy, series: ["scheme"], panels: .init(column: "model.cut")))
    #expect(curves.panels == [["block3"], ["stem"]])
    #expect(curves.curves == [["original"], ["sorted"]])
    #expect(curves.interval?.low == 5 && curves.interval?.high == 6)
    #expect(curves.points[0][0].map { [$0.x, $0.y, $0.low, $0.high] } == [[0, 90, 80, 95], [10, 50, 40, 60]])
    #expect(curves.points[0][1].map(\.y) == [90, 70], "the row without accuracy is not drawn")
    #expect(curves.points[1].map { $0.map { [$0.x, $0.y, $0.low, $0.high] } } == [[[0, 90, nil, nil]], []])
  }

  @Test func filtersByNumberAndByText() throws {
    let description = FigureDescription(
      title: "", x: rate, y: accuracy, series: ["scheme"], filter: ["model.cut": "block3", "channel.rate": "1e-1"])
    let curves = try curves(description)
    #expect(curves.points[0].map { $0.map(\.y) } == [[50], [70]])
    #expect(curves.passing.map(\.column) == ["channel.rate", "model.cut"])
    #expect(curves.passing[0].texts == ["0.10", "0.1"])
  }

  @Test func namesWhatALogarithmicAxisCannotShow() throws {
    var x = rate
    x.scale = .log
    let curves = try curves(
      FigureDescription(title: "", x: x, y: accuracy, series: ["scheme"], filter: ["model.cut": "block3"]))
    #expect(curves.notShown == [0])
    #expect(curves.points[0].map { $0.map(\.x) } == [[10], [10]])
  }

  @Test func refusesTwoRowsAtOnePlace() throws {
    let error = try #require(throws: AirSliceError.self) {
      try curves(FigureDescription(title: "", x: rate, y: accuracy, series: ["scheme"]))
    }
    #expect(error.kind == .data)
    #expect(error.description.hasPrefix("points.csv:5: the same channel.rate in one curve as line 2"), "\(error)")
  }

  /// Once all has been sent a longer deadline costs no more energy and brings no more: the same point again.
  @Test func equalRowsAreOnePoint() throws {
    let text = "energy_mj,latency_ms,accuracy\n1,10,0.5\n2,20,0.9\n2,40,0.9\n2,80,0.9"
    let energy = FigureDescription.Axis(column: "energy_mj", label: "Energy [mJ]")
    let found = try curves(FigureDescription(title: "", x: energy, y: accuracy, series: []), text)
    #expect(found.points[0][0].map(\.x) == [1, 2] && found.points[0][0].map(\.y) == [50, 90])
    #expect(throws: AirSliceError.self) {
      try curves(FigureDescription(title: "", x: energy, y: accuracy, series: []), text + "\n2,160,0.8")
    }
  }

  @Test(arguments: [
    (FigureDescription.Axis(column: "rate", label: ""), "no column 'rate'"),
    (FigureDescription.Axis(column: "channel.rate", label: "", factor: 0), "the factor of the figure's x axis is 0.0"),
    (
      FigureDescription.Axis(column: "channel.rate", label: "", factor: .nan),
      "the factor of the figure's x axis is nan"
    ),
    (
      FigureDescription.Axis(column: "channel.rate", label: "", range: [1]), "the range of the figure's x axis is [1.0]"
    ),
    (FigureDescription.Axis(column: "channel.rate", label: "", range: [2, 1]), "the range of the figure's x axis"),
    (
      FigureDescription.Axis(column: "channel.rate", label: "", scale: .log, range: [0, 1]),
      "the range of the figure's x axis is [0.0, 1.0]: two ascending numbers are needed, positive ones"
    ),
    (FigureDescription.Axis(column: "scheme", label: ""), "column 'scheme' holds 'original'"),
  ])
  func refusesAnAxisThatDoesNotFit(_ axis: FigureDescription.Axis, _ text: String) throws {
    let error = try #require(throws: AirSliceError.self) {
      try curves(FigureDescription(title: "", x: axis, y: accuracy, series: ["scheme", "model.cut"]))
    }
    #expect(error.kind == .data)
    #expect(error.description.contains(text), "\(error)")
  }

  /// gnuplot reads points.csv itself and would silently draw nothing.
  @Test(arguments: ["\"a, b\"", "\"say \"\"so\"\"\"", " a", "\"a\nb\""])
  func refusesTextsThatGnuplotWouldMisread(_ text: String) throws {
    let description = FigureDescription(title: "", x: rate, y: accuracy, series: ["scheme"])
    let error = try #require(throws: AirSliceError.self) {
      try curves(description, "scheme,channel.rate,accuracy\nraw,0,1\n\(text),0,1\n")
    }
    #expect(error.description.hasPrefix("points.csv:3: gnuplot cannot select rows by column 'scheme'"), "\(error)")
    #expect(try curves(description, "scheme,channel.rate,accuracy\n,0,1\na b's,0,1\n").curves == [[""], ["a b's"]])
  }

  @Test func refusesAFigureOfNothing() throws {
    let description = FigureDescription(
      title: "", x: rate, y: accuracy, series: ["scheme"], filter: ["model.cut": "block4"])
    let error = try #require(throws: AirSliceError.self) { try curves(description) }
    #expect(error.description.contains("no row to draw"))
    #expect(throws: AirSliceError.self) {
      try curves(
        FigureDescription(title: "", x: rate, y: accuracy, series: ["scheme"]), "channel.rate,accuracy,scheme\n")
    }
  }

  @Test func suggestsAFigureForPointsWithoutDescription() throws {
    let overRate = try #require(
      FigureDescription(suggestedBy: CSVTable(points.utf8, file: "points.csv"), title: "mine"))
    #expect(overRate.x.column == "channel.rate")
    #expect(overRate.series == ["scheme", "model.cut"])
    let latencies = "scheme,channel.rate,latency_ms,images,accuracy\nraw,0,1,9,0.1\nraw,0,2,9,0.2\n"
    let overLatency = try #require(
      FigureDescription(suggestedBy: CSVTable(latencies.utf8, file: "points.csv"), title: "mine"))
    #expect(overLatency.x == .init(column: "latency_ms", label: "Latency [ms]"))
    #expect(overLatency.series.isEmpty)
    #expect(overLatency.y == .init(column: "accuracy", label: "Accuracy [%]", factor: 100))
    let link = latencies.replacing("accuracy", with: "delivered_fraction")
    let unanswered = try #require(
      FigureDescription(suggestedBy: CSVTable(link.utf8, file: "points.csv"), title: "mine"))
    #expect(unanswered.y == .init(column: "delivered_fraction", label: "Delivered [%]", factor: 100))
    #expect(try FigureDescription(suggestedBy: CSVTable("a,b\n1,2\n".utf8, file: ""), title: "") == nil)
  }

  @Test func decodesWithDefaults() throws {
    let json = """
      {"title": "T", "x": {"column": "a", "label": "A"}, "y": {"column": "b", "label": "B"},
       "panels": {"column": "c", "show_others": true}}
      """
    let description = try JSONDecoder().decode(FigureDescription.self, from: Data(json.utf8))
    #expect(
      description
        == FigureDescription(
          title: "T", x: .init(column: "a", label: "A"), y: .init(column: "b", label: "B"), series: [],
          panels: .init(column: "c", showOthers: true)))
    let again = try JSONDecoder().decode(FigureDescription.self, from: JSONEncoder().encode(description))
    #expect(again == description)
  }

  /// Every pair of values has its panel, row by row, also the one that no row of the table has.
  @Test func twoColumnsMakeAGrid() throws {
    let curves = try curves(
      FigureDescription(
        title: "", x: rate, y: accuracy, series: [], panels: .init(column: "scheme", row: "model.cut")))
    let upper = [["original", "block3"], ["sorted", "block3"]]
    #expect(curves.panels == upper + [["original", "stem"], ["sorted", "stem"]])
    #expect(curves.gridColumns == 2)
    #expect(curves.points.map { $0[0].map(\.y) } == [[90, 50], [90, 70], [90], []])
    let error = try #require(throws: AirSliceError.self) {
      try self.curves(
        FigureDescription(
          title: "", x: rate, y: accuracy, series: [],
          panels: .init(column: "scheme", row: "model.cut", showOthers: true)))
    }
    #expect(error.description.contains("are a grid"))
  }
}
