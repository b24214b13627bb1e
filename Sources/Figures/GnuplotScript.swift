// The gnuplot script of a figure: kept beside the picture, short enough to be restyled by hand.

import Foundation

/// Writes the script that draws a figure from its points.csv.
package struct GnuplotScript {
  private let description: FigureDescription
  private let curves: FigureCurves
  private let layout: FigureLayout
  private let name: String
  private let data: String

  /// A script that stands in the pictures' folder and makes `name.svg` and its like of the rows of `data`, a path
  /// relative to that folder.
  package init(_ description: FigureDescription, _ curves: FigureCurves, name: String, data: String) {
    (self.description, self.curves, self.name, self.data) = (description, curves, name, data)
    var caption = [description.caption]
    if !curves.notShown.isEmpty {
      let values = curves.notShown.map(Self.short).joined(separator: ", ")
      caption.append("not on a logarithmic axis: \(values)")
    }
    if description.panels?.showOthers == true { caption.append("grey: the curves of the other panels") }
    if let reference = description.panels?.reference, curves.panels.contains([reference]) {
      caption.append("dashed: \(reference)")
    }
    layout = FigureLayout(
      panels: curves.panels.count, hasPanels: description.panels != nil,
      across: curves.gridColumns ?? description.panels?.across,
      legendEntries: curves.curves.map(Self.legendEntry),
      caption: caption.filter { !$0.isEmpty }.joined(separator: "; "))
  }

  /// The whole script.
  package var text: String {
    let drawing = header + (description.panels.map(multiple) ?? single)
    return preamble + "\ndo for [format in formats] {\n" + pages.map { "  \($0)\n" }.joined()
      + drawing.map { $0.isEmpty ? "\n" : "  \($0)\n" }.joined() + "  unset output\n}\n"
  }

  // MARK: Parts

  private var preamble: String {
    let (x, y) = (description.x, description.y)
    var lines = [
      "# \(Self.oneLine(description.title))",
      "# Drawn from \(Self.oneLine(data)) by airslice. Change what you like, then run: gnuplot \(Self.oneLine(name)).gp",
      "# Other formats: gnuplot -e \"formats='pdf'\" \(Self.oneLine(name)).gp",
      "if (!exists('formats')) formats = 'svg png'",
      "if (!exists('name')) name = \(Self.quoted(name))",
      "data = \(Self.quoted(data))",
      "",
      "set encoding utf8",
      "set datafile separator comma",
      "set datafile columnheaders",
      "set datafile missing NaN",
      "",
      "# A row's place on the axes; NaN, which draws nothing, where the row is not wanted.",
      "is(column, value) = strcol(column) eq value",
      "x(wanted) = wanted ? \(Self.scaled(x)) : NaN",
      "y(row) = \(Self.scaled(y))",
    ]
    if let interval = curves.interval {
      for (end, position) in [("low", interval.low), ("high", interval.high)] {
        var axis = y
        axis.column += "_\(end)"
        lines.append("\(end)(row) = valid(\(position + 1)) ? \(Self.scaled(axis)) : y(row)")
      }
    }
    if stride > 1 {
      lines += ["# Every \(stride)th of them, because marks would hide one another."]
      lines.append("some(wanted) = wanted ? (seen = seen + 1, seen % \(stride) == 1 ? x(1) : NaN) : NaN")
    }
    if description.panels?.showOthers == true {
      let values = curves.panels.map { Self.quoted($0[0]) }
      lines.append("array panels[\(values.count)] = [\(values.joined(separator: ", "))]")
    }
    lines += ["", "# Curves differ by dash and point; their colours go from dark to light, for print in grey."]
    for index in curves.curves.indices {
      let style = LineStyle(index, of: curves.curves.count)
      lines.append(
        "set linetype \(index + 1) lc rgb '\(style.colour)' dt \(style.dash) pt \(style.point) lw 1.6 ps \(pointSize)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Points in the fullest curve.
  private var density: Int { curves.points.joined().map(\.count).max() ?? 0 }

  /// One point in how many carries a mark: at most about thirty of a curve do, and all that no line joins.
  private var stride: Int { description.join == .points ? 1 : max(1, (density + 29) / 30) }

  /// Whether intervals are bands: of many points joined by lines, when the rows are in order.
  private var hasBands: Bool {
    curves.interval != nil && stride > 1 && description.join == .line
      && curves.points.joined().allSatisfy { points in zip(points, points.dropFirst()).allSatisfy { $0.x < $1.x } }
  }

  /// Small points where panels are small.
  private var pointSize: String { layout.across > 3 ? "0.4" : "0.55" }

  private var pages: [String] {
    let (width, height) = (layout.width, layout.height)
    return [
      "if (format eq 'svg') { set terminal svg size \(width),\(height) enhanced font 'Arial,13' background 'white' }",
      "if (format eq 'png') { set terminal pngcairo size \(width * 2),\(height * 2) enhanced font 'Arial,13' "
        + "fontscale 1.5 linewidth 2 pointscale 2 }",
      "if (format eq 'pdf') { set terminal pdfcairo size \(width) / 90.0,\(height) / 90.0 enhanced font 'Arial,13' "
        + "fontscale 0.8 linewidth 0.8 pointscale 0.8 }",
      "set output name . '.' . format",
    ] + (stride > 1 ? ["seen = 0"] : [])
  }

  private var header: [String] {
    var lines = [label(1, description.title, x: 20, y: 24, style: "font ',16'")]
    for (index, text) in layout.caption.enumerated() {
      lines.append(
        label(
          2 + index, text, x: 20, y: FigureLayout.captionTop + index * FigureLayout.captionLine,
          style: "font ',11' tc rgb '#444444'"))
    }
    lines += [
      "set border 3 lc rgb '#444444'",
      "set tics nomirror out scale 0.6 tc rgb '#222222'",
      "set grid lc rgb '#dddddd' lt 1 lw 0.6",
      "set errorbars 0.5",
      "set pointintervalbox 0.01",
    ]
    for (name, axis, ticks) in [("x", description.x, ticks.x), ("y", description.y, ticks.y)] {
      if let ticks {
        lines.append("set logscale \(name) 10; set format \(name) '\(ticks.format)'")
        if let places = ticks.places {
          lines.append("set \(name)tics (\(places.map(Self.short).joined(separator: ", ")))")
        }
      }
      if let range = axis.range {
        lines.append("set \(name)range [\(Self.short(range[0])):\(Self.short(range[1]))]")
      }
    }
    return lines
  }

  private var single: [String] {
    [
      "set lmargin at screen \(across(layout.left))",
      "set tmargin at screen \(up(layout.top))",
      "set bmargin at screen \(up(layout.height - layout.bottom))",
      "set xlabel \(Self.quoted(description.x.label)) noenhanced",
      "set ylabel \(Self.quoted(description.y.label)) noenhanced",
      curves.curves.count > 1
        ? "set key outside right center vertical Left reverse samplen 3 spacing 1.3 noenhanced "
          + "title \(Self.quoted(legendTitle)) noenhanced left"
        : "unset key; set rmargin at screen \(across(layout.width - 30))",
    ] + plot(panel: nil, showKey: curves.curves.count > 1)
  }

  private func multiple(_ panels: FigureDescription.Panels) -> [String] {
    let (middleX, middleY) = (
      (layout.left + layout.width - layout.right) / 2, (layout.top + layout.height - layout.bottom) / 2
    )
    var lines = commonRanges
    lines += [
      label(
        100, description.x.label, x: middleX, y: layout.height - layout.legend - 16, style: "center"),
      label(101, description.y.label, x: 20, y: middleY, style: "center rotate by 90"),
      "set multiplot",
      "unset key",
    ]
    for (index, values) in curves.panels.enumerated() {
      let frame = layout.frame(ofPanel: index)
      let isLeft = index % layout.across == 0
      let isBottom = index + layout.across >= curves.panels.count
      // Split before anything is filled in: a value may hold braces.
      let title = panels.title.components(separatedBy: "{}").map { part in
        values.count > 1 ? part.components(separatedBy: "{row}").joined(separator: Self.shown(values[1])) : part
      }.joined(separator: Self.shown(values[0]))
      lines += [
        "",
        "set title \(Self.quoted(title)) noenhanced offset 0,-0.6",
        margins(left: frame.left, right: frame.right, top: frame.top, bottom: frame.bottom),
        "set format x '\(isBottom ? ticks.x?.format ?? "%h" : "")'",
        "set format y '\(isLeft ? ticks.y?.format ?? "%h" : "")'",
      ]
      lines += plot(panel: index, showKey: false)
      // Title, caption and the axes' names belong to the page: once is enough.
      if index == 0 { lines.append("unset label") }
    }
    if layout.legend > 0 {
      // A plot of nothing across the page's foot carries the legend.
      lines += [
        "", "unset title; unset grid; set border 0; set tics scale 0; set format ''",
        margins(left: 0, right: layout.width, top: layout.height - layout.legend, bottom: layout.height),
        "set key center center horizontal Left reverse maxcols \(layout.legendColumns) samplen 3 noenhanced",
        "plot NaN notitle, \\",
      ]
      lines += legendEntries.enumerated().map { index, entry in
        "  " + entry + (index == curves.curves.count - 1 ? "" : ", \\")
      }
    }
    return lines + ["unset multiplot"]
  }

  /// One plot command: the other panels' curves, then joins, points with intervals, and the legend's entries.
  private func plot(panel: Int?, showKey: Bool) -> [String] {
    let join = description.join == .steps ? "steps" : "lines"
    let isPanel = description.panels.flatMap { panels in
      panel.map { zip(panels.columns, curves.panels[$0]).map(Self.condition).joined(separator: " && ") }
    }
    var items: [String] = []
    if let panels = description.panels, panels.showOthers {
      for curve in curves.curves.indices {
        let isOther = condition("is(\(Self.quoted(panels.column)), panels[other])", curve)
        items.append(
          "for [other=1:|panels|] data using (x(\(isOther))):(y(1)) "
            + "smooth unique with \(join) lt 1 dt 1 lw 0.8 lc rgb '#c8c8c8' notitle")
      }
    }
    if let panels = description.panels, let reference = panels.reference, let panel,
      let other = curves.panels.firstIndex(of: [reference]), other != panel
    {
      for curve in curves.curves.indices where !curves.points[other][curve].isEmpty {
        let isReference = condition(Self.condition(panels.column, reference), curve)
        items.append(
          "data using (x(\(isReference))):(y(1)) smooth unique with \(join) lt 1 dt (6,4) lw 1.2 lc rgb '#00408c' notitle"
        )
      }
    }
    let drawn = curves.curves.indices.filter { !curves.points[panel ?? 0][$0].isEmpty }
    if hasBands {
      for curve in drawn {
        items.append(
          "data using (x(\(condition(isPanel, curve)))):(low(1)):(high(1)) with filledcurves fs transparent solid 0.2 "
            + "noborder lt \(curve + 1) notitle")
      }
    }
    for curve in drawn {
      let condition = condition(isPanel, curve)
      if description.join != .points {
        items.append("data using (x(\(condition))):(y(1)) smooth unique with \(join) lt \(curve + 1) notitle")
      }
      items.append(
        "data using (\(stride > 1 ? "some" : "x")(\(condition))):(y(1))"
          + (curves.interval != nil && !hasBands ? ":(low(1)):(high(1)) with yerrorbars" : " with points")
          + " lt \(curve + 1) dt 1 lw 1 notitle")
    }
    if showKey { items += legendEntries }
    // A panel whose points a logarithmic axis cannot show still has its frame.
    if items.isEmpty { items.append("NaN notitle") }
    return items.enumerated().map { index, item in
      (index == 0 ? "plot " : "  ") + item + (index == items.count - 1 ? "" : ", \\")
    }
  }

  /// Which rows are a curve's points, in the panel that the condition `isPanel` picks.
  private func condition(_ isPanel: String?, _ curve: Int) -> String {
    var conditions = curves.passing.map { filter in
      let any = filter.texts.map { Self.condition(filter.column, $0) }.joined(separator: " || ")
      return filter.texts.count > 1 ? "(\(any))" : any
    }
    if let isPanel { conditions.append(isPanel) }
    conditions += zip(description.series, curves.curves[curve]).map { Self.condition($0, $1) }
    return conditions.isEmpty ? "1" : conditions.joined(separator: " && ")
  }

  /// Ranges that all panels share, where the description gives none.
  private var commonRanges: [String] {
    var lines: [String] = []
    if description.x.range == nil {
      let extent = curves.extent { [$0.x] }
      if extent.lowerBound < extent.upperBound {
        lines.append("set xrange [\(Self.short(extent.lowerBound)):\(Self.short(extent.upperBound))]")
      }
    }
    if description.y.range == nil {
      let isLogarithmic = description.y.scale == .log
      let extent = curves.extent { [$0.y, $0.low ?? $0.y, $0.high ?? $0.y].filter { $0 > 0 || !isLogarithmic } }
      let margin = isLogarithmic ? 0 : (extent.upperBound - extent.lowerBound) * 0.05
      if extent.lowerBound < extent.upperBound {
        lines.append("set yrange [\(Self.short(extent.lowerBound - margin)):\(Self.short(extent.upperBound + margin))]")
      }
    }
    return lines
  }

  private var legendEntries: [String] {
    curves.curves.enumerated().map { curve, key in
      "keyentry with \(description.join == .points ? "points" : "linespoints") lt \(curve + 1) title \(Self.quoted(Self.legendEntry(key)))"
    }
  }

  private static func legendEntry(_ key: [String]) -> String { key.map(shown).joined(separator: ", ") }

  /// A column's text as readers see it: an empty one would leave a curve without an entry in the legend.
  private static func shown(_ text: String) -> String { text.isEmpty ? "(none)" : text }

  private var legendTitle: String { description.legend ?? description.series.joined(separator: ", ") }
}

// MARK: - gnuplot's language

extension GnuplotScript {
  /// The labelled ticks of the logarithmic ones among the axes.
  fileprivate var ticks: (x: LogarithmicTicks?, y: LogarithmicTicks?) {
    func ticks(_ axis: FigureDescription.Axis, _ values: (FigureCurves.Point) -> [Double]) -> LogarithmicTicks? {
      guard axis.scale == .log else { return nil }
      if let range = axis.range { return LogarithmicTicks(range[0]...range[1]) }
      let extent = curves.extent { values($0).filter { $0 > 0 } }
      guard description.panels == nil else { return LogarithmicTicks(extent) }
      // gnuplot lengthens the axis of a single plot to whole decades.
      return LogarithmicTicks(
        pow(10, log10(extent.lowerBound).rounded(.down))...pow(10, log10(extent.upperBound).rounded(.up)))
    }
    return (
      ticks(description.x) { [$0.x] }, ticks(description.y) { [$0.y, $0.low ?? $0.y, $0.high ?? $0.y] }
    )
  }

  private func label(_ number: Int, _ text: String, x: Int, y: Int, style: String) -> String {
    "set label \(number) \(Self.quoted(text)) at screen \(across(x)),\(up(y)) \(style) noenhanced"
  }

  /// Sets the edges of the next plot's frame, counted from the page's left and top edges.
  private func margins(left: Int, right: Int, top: Int, bottom: Int) -> String {
    "set lmargin at screen \(across(left)); set rmargin at screen \(across(right)); "
      + "set tmargin at screen \(up(top)); set bmargin at screen \(up(bottom))"
  }

  /// A horizontal distance as a share of the page's width (or of another length).
  private func across(_ pixels: Int, of length: Int? = nil) -> String {
    Self.short((Double(pixels) / Double(length ?? layout.width) * 1e4).rounded() / 1e4)
  }

  /// A distance from the page's top as a height above its foot, as a share of the page.
  private func up(_ pixels: Int) -> String { across(layout.height - pixels, of: layout.height) }

  private static func condition(_ column: String, _ value: String) -> String {
    "is(\(quoted(column)), \(quoted(value)))"
  }

  private static func scaled(_ axis: FigureDescription.Axis) -> String {
    (axis.factor == 1 ? "" : "\(short(axis.factor)) * ") + "column(\(quoted(axis.column)))"
  }

  /// A string constant that gnuplot takes as it is: single quotes, where nothing is special; double quotes with
  /// everything special escaped for a text with apostrophes, because a doubled apostrophe is not always understood.
  package static func quoted(_ text: String) -> String {
    let text = oneLine(text)
    guard text.contains("'") else { return "'\(text)'" }
    return "\"" + text.map { escapes[$0] ?? String($0) }.joined() + "\""
  }

  /// A backtick in its octal form, because gnuplot runs what stands between two of them.
  private static let escapes: [Character: String] = ["\\": "\\\\", "\"": "\\\"", "`": "\\140"]

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\0" ? " " : $0 })
  }

  /// A number without a needless ".0".
  private static func short(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
