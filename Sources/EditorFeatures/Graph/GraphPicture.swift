// SPDX-License-Identifier: Apache-2.0

/// The colours of a picture.
package enum GraphTheme: String, Sendable, CaseIterable {
  /// As the viewer's system has it.
  case auto
  /// Dark on light.
  case light
  /// Light on dark.
  case dark
}

/// A graph as an SVG picture or an HTML page, each one file that loads nothing.
///
/// A graph wider than a page is folded: what does not fit goes on in a band below, and lines go on at the same height
/// within their band, with the names of the steps that they come from.
package struct GraphPicture {
  private let graph: StepGraph
  private let theme: GraphTheme
  private var body: [String] = []

  private static let pageWidth = 1_500
  private static let margin = 24
  private static let bandGap = 40
  /// The room before a band in which the lines that go on are named.
  private static let foldRoom = 96
  private static let metrics = metrics(rowGap: 18)
  /// The most boxes of a list that stand at ease.
  private static let easeLimit = 100

  private static func metrics(rowGap: Int) -> GraphLayout.Metrics {
    GraphLayout.Metrics(
      rowGap: rowGap, lead: 26, tail: 30, plain: 44, labelRoom: 100, trackGap: 12, lineHeight: 6,
      padding: (18, 34, 18, 18),
      size: { node in
        let label = textWidth(node.label, 8) + (node.inner == nil ? 0 : textWidth(node.detail, 6.5) + 12)
        return (min(300, max(96, Int(max(label, node.inner == nil ? textWidth(node.detail, 6.5) : 0)) + 32)), 48)
      })
  }

  /// A picture of a graph.
  package init(_ graph: StepGraph, theme: GraphTheme = .auto) {
    self.graph = graph
    self.theme = theme
  }

  /// About how wide a text is in pixels; wide characters count for two.
  static func textWidth(_ text: String, _ unit: Double) -> Double {
    text.unicodeScalars.reduce(0) {
      $0 + ($1.value >= 0x1100 ? 1.9 : $1.value < 0x300 || $1.value >= 0x370 ? 1 : 0) * unit
    }
  }

  // MARK: Files

  /// The picture.
  package var svg: String { document(isInline: false) }

  /// The page: the picture, and a table of the steps.
  package var html: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(Self.escaped(graph.title))</title>
    <style>
    \(Self.variables(theme, selector: ":root"))
    body { margin: 0; padding: 24px; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
    h1 { font-size: 22px; margin: 0 0 16px; overflow-wrap: anywhere; }
    figure { margin: 0; overflow: auto; border: 1px solid var(--line); border-radius: 8px; }
    figure svg { display: block; max-width: none; }
    table { border-collapse: collapse; margin-top: 24px; }
    th, td { text-align: left; padding: 5px 14px 5px 0; border-bottom: 1px solid var(--faint); overflow-wrap: anywhere; vertical-align: top; }
    th { color: var(--muted); font-weight: 600; }
    </style>
    </head>
    <body>
    <h1>\(Self.escaped(graph.title))</h1>
    <figure>
    \(document(isInline: true))
    </figure>
    <table>
    <thead><tr><th>#</th><th>step</th><th>what</th><th>waits for</th></tr></thead>
    <tbody>
    \(rows(graph.root, "").joined(separator: "\n"))
    </tbody>
    </table>
    </body>
    </html>
    """
  }

  private func rows(_ cluster: StepGraph.Cluster, _ prefix: String) -> [String] {
    var before: [[String]] = Array(repeating: [], count: cluster.nodes.count)
    for edge in cluster.edges { before[edge.target].append(cluster.nodes[edge.source].label) }
    return cluster.nodes.enumerated().flatMap { index, node -> [String] in
      let number = "\(prefix)\(index + 1)"
      let condition = node.isConditional ? " · if" : ""
      let row =
        "<tr><td>\(number)</td><td>\(Self.escaped(node.label))</td><td>\(Self.escaped(node.detail + condition))</td><td>\(Self.escaped(before[index].joined(separator: ", ")))</td></tr>"
      return [row] + (node.inner.map { rows($0, number + ".") } ?? [])
    }
  }

  func document(isInline: Bool) -> String {
    var copy = self
    let layout = GraphLayout(
      graph.root, graph.root.nodes.count > Self.easeLimit ? Self.metrics(rowGap: 8) : Self.metrics)
    let bands = Self.bands(layout)
    let width = (bands.map { $0.end - $0.start + $0.room }.max() ?? 0) + 2 * Self.margin
    var height = Self.margin
    for band in bands {
      let (top, bottom) = Self.rows(of: band, layout)
      copy.draw(layout, graph.root, x: Self.margin - band.start + band.room, y: height - top, band: band)
      height += bottom - top + Self.bandGap
    }
    height += Self.margin - (bands.isEmpty ? 0 : Self.bandGap)
    var notes: [String] = []
    copy.collectUnrouted(layout, graph.root, &notes)
    var total = height
    for note in notes.prefix(20) {
      copy.body.append("<text class=\"detail\" x=\"\(Self.margin)\" y=\"\(total)\">\(Self.escaped(note))</text>")
      total += 18
    }
    let style = Self.style(theme, isInline ? "figure svg" : "svg")
    return
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(total)\" viewBox=\"0 0 \(width) \(total)\" role=\"img\" aria-label=\"\(Self.escaped(graph.title))\">\n"
      + "<style>\n\(style)\n</style>\n<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n"
      + copy.body.joined(separator: "\n") + "\n</svg>"
  }

  /// A stretch of columns that fits a page.
  struct Band {
    var start: Int
    var end: Int
    var columns: Range<Int>
    /// The room before it.
    var room: Int { start > 0 ? foldRoom : 0 }
  }

  /// Cuts a layout before columns so that no band is wider than a page, but for single columns that are.
  static func bands(_ layout: GraphLayout) -> [Band] {
    var bands: [Band] = []
    var first = 0
    let starts = layout.columnStarts + [layout.width + metrics.tail]
    for column in layout.columnStarts.indices {
      let isLast = column + 1 == layout.columnStarts.count
      let end = isLast ? layout.width : starts[column + 1] - metrics.tail / 2
      let nextEnd = column + 2 < starts.count ? starts[column + 2] : layout.width
      let start = first == 0 ? 0 : starts[first] - metrics.tail / 2
      if isLast || nextEnd - start > pageWidth - (start > 0 ? foldRoom : 0) {
        bands.append(Band(start: start, end: end, columns: first..<column + 1))
        first = column + 1
      }
    }
    return bands
  }

  /// The rows that a band's boxes and lines take.
  private static func rows(of band: Band, _ layout: GraphLayout) -> (top: Int, bottom: Int) {
    var (top, bottom) = (Int.max, 0)
    for item in layout.items where band.columns.contains(item.column) {
      top = min(top, item.y)
      bottom = max(bottom, item.y + item.height)
    }
    for segment in layout.segments where band.columns.contains(layout.items[segment.source].column) {
      top = min(top, layout.items[segment.target].center)
      bottom = max(bottom, layout.items[segment.target].center)
    }
    return (min(top, bottom), bottom)
  }

  // MARK: Drawing

  private mutating func draw(
    _ layout: GraphLayout, _ cluster: StepGraph.Cluster, x: Int, y: Int, band: Band?
  ) {
    func isHere(_ column: Int) -> Bool { band?.columns.contains(column) ?? true }
    // Where lines of the band above go on: the names of the steps that they come from.
    var arriving: [Int: [String]] = [:]
    for segment in layout.segments {
      let (source, target) = (layout.items[segment.source], layout.items[segment.target])
      let isArrow = target.node != nil
      let startX = x + source.x + (source.node == nil ? 0 : source.width)
      let (startY, endY) = (y + source.center, y + target.center)
      let endX = x + target.x + (isArrow ? -2 : 0)
      let label = source.node == nil ? nil : cluster.edges[segment.edge].label
      if isHere(source.column) {
        let cut = isHere(target.column) ? endX : x + (band?.end ?? 0)
        line(startX, startY, x + segment.track, cut, endY, isArrow: isArrow && isHere(target.column))
        if let label {
          body.append(
            "<text class=\"label\" x=\"\(x + segment.track + 6)\" y=\"\(endY - 6)\">\(Self.escaped(Self.fitted(label, 116, 6)))</text>"
          )
        }
      } else if isHere(target.column), let band {
        let edge = x + band.start - band.room
        line(edge, endY, edge, endX, endY, isArrow: isArrow)
        arriving[segment.target, default: []].append(cluster.nodes[cluster.edges[segment.edge].source].label)
      }
    }
    for (target, names) in arriving.sorted(by: { $0.key < $1.key }) {
      guard let band else { continue }
      let text = Self.fitted(names.joined(separator: ", "), Double(band.room), 6)
      body.append(
        "<text class=\"label\" x=\"\(x + band.start - band.room)\" y=\"\(y + layout.items[target].center - 5)\">\(Self.escaped(text))</text>"
      )
    }
    for item in layout.items where isHere(item.column) {
      guard let place = item.node else { continue }
      box(item, cluster.nodes[place], x: x + item.x, y: y + item.y)
    }
  }

  /// A line that goes down or up at `turn`, with round corners.
  private mutating func line(_ x1: Int, _ y1: Int, _ turn: Int, _ x2: Int, _ y2: Int, isArrow: Bool) {
    var path = "M\(x1) \(y1)"
    if y1 == y2 {
      path += "H\(x2)"
    } else {
      let radius = min(8, abs(y2 - y1) / 2, max(0, x2 - turn), max(0, turn - x1))
      let sign = y2 > y1 ? 1 : -1
      path +=
        "H\(turn - radius)Q\(turn) \(y1) \(turn) \(y1 + sign * radius)V\(y2 - sign * radius)Q\(turn) \(y2) \(turn + radius) \(y2)H\(x2)"
    }
    body.append("<path class=\"line\" d=\"\(path)\"/>")
    if isArrow { body.append("<path class=\"head\" d=\"M\(x2 + 1) \(y2)l-8 -4.5v9z\"/>") }
  }

  private mutating func box(_ item: GraphLayout.Item, _ node: StepGraph.Node, x: Int, y: Int) {
    let title = Self.escaped("\(node.label)\n\(node.detail)")
    let dashes = node.isConditional ? " conditional" : ""
    body.append("<g class=\"\(node.kind.rawValue)\"><title>\(title)</title>")
    if let inner = item.inner.first, let cluster = node.inner {
      body.append(
        "<rect class=\"frame\(dashes)\" x=\"\(x)\" y=\"\(y)\" width=\"\(item.width)\" height=\"\(item.height)\" rx=\"10\"/>"
      )
      let room = Double(item.width) - 24
      let label = Self.fitted(node.label, room * 0.6, 8)
      let detail = Self.fitted(node.detail, room - Self.textWidth(label, 8) - 10, 6.5)
      body.append(
        "<text class=\"name\" x=\"\(x + 14)\" y=\"\(y + 21)\">\(Self.escaped(label))<tspan class=\"detail\" dx=\"8\">\(Self.escaped(detail))</tspan></text>"
      )
      let left =
        x + Self.metrics.padding.left
        + (item.width - Self.metrics.padding.left - Self.metrics.padding.right - inner.width) / 2
      draw(inner, cluster, x: left, y: y + Self.metrics.padding.top, band: nil)
    } else {
      body.append(
        "<rect class=\"box\(dashes)\" x=\"\(x)\" y=\"\(y)\" width=\"\(item.width)\" height=\"\(item.height)\" rx=\"8\"/>"
      )
      body.append(
        "<rect class=\"mark\" x=\"\(x)\" y=\"\(y + 8)\" width=\"4\" height=\"\(item.height - 16)\" rx=\"2\"/>")
      let room = Double(item.width) - 26
      body.append(
        "<text class=\"name\" x=\"\(x + 14)\" y=\"\(y + 21)\">\(Self.escaped(Self.fitted(node.label, room, 8)))</text>")
      body.append(
        "<text class=\"detail\" x=\"\(x + 14)\" y=\"\(y + 37)\">\(Self.escaped(Self.fitted(node.detail, room, 6.5)))</text>"
      )
    }
    body.append("</g>")
  }

  private mutating func collectUnrouted(_ layout: GraphLayout, _ cluster: StepGraph.Cluster, _ notes: inout [String]) {
    for edge in layout.unrouted {
      let edge = cluster.edges[edge]
      notes.append("also: \(cluster.nodes[edge.source].label) → \(cluster.nodes[edge.target].label)")
    }
    for item in layout.items {
      if let place = item.node, let inner = item.inner.first, let nested = cluster.nodes[place].inner {
        collectUnrouted(inner, nested, &notes)
      }
    }
  }

  /// As much of a text as fits.
  static func fitted(_ text: String, _ room: Double, _ unit: Double) -> String {
    guard textWidth(text, unit) > room else { return text }
    var output = ""
    var width = unit
    for character in text {
      width += textWidth(String(character), unit)
      if width > room { break }
      output.append(character)
    }
    return output + "…"
  }

  // MARK: Style

  private static let light =
    "--ground: #ffffff; --box: #f8fafc; --text: #0f172a; --muted: #475569; --line: #64748b; --faint: #cbd5e1; --work: #64748b; --change: #2563eb; --gate: #b45309; --choice: #7c3aed; --message: #047857;"
  private static let dark =
    "--ground: #0b1220; --box: #162033; --text: #e8eef7; --muted: #a5b4c8; --line: #8aa0bb; --faint: #33435c; --work: #94a3b8; --change: #60a5fa; --gate: #fbbf24; --choice: #c4a1ff; --message: #34d399;"

  static func variables(_ theme: GraphTheme, selector: String) -> String {
    switch theme {
    case .light: "\(selector) { \(light) }"
    case .dark: "\(selector) { \(dark) }"
    case .auto: "\(selector) { \(light) }\n@media (prefers-color-scheme: dark) { \(selector) { \(dark) } }"
    }
  }

  /// Not all viewers of SVG know variables: each colour is written out.
  private static func rules(_ palette: String, _ selector: String) -> String {
    var colours: [String: String] = [:]
    for part in palette.split(separator: ";") {
      let pair = part.split(separator: ":").map { $0.filter { $0 != " " && $0 != "-" } }
      if pair.count == 2 { colours[pair[0]] = pair[1] }
    }
    func colour(_ name: String) -> String { colours[name] ?? "#888888" }
    var lines = [
      ".ground { fill: \(colour("ground")); }", ".line { fill: none; stroke: \(colour("line")); stroke-width: 1.5; }",
      ".head { fill: \(colour("line")); }",
      ".box { fill: \(colour("box")); stroke: \(colour("faint")); stroke-width: 1.25; }",
      ".frame { fill: none; stroke: \(colour("line")); stroke-width: 1.25; }",
      ".conditional { stroke: \(colour("muted")); stroke-dasharray: 5 3; }",
      ".name { font: 600 13px \(sans); fill: \(colour("text")); }",
      ".detail { font: 400 11px \(sans); fill: \(colour("muted")); }",
      ".label { font: 400 10px ui-monospace, Menlo, Consolas, monospace; fill: \(colour("muted")); }",
      ".mark { fill: \(colour("work")); }",
    ]
    for kind in StepGraph.Kind.allCases where kind != .work && kind != .nest {
      lines.append(".\(kind.rawValue) > .mark { fill: \(colour(kind.rawValue)); }")
    }
    return lines.map { "\(selector) \($0)" }.joined(separator: "\n")
  }

  static let sans = "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif"

  private static func style(_ theme: GraphTheme, _ selector: String) -> String {
    switch theme {
    case .light: rules(light, selector)
    case .dark: rules(dark, selector)
    case .auto: "\(rules(light, selector))\n@media (prefers-color-scheme: dark) {\n\(rules(dark, selector))\n}"
    }
  }

  /// Text for XML: what would be markup is escaped, what XML cannot hold becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      case "\n", "\t": output.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        output += "\u{FFFD}"
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }
}
