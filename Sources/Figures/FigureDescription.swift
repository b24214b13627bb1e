// What a figure shows, as data: the `figure:` section of a scenario, and `figure.json` beside its points.csv.

import Core

/// Which columns of a points.csv make one figure, and how it is labelled.
package struct FigureDescription: Codable, Hashable, Sendable {
  /// One axis.
  package struct Axis: Codable, Hashable, Sendable {
    /// How values are spread along the axis.
    package enum Scale: String, NamedChoice, Hashable, Sendable {
      case linear
      /// Powers of ten; values of zero and below cannot be shown and are named in the caption.
      case log
    }

    /// The column of points.csv.
    package var column: String
    /// What the reader sees, with its unit: "Latency [ms]".
    package var label: String
    package var scale: Scale
    /// What values are multiplied with before they are drawn: 100 turns a fraction into percent.
    package var factor: Double
    /// The first and the last value shown, after `factor`; nil for what fits the data.
    package var range: [Double]?

    package init(
      column: String, label: String, scale: Scale = .linear, factor: Double = 1, range: [Double]? = nil
    ) {
      (self.column, self.label, self.scale, self.factor, self.range) = (column, label, scale, factor, range)
    }

    package init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      column = try values.decode(String.self, forKey: .column)
      label = try values.decode(String.self, forKey: .label)
      scale = try values.decodeIfPresent(Scale.self, forKey: .scale) ?? .linear
      factor = try values.decodeIfPresent(Double.self, forKey: .factor) ?? 1
      range = try values.decodeIfPresent([Double].self, forKey: .range)
    }
  }

  /// Small multiples: one panel for each value of a column, or for each pair of values of two.
  package struct Panels: Codable, Hashable, Sendable {
    /// The column of points.csv.
    package var column: String
    /// A second column of points.csv, whose values tell the rows of a grid of panels apart; the first tells those apart
    /// that stand side by side.
    package var row: String?
    /// The title of each panel; `{}` stands for the column's value, `{row}` for that of the second column.
    package var title: String
    /// Panels side by side; nil for a layout about as wide as a page.
    package var across: Int?
    /// Whether the curves of all other panels are drawn too, thin and grey, for comparison.
    package var showOthers: Bool
    /// The panel whose curves are drawn in all others too, dashed; nothing happens where the points do not have it.
    package var reference: String?

    package init(
      column: String, row: String? = nil, title: String = "{}", across: Int? = nil, showOthers: Bool = false,
      reference: String? = nil
    ) {
      (self.column, self.row, self.title) = (column, row, title)
      (self.across, self.showOthers, self.reference) = (across, showOthers, reference)
    }

    /// The columns that tell panels apart.
    package var columns: [String] { [column] + (row.map { [$0] } ?? []) }

    private enum CodingKeys: String, CodingKey {
      case column, row, title, across, reference
      case showOthers = "show_others"
    }

    package init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      column = try values.decode(String.self, forKey: .column)
      row = try values.decodeIfPresent(String.self, forKey: .row)
      title = try values.decodeIfPresent(String.self, forKey: .title) ?? "{}"
      across = try values.decodeIfPresent(Int.self, forKey: .across)
      showOthers = try values.decodeIfPresent(Bool.self, forKey: .showOthers) ?? false
      reference = try values.decodeIfPresent(String.self, forKey: .reference)
    }
  }

  /// How neighbouring points of a curve are joined.
  package enum Join: String, NamedChoice, Hashable, Sendable {
    case line
    /// A value holds until the next point: what has arrived by a deadline does.
    case steps
    /// Not at all: each point stands for itself.
    case points
  }

  package var title: String
  package var x: Axis
  /// The quantity shown. Where the columns `<column>_low` and `<column>_high` exist they are drawn as its interval.
  package var y: Axis
  /// The columns whose values tell one curve of a panel from another; none for one curve.
  package var series: [String]
  /// The legend's title, with the unit of what tells curves apart; nil for the names of the columns.
  package var legend: String?
  package var panels: Panels?
  package var join: Join
  /// Only rows with these values are drawn: text by column, compared as numbers where both are numbers.
  package var filter: [String: String]
  /// Small print below the title: data set, number of images, accounting, what the intervals are.
  package var caption: String

  package init(
    title: String, x: Axis, y: Axis, series: [String], legend: String? = nil, panels: Panels? = nil,
    join: Join = .line, filter: [String: String] = [:], caption: String = ""
  ) {
    (self.title, self.x, self.y, self.series) = (title, x, y, series)
    (self.legend, self.panels, self.join, self.filter, self.caption) = (legend, panels, join, filter, caption)
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    title = try values.decode(String.self, forKey: .title)
    x = try values.decode(Axis.self, forKey: .x)
    y = try values.decode(Axis.self, forKey: .y)
    series = try values.decodeIfPresent([String].self, forKey: .series) ?? []
    legend = try values.decodeIfPresent(String.self, forKey: .legend)
    panels = try values.decodeIfPresent(Panels.self, forKey: .panels)
    join = try values.decodeIfPresent(Join.self, forKey: .join) ?? .line
    filter = try values.decodeIfPresent([String: String].self, forKey: .filter) ?? [:]
    caption = try values.decodeIfPresent(String.self, forKey: .caption) ?? ""
  }
}

extension FigureDescription {
  /// The columns of points.csv that it names.
  package var columns: [String] {
    [x.column, y.column] + series + (panels?.columns ?? []) + filter.keys.sorted()
  }

  /// Checks what no column is needed for; `location` is where the figure is described.
  /// - Throws: `data` for a factor of 0, a range that is none, and panels that do not go together.
  package func check(at location: AirSliceError.Location) throws {
    for (name, axis) in [("x", x), ("y", y)] {
      guard axis.factor.isFinite, axis.factor != 0 else {
        throw AirSliceError(
          .data, "the factor of the figure's \(name) axis is \(axis.factor): not 0 is needed", at: location)
      }
      guard let range = axis.range else { continue }
      guard range.count == 2, range.allSatisfy(\.isFinite), range[0] < range[1], axis.scale == .linear || range[0] > 0
      else {
        throw AirSliceError(
          .data,
          "the range of the figure's \(name) axis is \(range): two ascending numbers are needed"
            + (axis.scale == .log ? ", positive ones on a logarithmic axis" : ""), at: location)
      }
    }
    if let panels, panels.row != nil, panels.showOthers || panels.across != nil || panels.reference != nil {
      throw AirSliceError(
        .data, "the figure's panels are a grid: leave out 'show_others', 'reference' and 'across'", at: location)
    }
    if let across = panels?.across, !(1...20).contains(across) {
      throw AirSliceError(.data, "the figure has \(across) panels across: 1 to 20 are possible", at: location)
    }
  }
}
