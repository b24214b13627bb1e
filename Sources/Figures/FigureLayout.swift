// Where panels, legend, title and small print lie on the page, in pixels of the SVG.

/// The places of a figure's parts on its page [px].
package struct FigureLayout: Sendable, Hashable {
  package let across: Int
  package let down: Int
  package let width: Int
  package let height: Int
  /// From the page's edges to the outermost plots' frames.
  package let left: Int
  package let right: Int
  package let top: Int
  package let bottom: Int
  /// Between the frames of neighbouring panels.
  package let gapX: Int
  package let gapY: Int
  /// The caption, broken into lines that fit the page.
  package let caption: [String]
  /// Height of the strip at the page's foot that holds the panels' common legend.
  package let legend: Int
  package let legendColumns: Int
  private let plotWidth: Int
  private let plotHeight: Int

  /// The distance of the caption's first line from the page's top, and from line to line.
  package static let captionTop = 46
  package static let captionLine = 16

  /// A page for `panels` panels, `across` of them side by side when that is given; `hasPanels` for titled ones;
  /// `legendEntries` share a legend below the panels.
  package init(panels: Int, hasPanels: Bool, across: Int?, legendEntries: [String], caption: String) {
    let across = min(across ?? Self.usualAcross(panels), panels)
    self.across = across
    down = (panels + across - 1) / across
    plotWidth = hasPanels ? (across <= 2 ? 400 : across == 3 ? 290 : 200) : 620
    plotHeight = hasPanels ? (across <= 3 ? 260 : 140) : 380
    (left, gapX, gapY) = (70, 26, hasPanels ? 34 : 0)
    // A single plot has its legend at its right, where gnuplot makes the room that it needs.
    right = hasPanels ? 24 : 210
    width = left + across * plotWidth + (across - 1) * gapX + right
    // A sample of the line, and its name in 13 pixels' type.
    let entryWidth = max(150, 60 + 7 * (legendEntries.map(\.count).max() ?? 0))
    let rows = (legendEntries.count * entryWidth + width - 1) / width
    legendColumns = (legendEntries.count + rows - 1) / rows
    legend = hasPanels && legendEntries.count > 1 ? rows * 24 : 0
    self.caption = Self.broken(caption, atCharacters: (width - 40) / 6)
    top = Self.captionTop + self.caption.count * Self.captionLine + (hasPanels ? 30 : 12)
    bottom = 58 + legend
    height = top + down * plotHeight + (down - 1) * gapY + bottom
  }

  /// The edges of a panel's frame, counted from the page's left and top edges.
  package func frame(ofPanel index: Int) -> (left: Int, right: Int, top: Int, bottom: Int) {
    let left = left + index % across * (plotWidth + gapX)
    let top = top + index / across * (plotHeight + gapY)
    return (left, left + plotWidth, top, top + plotHeight)
  }

  private static func usualAcross(_ panels: Int) -> Int {
    panels <= 3 ? panels : panels <= 8 ? (panels + 1) / 2 : 5
  }

  /// Breaks `text` between words into lines of at most `limit` characters; not at spaces that are not to be broken.
  private static func broken(_ text: String, atCharacters limit: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(whereSeparator: { $0 == " " || $0.isNewline }) {
      if let last = lines.last, last.count + 1 + word.count <= limit {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
